import type { Pool } from './pool.ts'

/** What all processes share, for the metrics. */
export interface DatabaseLoad {
  /** Events of all ledgers. */
  readonly events: number
  /** Actions whose next step fell due more than a minute ago, counted up to 1,000. */
  readonly overdue: number
}

const select = `
SELECT (SELECT coalesce(sum(sequence), 0) FROM ledger_head)::float8 AS events,
  (SELECT count(*) FROM (SELECT FROM response_action WHERE due_at < now() - interval '1 minute' LIMIT 1000) late)::int AS overdue`

export async function readDatabaseLoad(pool: Pool): Promise<DatabaseLoad> {
  const [load] = await pool.query<DatabaseLoad>(select)
  return load ?? { events: 0, overdue: 0 }
}
