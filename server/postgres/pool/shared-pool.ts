import type { Pool } from './pool.ts'

/**
 * A pool of which no organization uses more than a share at once, so that its long queue delays nobody else.
 * The first value of every statement must be the organization.
 * @param share statements of one organization that run at once
 */
export function sharePool(pool: Pool, share: number): Pool {
  const running = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()

  async function begin(organization: string): Promise<void> {
    const now = running.get(organization) ?? 0
    if (now < share) {
      running.set(organization, now + 1)
      return
    }
    await new Promise<void>(resolve => {
      waiting.set(organization, [...(waiting.get(organization) ?? []), resolve])
    })
  }

  /** Hands the place on to the next statement of the same organization. */
  function end(organization: string): void {
    const [next, ...others] = waiting.get(organization) ?? []
    if (others.length > 0) waiting.set(organization, others)
    else waiting.delete(organization)
    if (next) {
      next()
      return
    }
    const left = (running.get(organization) ?? 1) - 1
    if (left > 0) running.set(organization, left)
    else running.delete(organization)
  }

  return {
    ...pool,
    async query(text, values = [], options = {}) {
      const organization = String(values[0])
      await begin(organization)
      try {
        return await pool.query(text, values, options)
      } finally {
        end(organization)
      }
    },
  }
}
