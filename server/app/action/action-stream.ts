import type { ReportedDetection } from '#app/detection/detection-stream.ts'
import type { Action } from '#domain/action/action.ts'
import type { SealedEvent } from '#domain/ledger/ledger.ts'

/** A ledger event of an action, with the action before and after it. */
export interface ActionStep extends SealedEvent {
  /** Null before it was submitted. */
  readonly before: Action | null
  readonly after: Action
}

/** Follows an organization's ledger: every event in order, exactly once. */
export interface LedgerChanges {
  /**
   * Those that are wanted, of everything after the sequence `after` and then live, without a gap or a repeat;
   * null: from now on, which is settled when this resolves. Nothing is kept for who does not ask for the next one:
   * it is read again from the ledger, so a slow reader costs no memory. Its `return` ends a waiting `next`.
   * Rejects with `BadCursor` for a sequence beyond the head.
   */
  follow(
    organization: string,
    after: number | null,
    wanted: (step: ActionStep) => boolean,
  ): Promise<AsyncIterableIterator<ActionStep>>
  /** Follows the wanted detections from now on. */
  followDetections(
    organization: string,
    wanted: (detection: ReportedDetection) => boolean,
  ): Promise<AsyncIterableIterator<ReportedDetection>>
}
