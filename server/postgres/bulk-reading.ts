import type { BulkReading } from '#app/reading.ts'
import type { Tally, TallyRow } from '#domain/bulk.ts'
import type { Pool } from './pool.ts'

const counts = `
SELECT bulk_action_id AS bulk, status, verification, false AS held, false AS canary, count(*)::int AS count
FROM response_action WHERE organization_id = $1 AND bulk_action_id = ANY($2::uuid[])
GROUP BY bulk_action_id, status, verification`

export const openBulkReading = (pool: Pool): BulkReading => ({
  async tallies(organization, bulks) {
    const rows = await pool.query<TallyRow & { bulk: string }>(counts, [organization, bulks])
    const tallies = new Map<string, Tally>()
    for (const { bulk, ...row } of rows) tallies.set(bulk, [...(tallies.get(bulk) ?? []), row])
    return tallies
  },
})
