import type { LedgerPosition } from '../../sdk/sdk.ts'

/** The members of a ledger event that the senders use. `line` is the complete event as exported. */
export interface LedgerLine extends LedgerPosition {
  readonly hash: string
  readonly kind: string
  readonly line: string
}

/** Resolves once the SIEM has accepted all events. */
export type Sender = (events: readonly LedgerLine[]) => Promise<void>
