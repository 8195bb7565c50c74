import { type Action, type ActionStatus, type Verification, verificationOf } from '#domain/action/action.ts'
import type { ActionType } from '#domain/catalog/action-types.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'

/** A bulk action. Its progress is counted from its actions, not stored. */
export interface BulkActionRecord {
  readonly id: string
  readonly organizationId: string
  readonly type: ActionType
  readonly justification: string
  readonly submittedBy: Actor
  readonly responsibleId: string
  readonly submittedAt: string
  readonly total: number
  readonly digest: string
  readonly approvalsRequired: number
  readonly rollout: Rollout | null
  readonly state: BulkState
  /** The ledger sequence of the last canary's submission; 0: no canaries. */
  readonly canaryThrough: number
  /** Whether it was resumed although a canary had failed. */
  readonly canaryWaived: boolean
  readonly nextReleaseAt: string | null
  /** When it must be reviewed next; null: never again. */
  readonly dueAt: string | null
}

export const maxBulk = 10_000

/** A bulk's rollout plan; a null field sets no limit. */
export interface Rollout {
  /** Number of devices that go first. */
  readonly canary: number | null
  readonly perMinute: number | null
  readonly abortAboveFailurePercent: number | null
  /** Minimum results before the failure rate is checked. */
  readonly abortAfter: number | null
}

export type BulkState = 'RUNNING' | 'PAUSED' | 'ABORTED' | 'FINISHED'

/**
 * The digest that approvals are bound to: SHA-256 of its actions' sorted digests, joined by newlines without a
 * trailing one.
 */
export const bulkDigest = (digests: readonly string[]): string => sha256Hex([...digests].sort().join('\n'))

/** The number of a bulk's actions that have these values in common. */
export interface TallyRow {
  readonly status: ActionStatus
  readonly verification: Verification['status'] | 'NOT_SCHEDULED'
  /** Not released by the rollout yet. */
  readonly held: boolean
  readonly canary: boolean
  readonly count: number
}
export type Tally = readonly TallyRow[]

/** The six states add up to the total; `verified` is a subset of `completed`. */
export interface BulkProgress {
  readonly pendingApproval: number
  readonly queued: number
  readonly executing: number
  readonly completed: number
  readonly failed: number
  readonly cancelled: number
  readonly verified: number
}

export const countOf = (tally: Tally, counts: (row: TallyRow) => boolean): number =>
  tally.reduce((sum, row) => (counts(row) ? sum + row.count : sum), 0)

export function progressOf(tally: Tally): BulkProgress {
  const inState = (status: ActionStatus) => countOf(tally, row => row.status === status)
  return {
    pendingApproval: inState('PENDING_APPROVAL'),
    queued: inState('QUEUED'),
    executing: inState('EXECUTING'),
    completed: inState('COMPLETED'),
    failed: inState('FAILED'),
    cancelled: inState('CANCELLED'),
    verified: countOf(tally, row => row.status === 'COMPLETED' && row.verification === 'PASSED'),
  }
}

export const isOpen = ({ status }: Pick<TallyRow, 'status'>): boolean =>
  status === 'PENDING_APPROVAL' || status === 'QUEUED' || status === 'EXECUTING'

/** The state to show: FINISHED as soon as no action is open, even before the review records it. */
export const stateOf = (state: BulkState, open: number): BulkState =>
  open === 0 && state !== 'ABORTED' ? 'FINISHED' : state

/** Counts actions in memory exactly as the database does. */
export const tallyOf = (actions: readonly Action[], canaryThrough: number): Tally =>
  actions.map(action => ({
    status: action.life.status,
    verification: verificationOf(action)?.status ?? 'NOT_SCHEDULED',
    held: isHeldByRollout(action),
    canary: action.sequence <= canaryThrough,
    count: 1,
  }))

export const isHeldByRollout = ({ life }: Action): boolean =>
  life.status === 'QUEUED' && life.queued.hold === 'ROLLOUT'

/** Takes a queued action out of its lane while its bulk is paused. Actions held by the rollout are unchanged. */
export const hold = (action: Action): Action =>
  action.life.status !== 'QUEUED' || isHeldByRollout(action)
    ? action
    : { ...action, life: { ...action.life, queued: { ...action.life.queued, hold: 'PAUSE' } } }

/** Puts a held action into its lane, behind all actions queued so far, and starts its queue timeout. */
export function release(action: Action, place: number, at: string, expiresAt: string): Action {
  const { life } = action
  if (life.status !== 'QUEUED' || life.queued.hold === null) return action
  const queued = { ...life.queued, hold: null, released: { at, place, expiresAt } }
  return { ...action, life: { ...life, queued } }
}
