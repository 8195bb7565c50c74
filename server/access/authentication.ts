import { createHash } from 'node:crypto'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Claims } from '#app/application.ts'
import { Unavailable } from '#app/ports.ts'
import { parseRoles } from '#domain/people/actor.ts'
import { isSafeText } from '#domain/text/text.ts'
import { discover, fetchJson } from './discovery.ts'

export interface Verified {
  readonly claims: Claims
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * Verifies a token; null if it is missing or untrusted. A remembered token is verified again after the issuer's keys have
 * changed. Rejects with `Unavailable` if the issuer's keys can't be fetched.
 */
export type Authenticate = (token: string | null) => Promise<Verified | null>

interface Options {
  readonly issuer: string
  readonly audience: string
  /** Path in the claims, for example `['realm_access', 'roles']` for `realm_access.roles`. */
  readonly orgClaim: readonly string[]
  readonly rolesClaim: readonly string[]
  /** Organizations that may use the service, by their id at the issuer; null: all. */
  readonly organizations: readonly string[] | null
  readonly fetch?: typeof fetch
}

/** Asymmetric algorithms only: with HMAC, the key that verifies a token can also sign one. */
const algorithms = ['RS256', 'ES256', 'EdDSA']
const maxRemembered = 10_000

/** The bearer token of an `Authorization` header or of `connection_init`. */
export const bearerOf = (authorization: unknown): string | null =>
  (typeof authorization === 'string' && /^Bearer +([^\s]+)$/i.exec(authorization)?.[1]) || null

export function createAuthentication(options: Options): Authenticate {
  const { issuer, audience } = options
  const keys = createKeys(issuer, options.fetch ?? fetch)
  const remembered = new LRUCache<string, { readonly verified: Verified; readonly keys: KeySet }>({
    max: maxRemembered,
  })

  async function verify(token: string): Promise<{ payload: JWTPayload; keys: KeySet } | null> {
    const requirements = { issuer, audience, algorithms, requiredClaims: ['exp', 'sub'] }
    try {
      return await keys.use(async set => ({
        payload: (await jwtVerify(token, set, requirements)).payload,
        keys: set,
      }))
    } catch (error) {
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }

  return async token => {
    if (token === null) return null
    const key = createHash('sha256').update(token).digest('base64')
    const known = remembered.get(key)
    if (known && known.verified.expiresAt > Date.now() && known.keys === (await keys.present()))
      return known.verified
    remembered.delete(key)
    const found = await verify(token)
    const claims = found && claimsOf(found.payload, options)
    if (!claims) return null
    const verified = { claims, expiresAt: (found.payload.exp ?? 0) * 1000 }
    remembered.set(key, { verified, keys: found.keys })
    return verified
  }
}

function claimsOf(
  payload: JWTPayload,
  { issuer, orgClaim, rolesClaim, organizations }: Options,
): Claims | null {
  const subject = textOf(payload.sub)
  const email = textOf(payload['email'])
  const externalOrganization = textOf(at(payload, orgClaim))
  if (!subject || !email || !externalOrganization) return null
  if (organizations && !organizations.includes(externalOrganization)) return null
  const name = textOf(payload['name']) ?? email
  return {
    issuer,
    subject,
    email,
    name,
    externalOrganization,
    roles: parseRoles(listOf(at(payload, rolesClaim))),
  }
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' && isSafeText(value) ? value : null

/** Some issuers encode a list as one string with spaces. */
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : []

function at(claims: unknown, path: readonly string[]): unknown {
  let value = claims
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

type KeySet = ReturnType<typeof createLocalJWKSet>

const minute = 60_000
/** Keys older than this are still used, but fetched again in the background. */
const freshFor = 2 * minute
/** Keys older than this must be fetched again before use, because withdrawn keys must be refused after 5 minutes. */
const usedFor = 4 * minute
/** The longest time for which the last keys are used while the issuer is unreachable. */
const keptFor = 24 * 60 * minute
/** The shortest time between two attempts to fetch the keys. */
const cooldown = 10_000

/** Fetches the issuer's keys by discovery. */
function createKeys(issuer: string, fetchOf: typeof fetch) {
  let current: { readonly set: KeySet; readonly text: string; readonly at: number } | null = null
  let tried = 0
  let fetching: Promise<void> | null = null

  async function fetchKeys(): Promise<void> {
    tried = Date.now()
    const { jwks_uri } = await discover(issuer, fetchOf)
    const published = (await fetchJson(String(jwks_uri), fetchOf)) as unknown as JSONWebKeySet
    const text = JSON.stringify(published)
    // If the keys are unchanged, the set is kept, so remembered tokens are not verified again.
    const set = current?.text === text ? current.set : createLocalJWKSet(published)
    current = { set, text, at: Date.now() }
  }

  const refresh = () => {
    fetching ??= fetchKeys().finally(() => {
      fetching = null
    })
    return fetching
  }

  async function present(): Promise<KeySet> {
    const age = current ? Date.now() - current.at : Number.POSITIVE_INFINITY
    const mayTry = Date.now() - tried > cooldown
    if (current && age < usedFor) {
      if (age >= freshFor && mayTry) void refresh().catch(() => {})
      return current.set
    }
    if (current && age < keptFor && !mayTry && !fetching) return current.set
    try {
      await refresh()
    } catch (error) {
      if (!current || age >= keptFor)
        throw new Unavailable('the identity provider is unreachable', { cause: error })
    }
    if (!current) throw new Unavailable('the identity provider is unreachable')
    return current.set
  }

  return {
    /** The current keys: the same object as long as the issuer publishes the same keys. */
    present,
    /** Verifies with the known keys, and if none matches, once more with newly fetched ones. */
    async use<T>(verify: (set: KeySet) => Promise<T>): Promise<T> {
      try {
        return await verify(await present())
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || Date.now() - tried < cooldown) throw error
        await refresh().catch(() => {})
        return verify(await present())
      }
    },
  }
}
