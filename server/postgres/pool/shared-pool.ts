import { createShares } from '#flow/shares.ts'
import type { Pool } from './pool.ts'

/**
 * A pool of which no organization uses more than a share at once, so that its long queue delays nobody else.
 * The first value of every statement must be the organization.
 * @param share statements of one organization that run at once
 */
export function sharePool(pool: Pool, share: number): Pool {
  const shares = createShares(share)
  return {
    ...pool,
    query: (text, values = [], options = {}) =>
      shares.run(String(values[0]), () => pool.query(text, values, options)),
  }
}
