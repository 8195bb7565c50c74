import { createHash } from 'node:crypto'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
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
 * Who the token names; null for none, or one that is not to be trusted.
 * Rejects with `Unavailable` where the issuer's keys are needed, not known, and can't be fetched.
 */
export type Authenticate = (token: string | null) => Promise<Verified | null>

interface Options {
  readonly issuer: string
  readonly audience: string
  /** Where in the claims to look: `['realm_access', 'roles']` for `realm_access.roles`. */
  readonly orgClaim: readonly string[]
  readonly rolesClaim: readonly string[]
  /** Organizations that are let in, by their id in the issuer; null: any. */
  readonly organizations: readonly string[] | null
  readonly fetch?: typeof fetch
}

/** Asymmetric ones only: with HMAC, whoever can verify a token can make one. */
const algorithms = ['RS256', 'ES256', 'EdDSA']
const maxRemembered = 10_000

/** The token of an `Authorization` header or of `connection_init`. */
export const bearerOf = (authorization: unknown): string | null =>
  (typeof authorization === 'string' && /^Bearer +([^\s]+)$/i.exec(authorization)?.[1]) || null

export function createAuthentication(options: Options): Authenticate {
  const { issuer, audience } = options
  const keys = createKeys(issuer, options.fetch ?? fetch)
  const remembered = new Map<string, Verified>()

  async function payloadOf(token: string): Promise<JWTPayload | null> {
    const demands = { issuer, audience, algorithms, requiredClaims: ['exp', 'sub'] }
    try {
      return (await keys.use(set => jwtVerify(token, set, demands))).payload
    } catch (error) {
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }

  return async token => {
    if (token === null) return null
    const key = createHash('sha256').update(token).digest('base64')
    const known = remembered.get(key)
    if (known && known.expiresAt > Date.now()) return known
    const payload = await payloadOf(token)
    const claims = payload && claimsOf(payload, options)
    if (!claims) return null
    const verified = { claims, expiresAt: (payload.exp ?? 0) * 1000 }
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(key, verified)
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

/** Some issuers print a list as one text with spaces. */
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
/** Keys that the issuer no longer lists are trusted no longer than this… */
const freshFor = 10 * minute
/** …unless the issuer is away: then as long as this. */
const keptFor = 24 * 60 * minute
/** A token with an unknown key makes the keys be fetched again, but not more often than this. */
const cooldown = 10_000

/** The issuer's keys by discovery. */
function createKeys(issuer: string, fetchOf: typeof fetch) {
  let current: { readonly set: KeySet; readonly at: number } | null = null
  let tried = 0
  let fetching: Promise<void> | null = null

  async function fetchKeys(): Promise<void> {
    tried = Date.now()
    const { jwks_uri } = await discover(issuer, fetchOf)
    const set = createLocalJWKSet((await fetchJson(String(jwks_uri), fetchOf)) as unknown as JSONWebKeySet)
    current = { set, at: Date.now() }
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
    if (current && (age < freshFor || (age < keptFor && !mayTry))) return current.set
    try {
      await refresh()
    } catch (error) {
      if (!current || age >= keptFor) throw new Unavailable('the identity provider is away', { cause: error })
    }
    if (!current) throw new Unavailable('the identity provider is away')
    return current.set
  }

  return {
    /** Verifies with the keys that are known, and once more with new ones where none of them fits. */
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
