import type { Actor, Caller } from '#domain/people/actor.ts'
import { type Refused, refuse } from '#domain/refusal.ts'
import type { Settings } from '#domain/settings/settings.ts'
import type { Action, Decided } from './action.ts'
import { queue } from './queue.ts'

/** A decision on an action, bound to the digest that the decider saw. */
export interface Verdict {
  readonly by: Caller
  /** The digest that the decider saw; undefined: not checked. */
  readonly digest?: string | undefined
  readonly comment: string | null
}

const conflict = (
  code: 'ALREADY_DECIDED' | 'ILLEGAL_TRANSITION' | 'DIGEST_MISMATCH',
  why: string,
  action: Action,
) => ({
  refused: { code, message: why, action },
})

const isSame = (by: Caller, analyst: Actor): boolean => analyst.id !== null && by.samePerson.has(analyst.id)

/** The analysts who count as submitters of an action. */
export type Submitters = Pick<Action, 'submittedBy' | 'responsible' | 'reporter'>

/** Whether the caller submitted the action, is responsible for its submitter, or reported its detection. */
export const isOwn = ({ submittedBy, responsible, reporter }: Submitters, by: Caller): boolean =>
  submittedBy.id === by.actor.id ||
  [responsible, reporter].some(
    analyst => analyst !== null && (by.samePerson.has(analyst) || analyst === by.responsible),
  )

export const hasDecided = (action: Action, by: Caller): boolean =>
  action.decisions.some(decision => isSame(by, decision.by))

/**
 * The ids that `mayDecide` compares a caller's identities with. It answers the same to all callers of one kind that
 * have none of these identities.
 */
export const involvedIn = ({ submittedBy, responsible, reporter, decisions }: Action): readonly string[] =>
  [submittedBy.id, responsible, reporter, ...decisions.map(({ by }) => by.id)].filter(id => id !== null)

/** Why the caller can't approve or reject now, in the contract's order of precedence; null if they can. */
function barred(action: Action, { by, digest }: Verdict, now: number): Refused | null {
  if (by.actor.kind !== 'analyst') return refuse('FORBIDDEN', 'A service account cannot approve or reject.')
  if (action.life.status !== 'PENDING_APPROVAL')
    return action.approvalsRequired === 0
      ? conflict('ILLEGAL_TRANSITION', 'This action needs no approval.', action)
      : conflict('ALREADY_DECIDED', `This action is already ${action.life.status}.`, action)
  if (now >= Date.parse(action.expiresAt))
    return conflict(
      'ALREADY_DECIDED',
      `The time to approve this action ended at ${action.expiresAt}.`,
      action,
    )
  if (hasDecided(action, by))
    return conflict('ALREADY_DECIDED', 'You have already decided on this action.', action)
  if (isOwn(action, by))
    return refuse('SELF_APPROVAL', 'You cannot approve or reject your own action; cancel it instead.')
  return mismatch(action, digest)
}

const mismatch = (action: Action, digest: string | undefined): Refused | null =>
  digest === undefined || digest.toLowerCase() === action.digest
    ? null
    : conflict('DIGEST_MISMATCH', `This action's digest is ${action.digest}.`, action)

export const mayDecide = (action: Action, by: Caller, now: number): boolean =>
  barred(action, { by, comment: null }, now) === null

export function approve(
  action: Action,
  verdict: Verdict,
  settings: Settings,
  now: number,
): Decided | Refused {
  const refused = barred(action, verdict, now)
  if (refused) return refused
  const actor = verdict.by.actor
  const event = { kind: 'ACTION_APPROVED', digest: action.digest, comment: verdict.comment } as const
  const approvals = action.decisions.length + 1
  if (approvals < action.approvalsRequired) return [{ actor, event }]
  return [{ actor, event }, queue(action, settings, now)]
}

export function reject(action: Action, verdict: Verdict, now: number): Decided | Refused {
  const refused = barred(action, verdict, now)
  if (refused) return refused
  const { comment } = verdict
  const actor = verdict.by.actor
  return [
    { actor, event: { kind: 'ACTION_REJECTED', digest: action.digest, comment } },
    { actor, event: { kind: 'ACTION_CANCELLED', reason: 'REJECTED', comment } },
  ]
}

export const mayCancel = (action: Action): boolean =>
  action.life.status === 'PENDING_APPROVAL' || action.life.status === 'QUEUED'

export function cancel(action: Action, { by, digest, comment }: Verdict): Decided | Refused {
  if (!mayCancel(action))
    return conflict(
      'ILLEGAL_TRANSITION',
      `This action is ${action.life.status}; it can't be cancelled.`,
      action,
    )
  const refused = mismatch(action, digest)
  if (refused) return refused
  return [{ actor: by.actor, event: { kind: 'ACTION_CANCELLED', reason: 'BY_ANALYST', comment } }]
}
