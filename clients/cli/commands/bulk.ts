import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { BulkFragment } from '../../sdk/sdk.ts'
import { type ActionCommand, actionCommands } from '../action-options.ts'
import { agreed, agreedOrYes, promptPrinter } from '../confirm.ts'
import { deviceFilter, deviceId, devicesOf } from '../devices.ts'
import { Ending, exitCodes, notFound, usage } from '../exit-codes.ts'
import { bulkId } from '../ids.ts'
import { integer } from '../options.ts'
import type { Column } from '../print.ts'
import { createProgressBar } from '../progress-bar.ts'
import { type GlobalOptions, openSession, type Session } from '../session.ts'
import { granted, minute, nameOf, showBulk } from '../show.ts'
import type { Terminal } from '../terminal.ts'
import { addSubmitOptions, type SubmitOptions, submission } from './submit.ts'

interface BulkOptions extends SubmitOptions {
  readonly devices?: string
  readonly where?: string
  readonly canary?: number
  readonly perMinute?: number
  readonly abortAbove?: number
  readonly abortAfter?: number
  readonly detach?: boolean
}

interface DecideOptions extends GlobalOptions {
  readonly comment?: string
  readonly digest?: string
  readonly yes?: boolean
}

const decisions = {
  approve: ['approveBulk', 'approve all of its actions that wait for a second person'],
  reject: ['rejectBulk', 'reject all of its actions that wait for a second person'],
  cancel: ['cancelBulk', 'cancel its actions that have not started'],
  pause: ['pauseBulk', 'stop sending its actions to devices'],
  resume: ['resumeBulk', 'continue sending its actions to devices'],
} as const
type Verb = keyof typeof decisions

/** A bulk action on more devices than this needs confirmation, even if it is not destructive. */
const manyDevices = 50

export function addBulkCommands(program: Command, terminal: Terminal): void {
  const bulk = program
    .command('bulk')
    .description('submit one action for many devices, for all or none of them')
  for (const action of actionCommands) {
    const command = bulk.command(action.name).description(action.about)
    action
      .options(command)
      .option('--devices <file>', 'a host name or id per line; - reads standard input')
      .option(
        '--where <query>',
        'online,offline,isolated,not-isolated,drifted,platform=linux,host=,name=,ip=,label=',
      )
    addSubmitOptions(command, action)
      .option(
        '--canary <count>',
        'number of devices that go first; the others follow if all of them succeed',
        integer,
      )
      .option('--per-minute <count>', 'devices per minute after the canary', integer)
      .option('--abort-above <percent>', 'abort if more than this percentage failed', integer)
      .option('--abort-after <count>', 'minimum number of results before aborting', integer)
      .option('--detach', 'exit without waiting until all actions have ended')
      .addHelpText(
        'after',
        `
Examples:
  defend bulk ${action.name} --where online,platform=linux ${action.example ? `${action.example} ` : ''}--because "The worm spreads by ssh"
  defend bulk ${action.name} --devices hosts.txt ${action.example ? `${action.example} ` : ''}--because "The worm spreads by ssh" --canary 3 --per-minute 60`,
      )
      .action((_, self: Command) => submitMany(action, self.optsWithGlobals(), terminal))
  }
  for (const verb of Object.keys(decisions) as Verb[]) {
    const command = bulk
      .command(verb)
      .description(decisions[verb][1])
      .argument('<bulk>', 'full or abbreviated id')
      .option('-c, --comment <text>', 'a comment for the ledger')
      .option('--digest <digest>', 'refuse unless the bulk action has this digest')
    if (verb === 'approve') command.option('-y, --yes', 'approve without showing the bulk action and asking')
    command.action((named: string, _, self: Command) => decide(verb, named, self.optsWithGlobals(), terminal))
  }
  bulk
    .command('watch')
    .description('show its progress until all of its actions have ended')
    .argument('<bulk>', 'full or abbreviated id')
    .action(async (named: string, _, self: Command) => {
      const session = await openSession(self.optsWithGlobals<GlobalOptions>(), terminal)
      await untilEnded(session, await bulkId(session.client, named))
    })
  bulk
    .command('list')
    .description('bulk actions, newest first')
    .action(async (_, self: Command) => {
      const { client, printer } = await openSession(self.optsWithGlobals<GlobalOptions>(), terminal)
      for await (const { items } of client.bulkActions().pages())
        return printer.table(items, bulkColumns, 'No bulk actions.')
    })
}

const bulkColumns: readonly Column<BulkFragment>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'SUBMITTED', of: ({ submittedAt }) => minute(submittedAt) },
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'STATE', of: ({ state }) => state, kind: 'state' },
  { title: 'DEVICES', of: ({ total }) => total },
  { title: 'BY', of: ({ submittedBy }) => nameOf(submittedBy) },
  { title: 'JUSTIFICATION', of: ({ justification }) => justification, kind: 'text' },
]

async function decide(verb: Verb, named: string, options: DecideOptions, terminal: Terminal): Promise<void> {
  const { client, printer } = await openSession(options, terminal)
  const bulk = await client.bulkAction(await bulkId(client, named))
  if (!bulk) throw notFound('bulk action', named)
  if (verb === 'approve' && terminal.isInteractive && !options.yes) {
    const prompt = promptPrinter(terminal)
    showBulk(prompt, bulk)
    prompt.heading('Devices')
    const hosts: (string | undefined)[] = []
    for await (const { device } of client.history({ filter: { bulkActionId: bulk.id }, pageSize: 200 }))
      hosts.push(device?.hostname)
    prompt.line({}, hosts.join(' '))
    await agreed(terminal, `Approve ${bulk.type} on ${bulk.total} devices?`, 'Nothing was approved.')
  }
  // Only an approval applies to the shown digest.
  const { comment, digest = verb === 'approve' ? bulk.digest : undefined } = options
  const input = { bulkActionId: bulk.id, ...(comment && { comment }), ...(digest && { digest }) }
  const { bulkAction, decided } = granted(await client[decisions[verb][0]](input))
  showBulk(printer, bulkAction)
  printer.note(`Actions affected: ${decided}`)
}

async function submitMany(command: ActionCommand, options: BulkOptions, terminal: Terminal): Promise<void> {
  if ((options.devices === undefined) === (options.where === undefined))
    throw usage('Exactly one of --devices and --where is required.')
  const filter = options.where === undefined ? null : deviceFilter(options.where)
  const session = await openSession(options, terminal)
  const { client, printer } = session
  const deviceIds = filter
    ? await idsMatching(session, filter)
    : await idsListedIn(session, options.devices ?? '')
  if (deviceIds.length === 0) throw usage('No devices match.')
  const action = command.input({ ...options })
  await confirmMany(session, command, typeOf(action), deviceIds.length, options)
  const rollout = rolloutOf(options)
  const input = { deviceIds, action, ...(await submission(session, options)), ...(rollout && { rollout }) }
  const { bulkAction } = granted(await client.bulk(input))
  if (options.detach) return showBulk(printer, bulkAction)
  printer.note(
    `Bulk action ${bulkAction.rawId}. Ctrl-C does not stop it. To follow it again: defend bulk watch ${bulkAction.rawId}`,
  )
  await untilEnded(session, bulkAction.id)
}

async function confirmMany(
  { client, terminal }: Session,
  { name }: ActionCommand,
  type: string,
  count: number,
  options: BulkOptions,
): Promise<void> {
  const types = await client.actionTypes()
  const isDestructive = types.find(info => info.type === type)?.destructive ?? true
  const devices = count === 1 ? '1 device' : `${count} devices`
  if (isDestructive) return agreedOrYes(options, terminal, `${name} on ${devices} is destructive. Submit it?`)
  if (count > manyDevices) await agreedOrYes(options, terminal, `Submit ${name} on ${devices}?`)
}

/** Converts the input field `killProcess` to KILL_PROCESS. */
const typeOf = (action: object): string =>
  Object.keys(action)[0]
    ?.replace(/[A-Z]/g, letter => `_${letter}`)
    .toUpperCase() ?? ''

function rolloutOf({ canary, perMinute, abortAbove, abortAfter }: BulkOptions) {
  const rollout = {
    ...(canary !== undefined && { canary }),
    ...(perMinute !== undefined && { perMinute }),
    ...(abortAbove !== undefined && { abortAboveFailurePercent: abortAbove }),
    ...(abortAfter !== undefined && { abortAfter }),
  }
  return Object.keys(rollout).length > 0 ? rollout : null
}

async function idsMatching({ client }: Session, filter: ReturnType<typeof deviceFilter>): Promise<string[]> {
  const ids: string[] = []
  for await (const { id } of devicesOf(client, filter)) ids.push(id)
  return ids
}

async function idsListedIn({ client, terminal }: Session, file: string): Promise<string[]> {
  const list = file === '-' ? await text(terminal.stdin) : await readFile(file, 'utf8').catch(unreadable)
  const names = list.split('\n').map(line => line.trim())
  const ids: string[] = []
  for (const name of names) if (name !== '' && !name.startsWith('#')) ids.push(await deviceId(client, name))
  return ids
}

function unreadable(error: Error): never {
  throw usage(`--devices: ${error.message}`)
}

async function untilEnded({ client, printer, terminal }: Session, id: string): Promise<void> {
  const bar = createProgressBar(terminal)
  let last: BulkFragment | undefined
  for await (const bulk of client.watchBulk(id, terminal.signal)) {
    last = bulk
    bar.show(bulk)
  }
  bar.end()
  if (!last) return
  showBulk(printer, last)
  if (last.progress.failed > 0)
    throw new Ending(exitCodes.negative, 'NEGATIVE', `${last.progress.failed} of ${last.total} failed.`)
}
