import type { Requested } from '#domain/catalog/action-types.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'
import type { FailureCode } from '#protocol/failure-code.ts'
import type { VerificationTries } from './verification.ts'

export const actionStatuses = [
  'PENDING_APPROVAL',
  'QUEUED',
  'EXECUTING',
  'COMPLETED',
  'FAILED',
  'CANCELLED',
] as const
export type ActionStatus = (typeof actionStatuses)[number]
export type ActionOrigin = 'MANUAL' | 'BULK' | 'AUTO_RESPONSE' | 'RESPONSE_RULE'
export { type FailureCode, failureCodes } from '#protocol/failure-code.ts'
export type CancellationReason =
  | 'BY_ANALYST'
  | 'REJECTED'
  | 'APPROVAL_EXPIRED'
  | 'DEVICE_REVOKED'
  | 'SUBMITTER_LOST_RIGHT'
  | 'BULK_ABORTED'
export type ResultKind = 'claim' | 'completed' | 'failed' | 'verified'

export interface Decision {
  readonly decision: 'APPROVED' | 'REJECTED'
  readonly by: Actor
  readonly at: string
  readonly comment: string | null
}

/** The part of an action that is fixed at submission and that approvals are for. Only `undoes` changes later. */
export interface Submission {
  readonly id: string
  readonly organization: string
  readonly requested: Requested
  readonly device: string | null
  readonly person: string | null
  readonly effectFor: number | null
  readonly justification: string
  readonly origin: ActionOrigin
  readonly digest: string
  readonly destructive: boolean
  readonly approvalsRequired: number
  readonly submittedBy: Actor
  /**
   * The analyst who submitted it, owns the service account that did, or last edited the rule that did. Can't approve
   * it. Null: the server submitted it.
   */
  readonly responsible: string | null
  /**
   * For actions of a rule or auto-response: the analyst who reported the detection, or owns the service account that
   * did. Can't approve it either.
   */
  readonly reporter: string | null
  readonly submittedAt: string
  readonly detection: string | null
  readonly investigation: string | null
  readonly bulk: string | null
  /**
   * The action whose effect this one undoes. Set on completion, or at submission if the server submits the inverse
   * because `effectFor` has passed.
   */
  readonly undoes: string | null
}

export interface Queued {
  readonly at: string
  /** The sequence of ACTION_QUEUED: its place in its lane unless its bulk releases it later. */
  readonly sequence: number
  /**
   * Why its bulk holds it: it is in no lane and its queue timeout is suspended. ROLLOUT: not released yet, so its
   * device never received `execute`; PAUSE: its device may have received it. Neither holds nor releases are on the
   * ledger.
   */
  readonly hold: 'ROLLOUT' | 'PAUSE' | null
  readonly released: Released | null
}

/** Released by its bulk: it is in its lane and its queue timeout runs. */
export interface Released {
  readonly at: string
  /** The ledger's sequence at release: the action is behind everything queued up to it. */
  readonly place: number
  readonly expiresAt: string
}

export interface Started {
  readonly at: string
  readonly commandId: string
  /** Total milliseconds that the device had been connected when it claimed. */
  readonly connectedMs: number
}

export interface Failure {
  readonly code: FailureCode
  readonly message: string
}

export interface Cancellation {
  readonly reason: CancellationReason
  readonly by: Actor
  readonly at: string
  readonly comment: string | null
}

export type Verification =
  | { readonly status: 'SCHEDULED'; readonly dueAt: string; readonly tries: VerificationTries }
  | {
      readonly status: 'PASSED' | 'FAILED' | 'INCONCLUSIVE'
      readonly dueAt: string
      readonly verifiedAt: string
      readonly attempts: number
      readonly evidence: Json
    }

/** An action's status, with the fields known from that status on. */
export type Life =
  | { readonly status: 'PENDING_APPROVAL' }
  | { readonly status: 'QUEUED'; readonly queued: Queued }
  | { readonly status: 'EXECUTING'; readonly queued: Queued; readonly started: Started }
  | {
      readonly status: 'COMPLETED'
      readonly queued: Queued
      readonly started: Started
      readonly completedAt: string
      readonly output: Json
      readonly verification: Verification | null
    }
  | {
      readonly status: 'FAILED'
      readonly queued: Queued
      readonly started: Started | null
      readonly completedAt: string
      readonly output: Json
      readonly failure: Failure
      readonly verification: Verification | null
    }
  | { readonly status: 'CANCELLED'; readonly queued: Queued | null; readonly cancellation: Cancellation }

/** The effect of an isolation or a block. The ledger has only the events that change it. */
export type Effect =
  | {
      readonly status: 'IN_FORCE'
      /** When it expires; null: never. */
      readonly until: string | null
      /** When the device completed the action, by the device's clock. Null: unknown. */
      readonly appliedAt: string | null
      /** When the first device state without it arrived; null: the latest state has it. */
      readonly driftedAt: string | null
    }
  /** It has expired, and the server has submitted the inverse. */
  | { readonly status: 'OVER'; readonly until: string }
  /** A later action on the same target replaced it. */
  | { readonly status: 'REPLACED'; readonly until: string | null }
  | { readonly status: 'UNDONE'; readonly until: string | null; readonly by: string }

export interface Action extends Submission {
  /** The sequence of ACTION_SUBMITTED. A bulk releases its actions in this order. */
  readonly sequence: number
  readonly decisions: readonly Decision[]
  /** When it is cancelled (PENDING_APPROVAL) or fails (QUEUED) unless its status changes before. */
  readonly expiresAt: string
  /** The kinds of results already received; a repeated one changes nothing. */
  readonly answered: readonly ResultKind[]
  /** Null before completion and for types without a lasting effect. */
  readonly effect: Effect | null
  /** W3C trace context of its latest step; null: not traced. Not on the ledger. */
  readonly traceparent: string | null
  readonly life: Life
}

/** An event of an action. The ledger has only the hashes of `output` and `evidence`. */
export type ActionEvent =
  | { readonly kind: 'ACTION_SUBMITTED'; readonly submission: Submission; readonly expiresAt: string }
  | {
      readonly kind: 'ACTION_APPROVED' | 'ACTION_REJECTED'
      readonly digest: string
      readonly comment: string | null
    }
  | { readonly kind: 'ACTION_QUEUED'; readonly expiresAt: string }
  | { readonly kind: 'ACTION_STARTED'; readonly commandId: string; readonly connectedMs: number }
  | {
      readonly kind: 'ACTION_COMPLETED'
      readonly output: Json
      readonly artifacts: readonly string[]
      /** The action whose effect this completion undid. Undefined: the entry is older than this field. */
      readonly undoes: string | null | undefined
      /** By the device's clock. Not on the ledger. */
      readonly deviceAt: string | null
    }
  | {
      readonly kind: 'ACTION_FAILED'
      readonly failure: Failure
      /** The kind of the device's result that caused it; false: no result did. */
      readonly reported: 'failed' | 'completed' | false
      readonly output: Json
    }
  | {
      readonly kind: 'ACTION_CANCELLED'
      readonly reason: CancellationReason
      readonly comment: string | null
    }
  | { readonly kind: 'VERIFICATION_SCHEDULED'; readonly dueAt: string }
  | {
      readonly kind: 'VERIFICATION_PASSED' | 'VERIFICATION_FAILED' | 'VERIFICATION_INCONCLUSIVE'
      readonly attempts: number
      readonly evidence: Json
      /** Whether a device's `verified` result caused it. */
      readonly reported: boolean
    }
  | LateResult

export interface LateResult {
  readonly kind: 'LATE_RESULT'
  readonly commandId: string
  readonly result: ResultKind
  readonly content: string | null
  /** Number of earlier late results dropped by the rate limit. */
  readonly leftOut: number
}

export interface By<E> {
  readonly actor: Actor
  readonly event: E
}

export type Decided = readonly By<ActionEvent>[]

export const hasEnded = (action: Action): boolean =>
  action.life.status === 'COMPLETED' || action.life.status === 'FAILED' || action.life.status === 'CANCELLED'

/** When it fails unless its device claims it before; null: the queue timeout is suspended. */
export const queueEnds = ({ expiresAt }: Action, { hold, released }: Queued): string | null =>
  hold ? null : (released?.expiresAt ?? expiresAt)

export const startedOf = ({ life }: Action): Started | null => ('started' in life ? life.started : null)
export const queuedOf = ({ life }: Action): Queued | null => ('queued' in life ? life.queued : null)
export const verificationOf = ({ life }: Action): Verification | null =>
  'verification' in life ? life.verification : null
