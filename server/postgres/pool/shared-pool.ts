import type { Pool } from './pool.ts'
import { createStatementShares, type StatementLimits } from './statement-shares.ts'

/**
 * A pool of which each organization and each caller may use only a share. The first parameter of every statement must be
 * the organization.
 */
export function sharePool(pool: Pool, limits: StatementLimits): Pool {
  const run = createStatementShares(limits)
  return {
    ...pool,
    query: (text, values = [], options = {}) =>
      run(String(values[0]), () => pool.query(text, values, options)),
  }
}
