import {
  type Action,
  type ActionOrigin,
  type ActionStatus,
  type Verification,
  verificationOf,
} from '#domain/action/action.ts'
import { mayDecide } from '#domain/action/approval.ts'
import { hasRunOut } from '#domain/action/effects.ts'
import type { ActionType } from '#domain/catalog/action-types.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'

type Status = Verification['status'] | 'NOT_SCHEDULED'
export const verificationStatuses = [
  'NOT_SCHEDULED',
  'SCHEDULED',
  'PASSED',
  'FAILED',
  'INCONCLUSIVE',
] as const satisfies readonly Status[]
export type VerificationStatus = (typeof verificationStatuses)[number]

/** A filter of actions. An omitted field matches everything; a null id matches nothing. */
export interface ActionFilter {
  readonly statuses?: readonly ActionStatus[]
  readonly types?: readonly ActionType[]
  readonly origins?: readonly ActionOrigin[]
  readonly verification?: readonly VerificationStatus[]
  readonly device?: string | null
  readonly detection?: string | null
  readonly investigation?: string | null
  readonly bulk?: string | null
  readonly submittedBy?: string | null
  readonly approvedBy?: string | null
  readonly submittedAfter?: Date
  readonly submittedBefore?: Date
  /** Whether its effect is in force. */
  readonly inForce?: boolean
  /** The device must have all of these labels, normalised by `normalLabel`. Lists only. */
  readonly labels?: readonly string[]
  /** Actions about this person or on a device assigned to them. Lists only. */
  readonly person?: string | null
  /** All must occur in the justification, hostname, parameters, output or failure message. Lists only. */
  readonly words?: readonly string[]
  /** With `words`: the action with this id matches too. */
  readonly idSearched?: string
  /** Matches actions that this caller may approve now (`expected` true), or the others (false). */
  readonly awaiting?: { readonly approvalOf: Caller; readonly expected: boolean }
}

/** A filter of bulks: with or without an action that the caller may approve. */
export type BulkFilter = Pick<ActionFilter, 'awaiting'>

const isInForce = (action: Action, now: number): boolean =>
  action.effect?.status === 'IN_FORCE' && action.life.status === 'COMPLETED' && !hasRunOut(action, now)

/** Whether the caller may approve the action now. */
export const mayApprove = (action: Action, caller: Caller, now: number): boolean =>
  hasRight(caller, 'act') && mayDecide(action, caller, now)

export function matches(action: Action, filter: ActionFilter, now: number): boolean {
  const among = <T>(values: readonly T[] | undefined, value: T) => !values || values.includes(value)
  const is = (wanted: string | null | undefined, value: string | null) =>
    wanted === undefined || (wanted !== null && wanted === value)
  const { approvedBy, submittedAfter, submittedBefore, awaiting } = filter
  const submittedAt = Date.parse(action.submittedAt)
  return (
    among(filter.statuses, action.life.status) &&
    among(filter.types, action.requested.type) &&
    among(filter.origins, action.origin) &&
    among(filter.verification, verificationOf(action)?.status ?? 'NOT_SCHEDULED') &&
    is(filter.device, action.device) &&
    is(filter.detection, action.detection) &&
    is(filter.investigation, action.investigation) &&
    is(filter.bulk, action.bulk) &&
    is(filter.submittedBy, action.submittedBy.id) &&
    (approvedBy === undefined ||
      action.decisions.some(d => d.decision === 'APPROVED' && d.by.id === approvedBy)) &&
    (filter.inForce === undefined || isInForce(action, now) === filter.inForce) &&
    (!submittedAfter || submittedAt > submittedAfter.getTime()) &&
    (!submittedBefore || submittedAt < submittedBefore.getTime()) &&
    (!awaiting || mayApprove(action, awaiting.approvalOf, now) === awaiting.expected)
  )
}
