import type { ActionFragment, BulkFragment, Change, Outcome } from '../sdk/sdk.ts'
import { Ending, exitCodes } from './exit-codes.ts'
import { type Column, type Printer, printable } from './print.ts'

/** The value, or the end of the command with why the service refused. */
export function granted<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome
  const { code, message, path, current } = outcome.error
  const where = path ? ` (${path.join('.')})` : ''
  const now = current ? ` It is ${current.status} now.` : ''
  throw new Ending(exitCodes.refused, printable(`${code}: ${message}${where}${now}`))
}

export function nameOf(actor: ActionFragment['submittedBy']): string {
  return 'rule' in actor ? `rule ${actor.rule.name}` : actor.name
}

/** How it stands, with why it ended so. */
export function statusOf({ status, failure, cancellation, verification }: ActionFragment): string {
  if (failure) return `${status} ${failure.code}`
  if (cancellation) return `${status} ${cancellation.reason}`
  return status === 'COMPLETED' ? `${status}, verification ${verification.status}` : status
}

export const minute = (instant: string | null): string =>
  instant ? `${instant.slice(0, 10)} ${instant.slice(11, 16)}` : ''

export const actionColumns: readonly Column<ActionFragment>[] = [
  { title: 'ID', of: ({ rawId }) => rawId },
  { title: 'SUBMITTED', of: ({ submittedAt }) => minute(submittedAt) },
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'DEVICE', of: ({ device }) => device?.hostname },
  { title: 'STATUS', of: statusOf },
  { title: 'BY', of: ({ submittedBy }) => nameOf(submittedBy) },
  { title: 'BECAUSE', of: ({ justification }) => justification },
]

export function showAction(printer: Printer, action: ActionFragment): void {
  printer.record(action, [
    ['Action', action.rawId],
    ['Type', action.type],
    ['Device', action.device?.hostname],
    ['Status', statusOf(action)],
    ['Because', action.justification],
    ['By', nameOf(action.submittedBy)],
    ...(action.status === 'PENDING_APPROVAL'
      ? [['Approvals needed', action.approvalsRequired] as const]
      : []),
    ['Digest', action.digest],
    ...(action.failure ? [['Failure', action.failure.message] as const] : []),
  ])
}

export function showBulk(printer: Printer, bulk: BulkFragment): void {
  const { progress } = bulk
  printer.record(bulk, [
    ['Bulk', bulk.rawId],
    ['Type', bulk.type],
    ['State', bulk.state],
    ['Because', bulk.justification],
    ['By', nameOf(bulk.submittedBy)],
    ['Digest', bulk.digest],
    ['Devices', bulk.total],
    ['Awaiting approval', progress.pendingApproval],
    ['Queued', progress.queued],
    ['Executing', progress.executing],
    ['Completed', `${progress.completed} (${progress.verified} verified)`],
    ['Failed', progress.failed],
    ['Cancelled', progress.cancelled],
  ])
}

export function showChange(printer: Printer, change: Change): void {
  const { event, action } = change
  const device = action.device?.hostname ?? '–'
  printer.line(
    change,
    `${event.at.slice(0, 19)}Z  #${event.sequence}  ${event.kind}  ${action.type}  ${device}  ${nameOf(event.actor)}  ${action.rawId}`,
  )
}
