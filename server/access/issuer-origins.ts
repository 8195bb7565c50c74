import { within } from '#flow/within.ts'
import { discover } from './discovery.ts'

/** The origins that the console calls for sign-in: the issuer's and its token endpoint's. */
export type IssuerOrigins = () => Promise<readonly string[]>

const minute = 60_000
/** Discovery is repeated after this time, to notice a moved endpoint. */
const freshFor = 10 * minute
/** Discovery is repeated this long after a failed attempt. */
const cooldown = 10_000
/** The longest time that a page waits for the first discovery. */
const maxWait = 1000

/** Finds the origins by discovery. Until it succeeds, there is only the issuer's own; sign-in would fail anyway. */
export function createIssuerOrigins(issuer: string, fetchOf: typeof fetch = fetch): IssuerOrigins {
  const own = new URL(issuer).origin
  let known: readonly string[] | null = null
  let nextAttemptAt = 0
  let discovery: Promise<void> | null = null

  async function refresh(): Promise<void> {
    try {
      const { token_endpoint } = await discover(issuer, fetchOf)
      const { origin } = new URL(String(token_endpoint))
      // URLs of other schemes have the origin "null".
      if (!/^https?:/.test(origin)) throw new Error(`${String(token_endpoint)} is not a web address`)
      known = [...new Set([own, origin])]
      nextAttemptAt = Date.now() + freshFor
    } catch {
      nextAttemptAt = Date.now() + cooldown
    } finally {
      discovery = null
    }
  }

  return async () => {
    if (Date.now() >= nextAttemptAt) discovery ??= refresh()
    if (!known && discovery) await within(maxWait, discovery)
    return known ?? [own]
  }
}
