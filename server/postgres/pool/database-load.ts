import type { Pool } from './pool.ts'

/** Figures of the database for the metrics. */
export interface DatabaseLoad {
  /** Number of events in all ledgers. */
  readonly events: number
  /** Number of actions whose next step has been due for more than a minute, at most 1,000. */
  readonly overdue: number
}

const select = `
SELECT (SELECT coalesce(sum(sequence), 0) FROM ledger_head)::float8 AS events,
  (SELECT count(*) FROM (SELECT FROM response_action WHERE due_at < now() - interval '1 minute' LIMIT 1000) late)::int AS overdue`

export async function readDatabaseLoad(pool: Pool): Promise<DatabaseLoad> {
  const [load] = await pool.query<DatabaseLoad>(select)
  return load ?? { events: 0, overdue: 0 }
}
