import { type Action, type ActionStatus, type Verification, verificationOf } from '#domain/action/action.ts'
import type { ActionType } from '#domain/catalog/action-types.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'

/** What many actions have in common; how far they are is counted, not kept. */
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
  /** The last canary's place among the submissions; 0: there is none. */
  readonly canaryThrough: number
  /** Somebody resumed it although a canary had not ended well. */
  readonly canaryWaived: boolean
  readonly nextReleaseAt: string | null
  /** When somebody looks at it, should nobody have before; null: never again. */
  readonly dueAt: string | null
}

export const maxBulk = 10_000

/** How a bulk goes out; what is null does not bound it. */
export interface Rollout {
  /** Devices that go first. */
  readonly canary: number | null
  readonly perMinute: number | null
  readonly abortAboveFailurePercent: number | null
  /** How many must have ended before that share is looked at. */
  readonly abortAfter: number | null
}

export type BulkState = 'RUNNING' | 'PAUSED' | 'ABORTED' | 'FINISHED'

/** What is approved: SHA-256 of the sorted digests of its actions, joined by newlines, none at the end. */
export const bulkDigest = (digests: readonly string[]): string => sha256Hex([...digests].sort().join('\n'))

/** How many actions of a bulk are alike in what matters to it. */
export interface TallyRow {
  readonly status: ActionStatus
  readonly verification: Verification['status'] | 'NOT_SCHEDULED'
  /** Never let go by the rollout. */
  readonly held: boolean
  readonly canary: boolean
  readonly count: number
}
export type Tally = readonly TallyRow[]

/** The six states add up to the total; `verified` is a part of `completed`. */
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

/** FINISHED as soon as nothing of it is open, whether or not that has been noted yet. */
export const stateOf = (state: BulkState, open: number): BulkState =>
  open === 0 && state !== 'ABORTED' ? 'FINISHED' : state

/** What the actions of a bulk come to, one by one; the database counts the same. */
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

/** Out of its lane while its bulk is paused. What the rollout holds already stays as it is. */
export const hold = (action: Action): Action =>
  action.life.status !== 'QUEUED' || isHeldByRollout(action)
    ? action
    : { ...action, life: { ...action.life, queued: { ...action.life.queued, hold: 'PAUSE' } } }

/** Into its lane, behind what was queued until now; its queue clock starts. */
export function release(action: Action, place: number, at: string, expiresAt: string): Action {
  const { life } = action
  if (life.status !== 'QUEUED' || life.queued.hold === null) return action
  const queued = { ...life.queued, hold: null, released: { at, place, expiresAt } }
  return { ...action, life: { ...life, queued } }
}
