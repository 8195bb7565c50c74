import { BadCursor } from '#app/reading.ts'
import type { Pool } from './pool.ts'

/** The last sequence of an organization's ledger; 0 if it has no ledger. */
export async function headOf(pool: Pool, organization: string): Promise<number> {
  const text = 'SELECT sequence FROM ledger_head WHERE organization_id = $1'
  const [row] = await pool.query<{ sequence: string }>(text, [organization])
  return Number(row?.sequence ?? 0)
}

/** Throws `BadCursor` if the sequence is beyond the head of the ledger. */
export async function refuseFuture(pool: Pool, organization: string, sequence: number): Promise<void> {
  if (sequence > 0 && sequence > (await headOf(pool, organization))) throw new BadCursor()
}
