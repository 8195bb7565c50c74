import type { Ledger } from '#app/ports.ts'
import { BadCursor, type HistoryReading, type LedgerRange, type LedgerReading } from '#app/reading.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { type Refused, refuse } from '#domain/refusal.ts'

export const exportFormats = ['audit.ndjson', 'actions.csv', 'audit.ocsf.ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportInput {
  readonly format: ExportFormat
  /** Inclusive. */
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
  /** Exclusive. A ledger sequence, or the action whose submission the export starts after. */
  readonly after: { readonly sequence: number } | { readonly action: string } | null
}

interface Ports {
  readonly ledger: Ledger
  readonly heads: Pick<LedgerReading, 'head'>
  readonly history: Pick<HistoryReading, 'submissionOf'>
}

/**
 * Records the export on the ledger and returns the range to export, which ends before that record. Rejects with
 * `BadCursor` for an unknown cursor.
 */
export function exportHistory({ ledger, heads, history }: Ports) {
  return async function exportHistory(
    caller: Caller,
    { format, from, to, after }: ExportInput,
  ): Promise<LedgerRange | Refused> {
    if (!hasRight(caller, 'audit'))
      return refuse('FORBIDDEN', 'Your roles do not allow exporting the history.')
    const { organization, actor } = caller
    const upTo = await heads.head(organization)
    const start =
      after && 'action' in after ? await history.submissionOf(organization, after.action) : after?.sequence
    if (start === null || (start !== undefined && start > upTo)) throw new BadCursor()
    const data = { format, from: from?.toISOString() ?? null, to: to?.toISOString() ?? null }
    await ledger.commit({
      organization,
      reads: {},
      decide: transaction => transaction.append({ kind: 'HISTORY_EXPORTED', data }, actor),
    })
    return { after: start ?? 0, upTo, from, to }
  }
}
