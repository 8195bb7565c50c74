import type { Clock, Snapshots } from '#app/ports.ts'
import type { Pool } from '../pool/pool.ts'
import { loadSnapshot } from './begin-batch.ts'
import { evaluateOn } from './staged.ts'

/** Evaluates queries without the ledger's lock, on connections of the pool. */
export const openSnapshots = (pool: Pool, clock: Clock): Snapshots => ({
  read: async query => {
    const now = clock.now()
    return evaluateOn(await loadSnapshot(pool, query, now), query, now)
  },
})
