import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BadCursor } from '#app/reading.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import { seal } from '#domain/ledger/ledger.ts'
import { createDatabase, type TestDatabase } from '../../testing/database.ts'
import { seedDevice, seedOrganization } from '../../testing/seed.ts'
import { type Committer, openCommitter } from '../commit/group-commit.ts'
import { openPool, type Pool } from '../pool/pool.ts'
import { openLedgerReading } from './verify-ledger.ts'

let database: TestDatabase
let pool: Pool
let ledger: Committer
let owner: pg.Client
beforeAll(async () => {
  database = await createDatabase()
  pool = openPool(database.appUrl)
  ledger = openCommitter({ url: database.appUrl, clock: { now: () => Date.now() }, onCommitted: () => {} })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  // Who owns the tables can lift what refuses changes: that is what the verification is for.
  await owner.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
})
afterAll(async () => {
  await owner.end()
  await ledger.close()
  await pool.close()
  await database.close()
})

/** A ledger of ten events. */
async function story() {
  const { id, person } = await seedOrganization(pool)
  const ada = await person('ada "the admin" \\ \u0007 é', 'ADMIN')
  for (let i = 0; i < 5; i++) {
    await seedDevice(ledger, id, { hostname: `host ${i}` })
    await ledger.commit({
      organization: id,
      reads: {},
      decide: transaction => transaction.append({ kind: 'SETTINGS_CHANGED', data: { i } }, ada.actor),
    })
  }
  const { verify } = openLedgerReading(pool)
  return { id, verify: (from: number | null = null, to: number | null = null) => verify(id, from, to) }
}
const tamper = (text: string, id: string, ...values: unknown[]) => owner.query(text, [id, ...values])

test('a ledger that is what was written is intact, whole and in part', async () => {
  const { verify } = await story()
  const whole = await verify()
  expect(whole).toEqual({
    intact: true,
    checked: 10,
    firstBrokenSequence: null,
    headHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(await verify(4, 6)).toEqual({ ...whole, checked: 3 })
  expect(await verify(10, 10)).toEqual({ ...whole, checked: 1 })
  expect(await verify(0, null)).toEqual(whole)
  await expect(verify(11, null)).rejects.toThrow(BadCursor)
  await expect(verify(null, 11)).rejects.toThrow(BadCursor)
})

test('an empty ledger is intact', async () => {
  const { verify } = openLedgerReading(pool)
  const empty = { intact: true, checked: 0, firstBrokenSequence: null, headHash: '0'.repeat(64) }
  expect(await verify(randomUUID(), null, null)).toEqual(empty)
})

const changes: [what: string, statement: string, broken: number][] = [
  ['a missing event', 'DELETE FROM audit_event WHERE organization_id = $1 AND sequence = 5', 5],
  ['a missing beginning', 'DELETE FROM audit_event WHERE organization_id = $1 AND sequence <= 2', 1],
  ['a tail that was cut off', 'DELETE FROM audit_event WHERE organization_id = $1 AND sequence > 7', 8],
  ['everything gone', 'DELETE FROM audit_event WHERE organization_id = $1', 1],
  [
    'a changed text',
    `UPDATE audit_event SET canonical = replace(canonical, '"data"', '"date"') WHERE organization_id = $1 AND sequence = 3`,
    3,
  ],
  [
    'a text that is no JSON',
    `UPDATE audit_event SET canonical = 'x', hash = encode(sha256('x'), 'hex') WHERE organization_id = $1 AND sequence = 3`,
    3,
  ],
  [
    'a changed hash',
    `UPDATE audit_event SET hash = repeat('0', 64) WHERE organization_id = $1 AND sequence = 3`,
    3,
  ],
  [
    'another kind',
    `UPDATE audit_event SET kind = 'DEVICE_REVOKED' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  [
    'another instant',
    `UPDATE audit_event SET at = at + interval '1 ms' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  [
    'another action',
    'UPDATE audit_event SET action_id = gen_random_uuid() WHERE organization_id = $1 AND sequence = 6',
    6,
  ],
  [
    'another actor',
    `UPDATE audit_event SET actor = actor || '{"name":"mallory"}' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  [
    'an actor that is none',
    `UPDATE audit_event SET actor = '[]' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  [
    'another actor to look for',
    'UPDATE audit_event SET actor_id = gen_random_uuid() WHERE organization_id = $1 AND sequence = 6',
    6,
  ],
  [
    'a last event that was written anew',
    `UPDATE ledger_head SET hash = repeat('1', 64) WHERE organization_id = $1`,
    10,
  ],
  ['a head that was set back', 'UPDATE ledger_head SET sequence = 8 WHERE organization_id = $1', 8],
  ['a head that is gone', 'DELETE FROM ledger_head WHERE organization_id = $1', 1],
]
test.each(changes)('%s is named by its sequence', async (_, statement, broken) => {
  const { id, verify } = await story()
  const other = await story()
  await tamper(statement, id)
  expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: broken })
  expect(await other.verify()).toMatchObject({ intact: true, checked: 10 })
})

test('an event that was forged with all its hashes breaks the link after it', async () => {
  const { id, verify } = await story()
  const { rows } = await tamper(
    'SELECT canonical FROM audit_event WHERE organization_id = $1 AND sequence = 4',
    id,
  )
  const forged = seal({ ...JSON.parse(rows[0].canonical), data: { nothing: 'to see here' } })
  expect(canonical(forged.entry)).toBe(forged.canonical)
  await tamper(
    'UPDATE audit_event SET canonical = $2, hash = $3 WHERE organization_id = $1 AND sequence = 4',
    id,
    forged.canonical,
    forged.hash,
  )
  expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: 5 })
  expect(await verify(6, 10)).toMatchObject({ intact: true, checked: 5 })
  expect(await verify(5, 10)).toMatchObject({ intact: false, firstBrokenSequence: 5 })
})
