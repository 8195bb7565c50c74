import { LRUCache } from 'lru-cache'
import type { Callers, Claims } from '#app/application.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Caller } from '#domain/people/actor.ts'
import { emailKey } from '#domain/people/email.ts'
import type { Pool } from '../pool/pool.ts'
import { openKeyHolders } from './key-holders.ts'
import { samePersonAs } from './same-person.ts'

interface Options {
  readonly pool: Pool
  readonly newId: () => string
  /** Milliseconds for which a caller with unchanged claims is served from memory. Default: 5 s. */
  readonly fresh?: number
}

const maxRemembered = 10_000

const seen = `
WITH org AS (
  INSERT INTO organization (id, issuer, external_id) VALUES ($1, $2, $3)
  ON CONFLICT (issuer, external_id) DO UPDATE SET external_id = excluded.external_id RETURNING id
), head AS (
  INSERT INTO ledger_head (organization_id) SELECT id FROM org ON CONFLICT DO NOTHING
), person AS (
  INSERT INTO analyst (id, organization_id, subject, email, name, roles, seen_at)
  SELECT $4, id, $5, $6, $7, $8::text[], now() FROM org
  ON CONFLICT (organization_id, subject) DO UPDATE
    SET email = excluded.email, name = excluded.name, roles = excluded.roles, seen_at = excluded.seen_at
  RETURNING id, organization_id
), address AS (
  INSERT INTO analyst_email (organization_id, analyst_id, email) SELECT organization_id, id, $9 FROM person
  ON CONFLICT DO NOTHING
)
SELECT id, organization_id FROM person`

const alike = samePersonAs('$1::uuid', '$2::uuid')

/**
 * Maps a token's claims to an analyst, identified by (issuer, organization, subject). Creates the row on the first call
 * and updates it with the latest claims.
 */
export function openCallers({ pool, newId, fresh = 5000 }: Options): Callers & Pick<Directory, 'samePerson'> {
  const remembered = new LRUCache<string, { readonly caller: Promise<Caller>; readonly until: number }>({
    max: maxRemembered,
  })

  const samePerson = async (organization: string, analyst: string) => {
    const rows = await pool.query<{ id: string }>(alike, [organization, analyst])
    return new Set(rows.map(row => row.id))
  }

  async function upsertAnalyst(claims: Claims): Promise<Caller> {
    const { issuer, externalOrganization, subject, email, name, roles } = claims
    const values = [
      newId(),
      issuer,
      externalOrganization,
      newId(),
      subject,
      email,
      name,
      [...roles],
      emailKey(email),
    ]
    const [row] = await pool.query<{ id: string; organization_id: string }>(seen, values)
    if (!row) throw new Error('the analyst was neither found nor created')
    const { id, organization_id: organization } = row
    return {
      organization,
      actor: { kind: 'analyst', id, name },
      roles,
      responsible: id,
      samePerson: await samePerson(organization, id),
    }
  }

  return {
    ...openKeyHolders(pool),
    samePerson,
    see: claims => {
      const { issuer, externalOrganization, subject, email, name, roles } = claims
      const key = JSON.stringify([issuer, externalOrganization, subject, email, name, [...roles]])
      const known = remembered.get(key)
      if (known && known.until > Date.now()) return known.caller
      const caller = upsertAnalyst(claims)
      remembered.set(key, { caller, until: Date.now() + fresh })
      caller.catch(() => remembered.delete(key))
      return caller
    },
  }
}
