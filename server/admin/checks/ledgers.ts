import { openLedgerReading } from '../../postgres/ledger/verify-ledger.ts'
import { openPool } from '../../postgres/pool/pool.ts'
import { type Finding, fail, ok } from '../finding.ts'

/** Events per statement: each stays well under the pool's statement timeout of 30 s. */
const chunk = 1_000_000
/** Number of events to check per ledger, unless all are checked. */
const newest = 10_000

/** Recomputes the hash chain of every organization's ledger, or of its newest part. */
export async function examineLedgers(
  database: { readonly url: string } | null,
  all: boolean,
): Promise<readonly Finding[]> {
  if (!database) return []
  const pool = openPool(database.url, 1)
  try {
    const ledgers = openLedgerReading(pool)
    const heads = await pool.query<{ id: string; sequence: string }>(
      'SELECT organization_id AS id, sequence FROM ledger_head ORDER BY organization_id',
    )
    let checked = 0
    for (const { id, sequence } of heads) {
      const head = Number(sequence)
      for (let from = all ? 1 : Math.max(1, head - newest + 1); from <= head; from += chunk) {
        const report = await ledgers.verify(id, from, Math.min(head, from + chunk - 1))
        if (!report.intact)
          return [
            fail(
              'ledgers',
              `organization ${id}: event ${report.firstBrokenSequence} is missing, altered or unlinked`,
              'Keep this database as evidence. Compare it with a backup and with exported history.',
            ),
          ]
        checked += report.checked
      }
    }
    const part = all ? 'all events' : `the newest ${newest} events of each`
    return [ok('ledgers', `${heads.length} ledgers intact (${part}, ${checked} checked)`)]
  } finally {
    await pool.close()
  }
}
