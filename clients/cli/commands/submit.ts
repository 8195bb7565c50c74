import { type Command, InvalidArgumentError } from 'commander'
import type { ActionFragment, SubmitActionInput } from '../../sdk/sdk.ts'
import { type ActionCommand, actionCommands, duration } from '../action-options.ts'
import { Ending, exitCodes } from '../exit-codes.ts'
import { Preview } from '../generated/documents.ts'
import { printable } from '../print.ts'
import { deviceId, globalId } from '../resolve.ts'
import { type GlobalOptions, openSession, type Session } from '../session.ts'
import { granted, showAction, showChange, statusOf } from '../show.ts'
import { confirm, type Terminal } from '../terminal.ts'

/** What every submission takes, of one device or of many. */
export interface SubmitOptions extends GlobalOptions {
  readonly because: string
  readonly detection?: string
  readonly investigation?: string
  readonly for?: number
  readonly key?: string
  readonly yes?: boolean
}

export function reason(text: string): string {
  if (text.trim().length < 10) throw new InvalidArgumentError('It takes ten characters at least: say why.')
  return text
}

export function addSubmitOptions(command: Command, { mayEnd = false }: ActionCommand): Command {
  command
    .requiredOption('-b, --because <text>', 'why; it stays on the ledger', reason)
    .option('--detection <id>', 'the detection that it answers')
    .option('--investigation <id>', 'the investigation that it belongs to')
    .option('--key <text>', 'idempotency key: the same again under it is done once')
    .option('-y, --yes', 'do not ask, whatever it does')
  return mayEnd
    ? command.option('--for <duration>', 'undone by itself after that: 90, 15m, 2h, 7d', duration)
    : command
}

/** The parts of the input that one and many have in common. */
export const submission = (options: SubmitOptions) => ({
  justification: options.because,
  ...(options.detection && { detectionId: globalId('Detection', options.detection) }),
  ...(options.investigation && { investigationId: globalId('Investigation', options.investigation) }),
  ...(options.for !== undefined && { effectFor: options.for }),
  ...(options.key && { idempotencyKey: options.key }),
})

interface OneOptions extends SubmitOptions {
  readonly device?: string
  readonly wait?: boolean
  readonly dryRun?: boolean
}

export function addSubmitCommands(program: Command, terminal: Terminal): void {
  const submit = program.command('submit').description('submit one action, on one device')
  for (const action of actionCommands) {
    const command = submit.command(action.name).description(action.about)
    action.options(command).option('-d, --device <device>', 'host name or id')
    addSubmitOptions(command, action)
      .option('-w, --wait', 'until it has ended and was verified')
      .option('--dry-run', 'say what it would do and do nothing')
      .addHelpText(
        'after',
        `
Example:
  defend submit ${action.name} --device web-7 ${action.example ? `${action.example} ` : ''}--because "Lateral movement was seen"`,
      )
      .action((_, self: Command) => submitOne(action, self.optsWithGlobals(), terminal))
  }
}

async function submitOne(command: ActionCommand, options: OneOptions, terminal: Terminal): Promise<void> {
  const session = await openSession(options, terminal)
  const { client, printer } = session
  const input: SubmitActionInput = {
    ...(options.device && { deviceId: await deviceId(client, options.device) }),
    action: command.input({ ...options }),
    ...submission(options),
  }
  const { previewAction: preview } = await client.request(Preview, { input })
  const doing = `${command.name} on ${options.device ?? 'no device'}`
  if (options.dryRun) {
    printer.record(preview, [
      ['It would', `${command.about} (${doing})`],
      ['Destructive', preview.destructive],
      ['Approvals needed', preview.approvalsRequired],
      ['Device online', preview.deviceOnline],
      ['Digest', preview.digest],
      ['Warnings', preview.warnings],
      ['Refused', preview.refusal && `${preview.refusal.code}: ${preview.refusal.message}`],
    ])
    if (preview.refusal) throw new Ending(exitCodes.refused, 'It would be refused.')
    return
  }
  if (!preview.refusal) {
    for (const warning of preview.warnings) printer.note(`Warning: ${printable(warning)}`)
    if (preview.destructive) await agreed(options, terminal, `${doing} is destructive. Submit it?`)
  }

  const after = options.wait ? await client.head() : undefined
  const { action } = granted(await client.submit(input))
  if (after === undefined) return showAction(printer, action)
  await untilEnded(session, action, after)
}

/** Asks whoever can be asked; a program says --yes. */
export async function agreed(options: SubmitOptions, terminal: Terminal, question: string): Promise<void> {
  if (options.yes) return
  if (!terminal.isInteractive)
    throw new Ending(exitCodes.usage, `${printable(question)} Nobody is here to ask: say --yes.`)
  if (!(await confirm(terminal, printable(question))))
    throw new Ending(exitCodes.declined, 'Nothing was submitted.')
}

const isOver = ({ status, verification }: ActionFragment) =>
  status === 'FAILED' ||
  status === 'CANCELLED' ||
  (status === 'COMPLETED' && verification.status !== 'SCHEDULED')

async function untilEnded(
  { client, printer, terminal }: Session,
  { id, type }: ActionFragment,
  after: string,
) {
  for await (const change of client.watch({ after, filter: { types: [type] }, signal: terminal.signal })) {
    if (change.action.id !== id) continue
    showChange(printer, change)
    if (!isOver(change.action)) continue
    const { status, failure } = change.action
    if (status !== 'COMPLETED')
      throw new Ending(
        exitCodes.no,
        printable([statusOf(change.action), failure?.message].filter(Boolean).join(': ')),
      )
    printer.note(statusOf(change.action))
    return
  }
}
