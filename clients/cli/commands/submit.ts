import type { Command } from 'commander'
import type { ActionFragment, SubmitActionInput } from '../../sdk/sdk.ts'
import { type ActionCommand, actionCommands } from '../action-options.ts'
import { agreedOrYes } from '../confirm.ts'
import { deviceId } from '../devices.ts'
import { Ending, exitCodes } from '../exit-codes.ts'
import { detectionId, investigationId } from '../ids.ts'
import { duration, reason } from '../options.ts'
import { type GlobalOptions, openSession, type Session } from '../session.ts'
import { granted, showAction, showChange, statusOf } from '../show.ts'
import type { Terminal } from '../terminal.ts'

/** The options of every submission, for one device or many. */
export interface SubmitOptions extends GlobalOptions {
  readonly because: string
  readonly detection?: string
  readonly investigation?: string
  readonly for?: number
  readonly key?: string
  readonly yes?: boolean
}

export function addSubmitOptions(command: Command, { hasDuration = false }: ActionCommand): Command {
  command
    .requiredOption('-b, --because <text>', 'justification, at least 10 characters', reason)
    .option('--detection <id>', 'the detection that the action responds to')
    .option('--investigation <id>', 'the investigation that the action belongs to')
    .option('--key <text>', 'idempotency key: repeating the submission has no effect')
    .option('-y, --yes', 'do not ask for confirmation')
  return hasDuration
    ? command.option('--for <duration>', 'undo it after this time: 90 (seconds), 15m, 2h or 7d', duration)
    : command
}

/** The input fields that single submissions and bulk actions share. */
export const submission = async ({ client }: Session, options: SubmitOptions) => ({
  justification: options.because,
  ...(options.detection && { detectionId: await detectionId(client, options.detection) }),
  ...(options.investigation && { investigationId: await investigationId(client, options.investigation) }),
  ...(options.for !== undefined && { effectFor: options.for }),
  ...(options.key && { idempotencyKey: options.key }),
})

interface OneOptions extends SubmitOptions {
  readonly device?: string
  readonly wait?: boolean
  readonly dryRun?: boolean
}

export function addSubmitCommands(program: Command, terminal: Terminal): void {
  const submit = program.command('submit').description('submit one action on one device')
  for (const action of actionCommands) {
    const command = submit.command(action.name).description(action.about)
    action.options(command).option('-d, --device <device>', 'host name or id')
    addSubmitOptions(command, action)
      .option('-w, --wait', 'wait until it has ended and is verified')
      .option('--dry-run', 'show what it would do, without doing it')
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
    ...(await submission(session, options)),
  }
  const preview = await client.preview(input)
  const summary = `${command.name} on ${options.device ?? 'no device'}`
  if (options.dryRun) {
    const { refusal } = preview
    printer.record(preview, [
      ['Effect', `${command.about} (${summary})`],
      ['Destructive', preview.destructive],
      ['Approvals needed', preview.approvalsRequired],
      ['Device online', preview.deviceOnline],
      ['Digest', preview.digest],
      ['Warnings', preview.warnings],
      ['Refusal', refusal && `${refusal.code}: ${refusal.message}`],
    ])
    if (refusal)
      throw new Ending(exitCodes.refused, refusal.code, 'The submission would be refused.', refusal.path)
    return
  }
  if (!preview.refusal) {
    for (const warning of preview.warnings) printer.note(`Warning: ${warning}`)
    if (preview.destructive) await agreedOrYes(options, terminal, `${summary} is destructive. Submit it?`)
  }

  const after = options.wait ? await client.head() : undefined
  const { action } = granted(await client.submit(input))
  if (after === undefined) return showAction(printer, action)
  await untilEnded(session, action, after)
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
    const { status, failure, cancellation } = change.action
    if (status !== 'COMPLETED')
      throw new Ending(
        exitCodes.negative,
        failure?.code ?? cancellation?.reason ?? status,
        [statusOf(change.action), failure?.message].filter(Boolean).join(': '),
      )
    printer.note(statusOf(change.action))
    return
  }
}
