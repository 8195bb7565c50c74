import type { Clock, Snapshots } from '#app/ports.ts'
import type { Pool } from '../pool/pool.ts'
import { loadSnapshot } from './begin-batch.ts'
import { lookAt } from './staged.ts'

/** Reads what a change would decide by, without the ledger's lock and beside the committer. */
export const openSnapshots = (pool: Pool, clock: Clock): Snapshots => ({
  read: async looking => {
    const now = clock.now()
    return lookAt(await loadSnapshot(pool, looking, now), looking, now)
  },
})
