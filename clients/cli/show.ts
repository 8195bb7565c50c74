import type { ActionDetail, ActionFragment, BulkFragment, Change, Outcome } from '../sdk/sdk.ts'
import { Ending, exitCodes } from './exit-codes.ts'
import type { Column, Field, Printer } from './print.ts'

/** The payload of an outcome. A refusal ends the command. */
export function granted<Value>(outcome: Outcome<Value>): Value {
  if (outcome.ok) return outcome
  const { code, message, path, current } = outcome.error
  const status = current ? ` Its current status is ${current.status}.` : ''
  throw new Ending(exitCodes.refused, code, message + status, path)
}

export function nameOf(actor: ActionFragment['submittedBy']): string {
  return 'rule' in actor ? `rule ${actor.rule.name}` : actor.name
}

/** The status, with the reason if the action failed or was cancelled. */
export function statusOf({ status, failure, cancellation, verification }: ActionFragment): string {
  if (failure) return `${status} ${failure.code}`
  if (cancellation) return `${status} ${cancellation.reason}`
  return status === 'COMPLETED' ? `${status}, verification ${verification.status}` : status
}

/** A short status for tables, such as `COMPLETED PASSED`. */
const shortStatusOf = (action: ActionFragment): string =>
  action.status === 'COMPLETED' ? `COMPLETED ${action.verification.status}` : statusOf(action)

export const minute = (instant: string | null): string =>
  instant ? `${instant.slice(0, 10)} ${instant.slice(11, 16)}` : ''
const second = (instant: string | null): string =>
  instant ? `${instant.slice(0, 10)} ${instant.slice(11, 19)}` : ''

export const actionColumns: readonly Column<ActionFragment>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'SUBMITTED', of: ({ submittedAt }) => minute(submittedAt) },
  { title: 'TYPE', of: ({ type }) => type },
  { title: 'DEVICE', of: ({ device }) => device?.hostname },
  { title: 'STATUS', of: shortStatusOf, kind: 'state' },
  { title: 'BY', of: ({ submittedBy }) => nameOf(submittedBy) },
  { title: 'JUSTIFICATION', of: ({ justification }) => justification, kind: 'text' },
]

/** The action's parameters on one line, such as `pid 4242, processName xmrig`. */
export function parametersOf({ parameters }: Pick<ActionFragment, 'parameters'>): string {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== '__typename' && value !== null && !isEmpty(value))
    .map(([name, value]) => `${labels[name] ?? name} ${text(value)}`)
    .join(', ')
}

const labels: Readonly<Record<string, string>> = { expectedSha256: 'sha256', memoryOf: 'memory of pid' }
const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0
const text = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'name' in value
    ? String(value.name)
    : Array.isArray(value)
      ? value.join(' ')
      : String(value)

const fieldsOf = (action: ActionFragment): Field[] => [
  ['Action', action.rawId],
  ['Type', action.type],
  ['Parameters', parametersOf(action)],
  ['Device', action.device?.hostname],
  ['Status', statusOf(action), 'state'],
  ['Justification', action.justification],
  ['Submitted by', nameOf(action.submittedBy)],
  ...(action.effectFor === null ? [] : [['Undone after', `${action.effectFor} s`] as const]),
  ...(action.status === 'PENDING_APPROVAL' ? [['Approvals needed', action.approvalsRequired] as const] : []),
  ['Digest', action.digest],
  ...(action.failure ? [['Failure', action.failure.message] as const] : []),
]

export const showAction = (printer: Printer, action: ActionFragment): void =>
  printer.record(action, fieldsOf(action))

/** Prints all details of an action: decisions, timeline, evidence and output. */
export function showActionDetail(printer: Printer, action: ActionDetail): void {
  const { detection, investigation, bulkAction, undoes, undoneBy, verification } = action
  const named = (thing: { type: string; rawId: string } | null) => thing && `${thing.type} ${thing.rawId}`
  printer.record(action, [
    ...fieldsOf(action),
    ['Destructive', action.destructive],
    ['Submitted', second(action.submittedAt)],
    ['Expires', second(action.expiresAt)],
    ...(detection
      ? [['Detection', `${detection.title} (${detection.severity}) ${detection.rawId}`] as const]
      : []),
    ...(investigation ? [['Investigation', `${investigation.title} ${investigation.rawId}`] as const] : []),
    ...(bulkAction ? [['Bulk', bulkAction.rawId] as const] : []),
    ...(undoes ? [['Undoes', named(undoes)] as const] : []),
    ...(undoneBy ? [['Undone by', named(undoneBy)] as const] : []),
    ...(action.effectUntil ? [['In effect until', second(action.effectUntil)] as const] : []),
  ])
  if (printer.isJson) return

  const { approvals, artifacts, auditTrail, output } = action
  if (approvals.length > 0) {
    printer.heading('Decisions')
    printer.table(approvals, decisionColumns, '')
  }
  printer.heading('Timeline')
  printer.table(auditTrail, eventColumns, '')
  if (verification.evidence) {
    printer.heading(`Evidence (verification ${verification.status})`)
    printer.record({}, detailsOf(verification.evidence))
  }
  if (output) {
    printer.heading('Output')
    printer.record({}, detailsOf(output))
  }
  if (artifacts.length > 0) {
    printer.heading('Artifacts')
    printer.table(artifacts, artifactColumns, '')
  }
}

/** JSON from a device, with one line per member. */
const detailsOf = (json: unknown): Field[] =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
    ? Object.entries(json).map(([name, value]) => [name, value] as const)
    : [['value', json]]

type Decided = ActionDetail['approvals'][number]
const decisionColumns: readonly Column<Decided>[] = [
  { title: 'AT', of: ({ at }) => second(at) },
  { title: 'DECISION', of: ({ decision }) => decision, kind: 'state' },
  { title: 'BY', of: ({ by }) => nameOf(by) },
  { title: 'COMMENT', of: ({ comment }) => comment, kind: 'text' },
]

const eventColumns: readonly Column<ActionDetail['auditTrail'][number]>[] = [
  { title: 'EVENT', of: ({ sequence }) => `#${sequence}` },
  { title: 'AT', of: ({ at }) => second(at) },
  { title: 'KIND', of: ({ kind }) => kind },
  { title: 'BY', of: ({ actor }) => nameOf(actor) },
  { title: 'DETAIL', of: ({ data }) => reasonIn(data), kind: 'text' },
]

/** The most informative part of an event's data. */
function reasonIn(data: unknown): string | undefined {
  const { comment, reason, code, message } = (data ?? {}) as Readonly<Record<string, string | undefined>>
  return [reason, code, message, comment].filter(Boolean).join(': ') || undefined
}

const artifactColumns: readonly Column<ActionDetail['artifacts'][number]>[] = [
  { title: 'ID', of: ({ rawId }) => rawId, kind: 'id' },
  { title: 'NAME', of: ({ name }) => name },
  { title: 'KIND', of: ({ kind }) => kind },
  { title: 'BYTES', of: ({ size }) => size },
  { title: 'SHA-256', of: ({ sha256 }) => sha256 },
]

export function showBulk(printer: Printer, bulk: BulkFragment): void {
  const { progress } = bulk
  printer.record(bulk, [
    ['Bulk', bulk.rawId],
    ['Type', bulk.type],
    ['State', bulk.state, 'state'],
    ['Justification', bulk.justification],
    ['Submitted by', nameOf(bulk.submittedBy)],
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
