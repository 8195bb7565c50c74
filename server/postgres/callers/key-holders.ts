import { timingSafeEqual } from 'node:crypto'
import type { Callers, KeyHolder } from '#app/application.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { type Role, rolesWithin } from '#domain/people/actor.ts'
import { accountIn } from '#domain/people/api-key.ts'
import { coalesce } from '#flow/coalesce.ts'
import type { Pool } from '../pool/pool.ts'
import { samePersonAs } from './same-person.ts'

interface AccountRow {
  readonly id: string
  readonly organization: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly hash: string
  readonly expires_at: Date | null
  readonly owner: string
  readonly owner_roles: readonly Role[]
  readonly same_person: readonly string[]
  readonly last_used_at: Date | null
}

const accounts = `
SELECT s.id, s.organization_id AS organization, s.name, s.roles, s.secret_hash AS hash, s.expires_at, s.last_used_at,
  o.id AS owner, o.roles AS owner_roles,
  ARRAY(${samePersonAs('o.organization_id', 'o.id')}) AS same_person
FROM service_account s JOIN analyst o ON o.organization_id = s.organization_id AND o.id = s.owner_id
WHERE s.id = ANY($1::uuid[]) AND s.revoked_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > now())`

// Several processes may find the time outdated together. The condition limits them to one write per minute.
const used = `
UPDATE service_account SET last_used_at = now()
WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= now() - interval '1 minute')`

/**
 * Queries the database for every check, so a revoked key is refused as soon as its revocation commits. Concurrent checks
 * share one statement.
 */
export function openKeyHolders(pool: Pool): Pick<Callers, 'holderOf'> {
  const find = coalesce<string, AccountRow | null>(async ids => {
    const rows = await pool.query<AccountRow>(accounts, [ids])
    const byId = new Map(rows.map(row => [row.id, row]))
    return ids.map(id => byId.get(id) ?? null)
  })

  return {
    holderOf: async key => {
      const id = accountIn(key)
      const account = id && (await find(id))
      if (!account || !isSame(account.hash, sha256Hex(key))) return null
      if (isStale(account.last_used_at)) await pool.query(used, [account.id])
      return holderFrom(account)
    },
  }
}

const isSame = (expected: string, actual: string): boolean =>
  timingSafeEqual(Buffer.from(expected), Buffer.from(actual))

const isStale = (lastUsedAt: Date | null): boolean =>
  lastUsedAt === null || Date.now() - lastUsedAt.getTime() >= 60_000

const holderFrom = (account: AccountRow): KeyHolder => ({
  caller: {
    organization: account.organization,
    actor: { kind: 'service_account', id: account.id, name: account.name },
    roles: rolesWithin(new Set(account.roles), new Set(account.owner_roles)),
    responsible: account.owner,
    samePerson: new Set(account.same_person),
  },
  expiresAt: account.expires_at?.getTime() ?? null,
})
