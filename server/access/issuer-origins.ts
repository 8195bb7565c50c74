import { within } from '#flow/within.ts'
import { discover } from './discovery.ts'

/** Which origins the console's page has to speak to when it signs somebody in: the issuer's, and its token endpoint's. */
export type IssuerOrigins = () => Promise<readonly string[]>

const minute = 60_000
/** An issuer that moved its endpoint is noticed after this. */
const freshFor = 10 * minute
/** One that was away is asked again after this. */
const cooldown = 10_000
/** A page waits no longer than this for an issuer that does not answer. */
const patience = 1000

/** By discovery. While that is not known, the issuer's own: a page of then can't sign anybody in anyway. */
export function createIssuerOrigins(issuer: string, fetchOf: typeof fetch = fetch): IssuerOrigins {
  const own = new URL(issuer).origin
  let known: readonly string[] | null = null
  let askAgainAt = 0
  let asking: Promise<void> | null = null

  async function ask(): Promise<void> {
    try {
      const { token_endpoint } = await discover(issuer, fetchOf)
      const { origin } = new URL(String(token_endpoint))
      // What is no web address has the origin "null".
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
