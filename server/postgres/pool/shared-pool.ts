import { createShares } from '#flow/shares.ts'
import type { Pool } from './pool.ts'

/**
 * A pool that limits the concurrent statements of each organization, so the long queue of one does not delay others. The
 * first parameter of every statement must be the organization.
 * @param share maximum concurrent statements of one organization
 */
export function sharePool(pool: Pool, share: number): Pool {
  const shares = createShares(share)
  return {
    ...pool,
    query: (text, values = [], options = {}) =>
      shares.run(String(values[0]), () => pool.query(text, values, options)),
  }
}
