import { within } from '#flow/within.ts'
import { discover } from './discovery.ts'

/** The origins that the console's page calls to sign a user in: the issuer's and its token endpoint's. */
export type IssuerOrigins = () => Promise<readonly string[]>

const minute = 60_000
/** A moved endpoint is noticed after this. */
const freshFor = 10 * minute
/** Discovery is repeated this long after a failure. */
const cooldown = 10_000
/** The longest time that a page waits for the first discovery. */
const patience = 1000

/** Finds the origins by discovery. Until it succeeds, only the issuer's own: sign-in would fail at that time anyway. */
export function createIssuerOrigins(issuer: string, fetchOf: typeof fetch = fetch): IssuerOrigins {
  const own = new URL(issuer).origin
  let known: readonly string[] | null = null
  let askAgainAt = 0
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    try {
      const { token_endpoint } = await discover(issuer, fetchOf)
      const { origin } = new URL(String(token_endpoint))
      // URLs of other schemes have the origin "null".
      if (!/^https?:/.test(origin)) throw new Error(`${String(token_endpoint)} is no web address`)
      known = [...new Set([own, origin])]
      askAgainAt = Date.now() + freshFor
    } catch {
      askAgainAt = Date.now() + cooldown
    } finally {
      asking = null
    }
  }

  return async () => {
    if (Date.now() >= askAgainAt) asking ??= ask()
    if (!known && asking) await within(patience, asking)
    return known ?? [own]
  }
}
