import type { ReportedDetection } from '#app/detection/detection-stream.ts'
import type { Action } from '#domain/action/action.ts'
import type { SealedEvent } from '#domain/ledger/ledger.ts'

/** A ledger event of an action, with the action before and after it. */
export interface ActionStep extends SealedEvent {
  /** Null if this event is the submission. */
  readonly before: Action | null
  readonly after: Action
}

export interface Followed<T> extends AsyncIterableIterator<T> {
  /** The next one if the follower is behind and has it in memory; otherwise null. */
  ready(): T | null
}

/** Follows an organization's ledger: every event in order, exactly once. */
export interface LedgerChanges {
  /**
   * Follows the wanted steps after the sequence `after`, first past and then live ones, without gaps or repeats. With
   * null, it follows the steps after the promise resolves. A slow reader costs no memory, because it reads the steps
   * that it missed from the ledger. `return` also ends a pending `next`. Rejects with `BadCursor` for a sequence beyond
   * the head.
   */
  follow(
    organization: string,
    after: number | null,
    wanted: (step: ActionStep) => boolean,
  ): Promise<Followed<ActionStep>>
  /** Follows the wanted detections from now on. */
  followDetections(
    organization: string,
    wanted: (detection: ReportedDetection) => boolean,
  ): Promise<AsyncIterableIterator<ReportedDetection>>
}
