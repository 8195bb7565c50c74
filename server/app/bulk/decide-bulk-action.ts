import { commitDecision, type DecisionPorts, type WhoMay } from '#app/action/commit-decision.ts'
import type { DecidedBulk, DecideInput } from '#app/application.ts'
import type { Transaction } from '#app/ports.ts'
import type { Action, ActionStatus, Decided } from '#domain/action/action.ts'
import {
  approve,
  cancel,
  hasDecided,
  isOwn,
  mayCancel,
  reject,
  type Verdict,
} from '#domain/action/approval.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import { type BulkActionRecord, countOf, hold, isOpen, stateOf } from '#domain/bulk/bulk.ts'
import { hasCanaryFailed } from '#domain/bulk/rollout.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type RefusalCode, type Refused, refuse } from '#domain/refusal.ts'
import { releaseActions } from './release-actions.ts'

const noBulk = refuse('NOT_FOUND', 'No such bulk action.', ['bulkActionId'])
const ownBulk = refuse(
  'SELF_APPROVAL',
  'You cannot approve or reject your own bulk action; cancel it instead.',
)

/** A decision may change all actions of a bulk, so it fills a batch alone. */
const bytes = 8 * 1024 * 1024

/** A kind of decision on a bulk. */
interface Kind {
  readonly whoMay: WhoMay
  /** Loads the bulk's actions in these states. */
  readonly statuses: readonly ActionStatus[]
  readonly decide: (
    bulk: BulkActionRecord,
    verdict: Verdict,
    transaction: Transaction,
  ) => DecidedBulk | Refused
}

const decideOnBulk = (
  ports: DecisionPorts,
  caller: Caller,
  input: DecideInput,
  { whoMay, statuses, decide }: Kind,
): Promise<DecidedBulk | Refused> =>
  commitDecision(ports, caller, input, {
    whoMay,
    notFound: noBulk,
    reads: id => ({ bulkAction: [id], ofBulk: [{ bulk: id, statuses }], tallyOf: [id] }),
    bytes,
    decide: (id, verdict, transaction) => {
      const bulk = transaction.find('bulkAction', id)
      return bulk ? decide(bulk, verdict, transaction) : noBulk
    },
  })

const conflict = (code: RefusalCode, message: string): Refused => refuse(code, message)

const mismatch = ({ digest }: BulkActionRecord, verdict: Verdict): Refused | null =>
  verdict.digest === undefined || verdict.digest.toLowerCase() === digest
    ? null
    : conflict('DIGEST_MISMATCH', `This bulk's digest is ${digest}.`)

const nothingLeft = ({ approvalsRequired }: BulkActionRecord): Refused =>
  approvalsRequired === 0
    ? conflict('ILLEGAL_TRANSITION', 'This bulk needs no approval.')
    : conflict('ALREADY_DECIDED', 'No action of this bulk awaits your decision.')

/** Applies the decision to each action. Skips actions that can't be decided now. */
function decideEach(
  actions: readonly Action[],
  decide: (action: Action) => Decided | Refused,
  transaction: Transaction,
): number {
  let moved = 0
  for (const action of actions) {
    const decided = decide(action)
    if (isRefused(decided)) continue
    for (const { event, actor } of decided) transaction.apply(action.id, event, actor)
    moved++
  }
  return moved
}

/** The actions that the caller may decide; refuses if there are none. */
function awaiting(
  bulk: BulkActionRecord,
  verdict: Verdict,
  transaction: Transaction,
): readonly Action[] | Refused {
  const { now } = transaction
  const left = transaction
    .ofBulk(bulk.id)
    .filter(({ life, expiresAt }) => life.status === 'PENDING_APPROVAL' && now < Date.parse(expiresAt))
    .filter(action => !hasDecided(action, verdict.by))
  if (left.length === 0) return nothingLeft(bulk)
  const submitters = { submittedBy: bulk.submittedBy, responsible: bulk.responsibleId, reporter: null }
  if (isOwn(submitters, verdict.by)) return ownBulk
  return mismatch(bulk, verdict) ?? left
}

export function approveBulkAction(ports: DecisionPorts) {
  return function approveBulkAction(caller: Caller, input: DecideInput) {
    return decideOnBulk(ports, caller, input, {
      whoMay: 'people',
      statuses: ['PENDING_APPROVAL'],
      decide: (bulk, verdict, transaction) => {
        const left = awaiting(bulk, verdict, transaction)
        if (isRefused(left)) return left
        const { settings, now } = transaction
        const each = { by: verdict.by, comment: verdict.comment }
        const decided = decideEach(left, action => approve(action, each, settings, now), transaction)
        // With a rollout, the next review releases them.
        if (bulk.state === 'RUNNING' && !bulk.rollout)
          releaseActions(transaction, transaction.ofBulk(bulk.id))
        return { bulk, decided }
      },
    })
  }
}

export function rejectBulkAction(ports: DecisionPorts) {
  return function rejectBulkAction(caller: Caller, input: DecideInput) {
    return decideOnBulk(ports, caller, input, {
      whoMay: 'people',
      statuses: ['PENDING_APPROVAL'],
      decide: (bulk, verdict, transaction) => {
        const left = awaiting(bulk, verdict, transaction)
        if (isRefused(left)) return left
        const each = { by: verdict.by, comment: verdict.comment }
        const decided = decideEach(left, action => reject(action, each, transaction.now), transaction)
        return { bulk, decided }
      },
    })
  }
}

export function cancelBulkAction(ports: DecisionPorts) {
  return function cancelBulkAction(caller: Caller, input: DecideInput) {
    return decideOnBulk(ports, caller, input, {
      whoMay: 'all',
      statuses: ['PENDING_APPROVAL', 'QUEUED'],
      decide: (bulk, verdict, transaction) => {
        const left = transaction.ofBulk(bulk.id).filter(mayCancel)
        if (left.length === 0)
          return conflict('ILLEGAL_TRANSITION', 'No action of this bulk can be cancelled any more.')
        const refused = mismatch(bulk, verdict)
        if (refused) return refused
        const each = { by: verdict.by, comment: verdict.comment }
        return { bulk, decided: decideEach(left, action => cancel(action, each), transaction) }
      },
    })
  }
}

/** The bulk's current state, even if its end has not been recorded yet. */
const currentState = (bulk: BulkActionRecord, transaction: Transaction) =>
  stateOf(bulk.state, countOf(transaction.tally(bulk.id), isOpen))

export function pauseBulkAction(ports: DecisionPorts) {
  return function pauseBulkAction(caller: Caller, input: DecideInput) {
    return decideOnBulk(ports, caller, input, {
      whoMay: 'all',
      statuses: ['QUEUED'],
      decide: (bulk, verdict, transaction) => {
        const state = currentState(bulk, transaction)
        if (state !== 'RUNNING')
          return conflict('ILLEGAL_TRANSITION', `This bulk is ${state}; it can't be paused.`)
        const refused = mismatch(bulk, verdict)
        if (refused) return refused
        const decided = holdActions(transaction, bulk.id)
        const paused: BulkActionRecord = { ...bulk, state: 'PAUSED' }
        transaction.put('bulkAction', paused)
        const data = { bulk: bulk.id, reason: 'BY_ANALYST', comment: verdict.comment }
        transaction.append({ kind: 'BULK_PAUSED', data }, verdict.by.actor)
        return { bulk: paused, decided }
      },
    })
  }
}

/** Takes the bulk's unclaimed actions out of their lanes. Requires the bulk's QUEUED actions in `reads.ofBulk`. */
export function holdActions(transaction: Transaction, bulk: string): number {
  let held = 0
  for (const action of transaction.ofBulk(bulk)) {
    if (action.life.status !== 'QUEUED' || action.life.queued.hold !== null) continue
    const paused = hold(action)
    transaction.updateUnlogged(paused, dueAt(paused))
    held++
  }
  return held
}

export function resumeBulkAction(ports: DecisionPorts) {
  return function resumeBulkAction(caller: Caller, input: DecideInput) {
    return decideOnBulk(ports, caller, input, {
      whoMay: 'all',
      statuses: ['QUEUED'],
      decide: (bulk, verdict, transaction) => {
        const state = currentState(bulk, transaction)
        if (state !== 'PAUSED')
          return conflict('ILLEGAL_TRANSITION', `This bulk is ${state}; it can't be resumed.`)
        const refused = mismatch(bulk, verdict)
        if (refused) return refused
        const paused = transaction
          .ofBulk(bulk.id)
          .filter(({ life }) => life.status === 'QUEUED' && life.queued.hold === 'PAUSE')
        releaseActions(transaction, paused)
        const resumed: BulkActionRecord = {
          ...bulk,
          state: 'RUNNING',
          canaryWaived: bulk.canaryWaived || hasCanaryFailed(transaction.tally(bulk.id)),
          dueAt: new Date(transaction.now).toISOString(),
        }
        transaction.put('bulkAction', resumed)
        const data = { bulk: bulk.id, comment: verdict.comment }
        transaction.append({ kind: 'BULK_RESUMED', data }, verdict.by.actor)
        return { bulk: resumed, decided: paused.length }
      },
    })
  }
}
