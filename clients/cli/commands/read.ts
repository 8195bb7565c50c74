import { type Command, InvalidArgumentError, Option } from 'commander'
import type { ActionFragment, HistoryOptions } from '../../sdk/sdk.ts'
import { collect, integer } from '../action-options.ts'
import { Ending, exitCodes } from '../exit-codes.ts'
import { Device, type DeviceLineFragment } from '../generated/documents.ts'
import type { Column } from '../print.ts'
import { type DeviceQuery, deviceId, devicesOf } from '../resolve.ts'
import { type GlobalOptions, openSession, type Session } from '../session.ts'
import { actionColumns, minute, showChange } from '../show.ts'
import type { Terminal } from '../terminal.ts'

interface ListOptions extends GlobalOptions {
  readonly limit: number
  readonly ids?: boolean
}

interface HistoryFilterOptions extends ListOptions {
  readonly status?: ActionFragment['status'][]
  readonly type?: ActionFragment['type'][]
  readonly device?: string
  readonly since?: string
  readonly search?: string
}

interface WatchCommandOptions extends HistoryFilterOptions {
  readonly after?: string
}

type Filter = NonNullable<HistoryOptions['filter']>

const statuses = ['PENDING_APPROVAL', 'QUEUED', 'EXECUTING', 'COMPLETED', 'FAILED', 'CANCELLED']

/** An instant, or how long ago: `24h`. */
function instant(text: string): string {
  const [, amount, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  const milliseconds = { m: 60_000, h: 3_600_000, d: 86_400_000 }
  if (amount && unit) return new Date(Date.now() - Number(amount) * milliseconds[unit as 'm']).toISOString()
  if (Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('It is an instant, or 30m, 24h, 7d ago.')
  return new Date(text).toISOString()
}

const types = 'KILL_PROCESS, ISOLATE_DEVICE, …'
const filterOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--status <status>', 'may be repeated').choices(statuses).argParser(oneOf(statuses)),
    )
    .option('--type <type>', `${types}; may be repeated`, collect)
    .option('-d, --device <device>', 'host name or id')

/** commander's own `choices` forgets all but the last of a repeated option. */
function oneOf(choices: readonly string[]) {
  return (value: string, before: string[] | undefined): string[] => {
    if (!choices.includes(value)) throw new InvalidArgumentError(`It is one of ${choices.join(', ')}.`)
    return [...(before ?? []), value]
  }
}

const limit = (command: Command): Command =>
  command
    .option('-n, --limit <count>', 'at most so many', integer, 50)
    .option('--ids', 'nothing but the ids, one a line')

async function filterOf({ client }: Session, options: HistoryFilterOptions): Promise<Filter> {
  const { status, type, device, since, search } = options
  return {
    ...(status && { statuses: status }),
    ...(type && { types: type }),
    ...(device && { deviceId: await deviceId(client, device) }),
    ...(since && { submittedAfter: since }),
    ...(search && { search }),
  }
}

async function show<Item extends { readonly rawId: string }>(
  { printer, terminal }: Session,
  { ids, limit: most }: ListOptions,
  items: AsyncIterable<Item>,
  columns: readonly Column<Item>[],
  none: string,
): Promise<void> {
  const found: Item[] = []
  if (most > 0) for await (const item of items) if (found.push(item) >= most) break
  if (!ids) return printer.table(found, columns, none)
  for (const { rawId } of found) terminal.out(`${rawId}\n`)
}

export function addReadCommands(program: Command, terminal: Terminal): void {
  const open = (command: Command) => openSession(command.optsWithGlobals(), terminal)

  limit(program.command('pending').description('what waits for your approval')).action(
    async (options: ListOptions, self) => {
      const session = await open(self)
      const filter = { awaitingMyApproval: true }
      const waiting = session.client.history({ filter, pageSize: pageSize(options) })
      await show(session, options, waiting, actionColumns, 'Nothing waits for you.')
    },
  )

  limit(filterOptions(program.command('history').description('actions, the latest first')))
    .option('--since <when>', 'submitted since 30m, 24h, 7d ago, or since an instant', instant)
    .option('--search <words>', 'in justification, host name, output, failure')
    .addHelpText(
      'after',
      '\nExamples:\n  defend history --status FAILED --since 24h\n  defend history --json -n 1000 | jq .type',
    )
    .action(async (options: HistoryFilterOptions, self: Command) => {
      const session = await open(self)
      const filter = await filterOf(session, options)
      const found = session.client.history({ filter, pageSize: pageSize(options) })
      await show(session, options, found, actionColumns, 'Nothing of that kind.')
    })

  filterOptions(program.command('watch').description('follow what happens, as it happens; Ctrl-C ends it'))
    .option('--after <cursor>', 'everything since that one first, then live')
    .addHelpText(
      'after',
      '\nExamples:\n  defend watch --status FAILED\n  defend watch --json --after "$LAST" | my-program',
    )
    .action(async (options: WatchCommandOptions, self: Command) => {
      const session = await open(self)
      const { client, printer } = session
      const filter = await filterOf(session, options)
      const { after } = options
      for await (const change of client.watch({ filter, signal: terminal.signal, ...(after && { after }) }))
        showChange(printer, change)
    })

  limit(program.command('devices').description('devices, by host name'))
    .option('--online', 'connected now')
    .option('--offline', 'not connected')
    .option('--isolated', 'cut off now')
    .addOption(new Option('--platform <platform>', 'only these').choices(['windows', 'linux', 'macos']))
    .option('--name <part>', 'a part of the host name')
    .action(async (options: DevicesOptions, self: Command) => {
      const session = await open(self)
      const found = devicesOf(session.client, queryOf(options))
      await show(session, options, found, deviceColumns, 'No such device.')
    })

  program
    .command('device')
    .description('one device: what contains it, what waits on it')
    .argument('<device>', 'host name or id')
    .action(async (named: string, _, self: Command) => {
      const { client, printer } = await open(self)
      const { device } = await client.request(Device, { id: await deviceId(client, named) })
      if (!device) throw new Ending(exitCodes.refused, `NOT_FOUND: there is no device ${named}`)
      const { containment, queue } = device
      printer.record(device, [
        ['Device', device.hostname],
        ['Id', device.rawId],
        ['Platform', device.platform],
        ['Online', device.online],
        ['Last seen', minute(device.lastSeenAt)],
        ['Addresses', device.ipAddresses],
        ['Agent', device.agentVersion],
        ['Enrolled', minute(device.enrolledAt)],
        ['Revoked', minute(device.revokedAt)],
        ['Isolated', containment.isolated && `since ${minute(containment.isolatedSince)}`],
        ['Blocked', containment.blockedAddresses],
        ['Quarantined', containment.quarantinedFiles.map(({ originalPath }) => originalPath)],
        ['Reported', minute(containment.reportedAt)],
        ['Queue', queue.map(({ type, status, rawId }) => `${type} ${status} ${rawId}`)],
      ])
    })
}

interface DevicesOptions extends ListOptions {
  readonly online?: boolean
  readonly offline?: boolean
  readonly isolated?: boolean
  readonly platform?: string
  readonly name?: string
}

const queryOf = ({ online, offline, isolated, platform, name }: DevicesOptions): DeviceQuery => ({
  ...((online || offline) && { online: online === true }),
  ...(isolated && { isolated }),
  ...(platform && { platform: platform.toUpperCase() as 'LINUX' }),
  ...(name && { hostnameContains: name }),
})

const deviceColumns: readonly Column<DeviceLineFragment>[] = [
  { title: 'ID', of: ({ rawId }) => rawId },
  { title: 'HOSTNAME', of: ({ hostname }) => hostname },
  { title: 'PLATFORM', of: ({ platform }) => platform },
  { title: 'ONLINE', of: ({ online }) => online },
  { title: 'ISOLATED', of: ({ containment }) => containment.isolated },
  { title: 'LAST SEEN', of: ({ lastSeenAt }) => minute(lastSeenAt) },
  { title: 'AGENT', of: ({ agentVersion }) => agentVersion },
]

const pageSize = ({ limit: count }: ListOptions): number => Math.min(Math.max(count, 1), 100)
