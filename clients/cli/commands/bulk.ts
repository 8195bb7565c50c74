import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { BulkFragment } from '../../sdk/sdk.ts'
import { type ActionCommand, actionCommands, integer } from '../action-options.ts'
import { Ending, exitCodes, usage } from '../exit-codes.ts'
import { Catalog } from '../generated/documents.ts'
import { createProgressBar } from '../progress-bar.ts'
import { deviceId, deviceQuery, devicesOf, globalId } from '../resolve.ts'
import { type GlobalOptions, openSession, type Session } from '../session.ts'
import { granted, showBulk } from '../show.ts'
import type { Terminal } from '../terminal.ts'
import { addSubmitOptions, agreed, type SubmitOptions, submission } from './submit.ts'

interface BulkOptions extends SubmitOptions {
  readonly devices?: string
  readonly where?: string
  readonly canary?: number
  readonly perMinute?: number
  readonly abortAbove?: number
  readonly abortAfter?: number
  readonly detach?: boolean
}

const decisions = {
  approve: ['approveBulk', 'let all of it that waits for a second person be done'],
  reject: ['rejectBulk', 'refuse all of it that waits'],
  cancel: ['cancelBulk', 'take back what has not begun'],
  pause: ['pauseBulk', 'send nothing more for now'],
  resume: ['resumeBulk', 'go on sending'],
} as const

export function addBulkCommands(program: Command, terminal: Terminal): void {
  const bulk = program.command('bulk').description('the same action on many devices: all or none')
  for (const action of actionCommands) {
    const command = bulk.command(action.name).description(action.about)
    action
      .options(command)
      .option('--devices <file>', 'a host name or an id a line; - reads standard input')
      .option('--where <query>', 'online,offline,isolated,not-isolated,platform=linux,name=web')
    addSubmitOptions(command, action)
      .option('--canary <count>', 'so many go first, the rest when all of them ended well', integer)
      .option('--per-minute <count>', 'then so many a minute', integer)
      .option('--abort-above <percent>', 'abort when more than that failed', integer)
      .option('--abort-after <count>', 'looked at once so many have ended', integer)
      .option('--detach', 'do not wait for its end')
      .addHelpText(
        'after',
        `
Examples:
  defend bulk ${action.name} --where online,platform=linux ${action.example ? `${action.example} ` : ''}--because "The worm spreads by ssh"
  defend bulk ${action.name} --devices hosts.txt ${action.example ? `${action.example} ` : ''}--because "The worm spreads by ssh" --canary 3 --per-minute 60`,
      )
      .action((_, self: Command) => submitMany(action, self.optsWithGlobals(), terminal))
  }
  for (const [verb, [method, about]] of Object.entries(decisions) as [string, [BulkMethod, string]][])
    bulk
      .command(verb)
      .description(about)
      .argument('<bulk>', 'its id')
      .option('-c, --comment <text>', 'stays on the ledger')
      .option('--digest <digest>', 'only if the bulk is exactly this')
      .action(async (named: string, options: { comment?: string; digest?: string }, self: Command) => {
        const { client, printer } = await openSession(self.optsWithGlobals<GlobalOptions>(), terminal)
        const { comment, digest } = options
        const input = {
          bulkActionId: globalId('BulkAction', named),
          ...(comment && { comment }),
          ...(digest && { digest }),
        }
        const { bulkAction, decided } = granted(await client[method](input))
        showBulk(printer, bulkAction)
        printer.note(`${decided} actions moved.`)
      })
  bulk
    .command('watch')
    .description('its progress, until all has ended')
    .argument('<bulk>', 'its id')
    .action(async (named: string, _, self: Command) =>
      untilEnded(
        await openSession(self.optsWithGlobals<GlobalOptions>(), terminal),
        globalId('BulkAction', named),
      ),
    )
}

type BulkMethod = (typeof decisions)[keyof typeof decisions][0]

async function submitMany(command: ActionCommand, options: BulkOptions, terminal: Terminal): Promise<void> {
  const session = await openSession(options, terminal)
  const { client, printer } = session
  const deviceIds = await chosen(session, options)
  if (deviceIds.length === 0) throw usage('That is no device at all.')
  const action = command.input({ ...options })
  const { actionTypes } = await client.request(Catalog)
  const destructive = actionTypes.find(({ type }) => type === typeOf(action))?.destructive ?? true
  if (destructive) {
    const many = deviceIds.length === 1 ? '1 device' : `${deviceIds.length} devices`
    await agreed(options, terminal, `${command.name} on ${many} is destructive. Submit it?`)
  }
  const rollout = rolloutOf(options)
  const input = { deviceIds, action, ...submission(options), ...(rollout && { rollout }) }
  const { bulkAction } = granted(await client.bulk(input))
  if (options.detach) return showBulk(printer, bulkAction)
  printer.note(
    `Bulk ${bulkAction.rawId}. Ctrl-C leaves it running; defend bulk watch ${bulkAction.rawId} comes back.`,
  )
  await untilEnded(session, bulkAction.id)
}

/** `killProcess` is KILL_PROCESS. */
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

async function chosen({ client, terminal }: Session, { devices, where }: BulkOptions): Promise<string[]> {
  if ((devices === undefined) === (where === undefined))
    throw usage('Which devices? Either --devices or --where.')
  if (where !== undefined) {
    const ids: string[] = []
    for await (const { id, revokedAt } of devicesOf(client, deviceQuery(where))) if (!revokedAt) ids.push(id)
    return ids
  }
  const list =
    devices === '-' ? await text(terminal.stdin) : await readFile(devices ?? '', 'utf8').catch(unreadable)
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
    throw new Ending(exitCodes.no, `${last.progress.failed} of ${last.total} failed.`)
}
