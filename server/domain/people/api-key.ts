import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { parseName } from '#domain/text/text-fields.ts'
import { type Role, roles } from './actor.ts'

/** A service account: a program that calls the API with a key. */
export interface ServiceAccountRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly roles: readonly Role[]
  /** The analyst responsible for its actions. */
  readonly ownerId: string
  /** SHA-256 of the whole key, hex. */
  readonly secretHash: string
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

/** A request for a new key. */
export interface KeyRequest {
  readonly name: string
  readonly roles: readonly Role[]
  readonly expiresAt: Date | null
}

export interface ValidKeyRequest {
  readonly name: string
  readonly roles: readonly Role[]
  readonly expiresAt: string | null
}

export function parseKeyRequest(request: KeyRequest, now: number): ValidKeyRequest | Refused {
  const name = parseName(request.name, 'name')
  if (isRefused(name)) return name
  const wanted = roles.filter(role => request.roles.includes(role))
  if (wanted.length === 0) return invalid('roles must have at least one role', 'roles')
  const { expiresAt } = request
  if (expiresAt && expiresAt.getTime() <= now) return invalid('expiresAt must be in the future', 'expiresAt')
  return { name, roles: wanted, expiresAt: expiresAt?.toISOString() ?? null }
}

/** The key contains the account's id for the lookup, so secrets are compared only by hash. */
export const spellKey = (account: string, secret: string): string =>
  `dfk_${account.replaceAll('-', '')}_${secret}`

const spelling = /^dfk_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[0-9a-f]{64}$/

/** The account id in a key; null if the text is not a key. */
export function accountIn(key: string): string | null {
  const parts = spelling.exec(key)
  return parts?.slice(1).join('-') ?? null
}

export const looksLikeKey = (token: string): boolean => token.startsWith('dfk_')
