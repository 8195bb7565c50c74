import type { BulkReading } from '#app/reading.ts'
import type { Tally, TallyRow } from '#domain/bulk/bulk.ts'
import type { Pool } from '../pool/pool.ts'

/** Counts by the index of the bulk alone. The bulk's row ties the counts to the organization. */
const counts = `
SELECT b.id AS bulk, a.status, a.verification, false AS held, false AS canary, count(*)::int AS count
FROM bulk_action b JOIN response_action a ON a.bulk_action_id = b.id
WHERE b.organization_id = $1 AND b.id = ANY($2::uuid[])
GROUP BY b.id, a.status, a.verification`

export const openBulkReading = (pool: Pool): BulkReading => ({
  async tallies(organization, bulks) {
    const rows = await pool.query<TallyRow & { bulk: string }>(counts, [organization, bulks])
    const tallies = new Map<string, Tally>()
    for (const { bulk, ...row } of rows) tallies.set(bulk, [...(tallies.get(bulk) ?? []), row])
    return tallies
  },
})
