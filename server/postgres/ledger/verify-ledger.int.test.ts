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
  // The owner of the tables can disable the triggers that refuse changes. Verification must detect such tampering.
  await owner.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
})
afterAll(async () => {
  await owner.end()
  await ledger.close()
  await pool.close()
  await database.close()
})

/** A ledger of ten events. */
async function setUp() {
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

test('an unchanged ledger is intact, as a whole and for any range', async () => {
  const { verify } = await setUp()
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
  ['a truncated beginning', 'DELETE FROM audit_event WHERE organization_id = $1 AND sequence <= 2', 1],
  ['a truncated end', 'DELETE FROM audit_event WHERE organization_id = $1 AND sequence > 7', 8],
  ['deletion of all events', 'DELETE FROM audit_event WHERE organization_id = $1', 1],
  [
    'changed canonical text',
    `UPDATE audit_event SET canonical = replace(canonical, '"data"', '"date"') WHERE organization_id = $1 AND sequence = 3`,
    3,
  ],
  [
    'canonical text that is not JSON',
    `UPDATE audit_event SET canonical = 'x', hash = encode(sha256('x'), 'hex') WHERE organization_id = $1 AND sequence = 3`,
    3,
  ],
  [
    'a changed hash',
    `UPDATE audit_event SET hash = repeat('0', 64) WHERE organization_id = $1 AND sequence = 3`,
    3,
  ],
  [
    'a changed kind',
    `UPDATE audit_event SET kind = 'DEVICE_REVOKED' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  [
    'a changed instant',
    `UPDATE audit_event SET at = at + interval '1 ms' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  [
    'a changed action',
    'UPDATE audit_event SET action_id = gen_random_uuid() WHERE organization_id = $1 AND sequence = 6',
    6,
  ],
  [
    'a changed actor',
    `UPDATE audit_event SET actor = actor || '{"name":"mallory"}' WHERE organization_id = $1 AND sequence = 6`,
    6,
  ],
  ['a malformed actor', `UPDATE audit_event SET actor = '[]' WHERE organization_id = $1 AND sequence = 6`, 6],
  [
    'a changed actor id column',
    'UPDATE audit_event SET actor_id = gen_random_uuid() WHERE organization_id = $1 AND sequence = 6',
    6,
  ],
  [
    'a head whose hash differs from the last event',
    `UPDATE ledger_head SET hash = repeat('1', 64) WHERE organization_id = $1`,
    10,
  ],
  ['a head that was moved back', 'UPDATE ledger_head SET sequence = 8 WHERE organization_id = $1', 8],
  ['a deleted head', 'DELETE FROM ledger_head WHERE organization_id = $1', 1],
]
test.each(changes)('verification reports the sequence of %s', async (_, statement, broken) => {
  const { id, verify } = await setUp()
  const other = await setUp()
  await tamper(statement, id)
  expect(await verify()).toMatchObject({ intact: false, firstBrokenSequence: broken })
  expect(await other.verify()).toMatchObject({ intact: true, checked: 10 })
})

test('a forged event with consistent hashes breaks the link to the next event', async () => {
  const { id, verify } = await setUp()
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
