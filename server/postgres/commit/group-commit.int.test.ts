import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelAction } from '#app/action/decide-action.ts'
import { limitRemarks, receiveResult } from '#app/action/receive-result.ts'
import { previewAction, submitAction } from '#app/action/submit-action.ts'
import type { Committed, Reads } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import { evolve } from '#domain/action/evolve.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import { recordedIn, withoutUnloggedFields } from '#domain/action/ledger-data.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused } from '#domain/refusal.ts'
import { createDatabase, type TestDatabase } from '../../testing/database.ts'
import { seedDevice, seedOrganization } from '../../testing/seed.ts'
import { openCallers } from '../callers/callers.ts'
import { openPool, type Pool } from '../pool/pool.ts'
import { fromRow } from './action-row.ts'
import { type Committer, openCommitter } from './group-commit.ts'
import { openSnapshots } from './snapshots.ts'

let database: TestDatabase
let pool: Pool
let one: Committer
let other: Committer
const notices: Committed[] = []

beforeAll(async () => {
  database = await createDatabase()
  pool = openPool(database.appUrl)
  const options = {
    url: database.appUrl,
    clock: { now: Date.now },
    onCommitted: (c: Committed) => notices.push(c),
  }
  one = openCommitter(options)
  other = openCommitter(options)
})
afterAll(async () => {
  await Promise.all([one.close(), other.close(), pool.close()])
  await database.close()
})

const ports = (ledger: Committer) => ({
  ledger,
  newId: randomUUID,
  serverAddresses: () => [],
  directory: { samePerson: async (_: string, analyst: string) => new Set([analyst]) },
})
const kill = (device: string, pid = 4242) => ({
  device,
  action: { killProcess: { pid, processName: 'xmrig' } },
  justification: 'a miner runs on it',
})
const accepted = (outcome: Action | { refused: unknown }): Action => {
  if (isRefused(outcome)) throw new Error(JSON.stringify(outcome))
  return outcome as Action
}
const lines = (organization: string) =>
  pool.query<{ sequence: string; canonical: string; hash: string; action_id: string | null }>(
    'SELECT sequence, canonical, hash, action_id FROM audit_event WHERE organization_id = $1 ORDER BY sequence',
    [organization],
  )

async function setUp() {
  const organization = await seedOrganization(pool)
  const alice = await organization.person('alice', 'ANALYST')
  const device = await seedDevice(one, organization.id)
  return { organization: organization.id, alice, device: device.id, person: organization.person }
}

test('two processes write one chain without gaps, with correct links and hashes', async () => {
  const { organization, alice, device } = await setUp()
  const submissions = Array.from({ length: 200 }, (_, i) =>
    submitAction(ports(i % 2 ? one : other))(alice, kill(device, i + 2)),
  )
  const actions = (await Promise.all(submissions)).map(accepted)
  expect(new Set(actions.map(({ id }) => id)).size).toBe(200)

  const chain = await lines(organization)
  expect(chain.map(({ sequence }) => Number(sequence))).toEqual(chain.map((_, i) => i + 1))
  let previousHash = '0'.repeat(64)
  let at = ''
  for (const { canonical, hash } of chain) {
    const entry = JSON.parse(canonical)
    expect(entry.previousHash).toBe(previousHash)
    expect(sha256Hex(canonical)).toBe(hash)
    expect(entry.at >= at).toBe(true)
    previousHash = hash
    at = entry.at
  }
  const latest = Math.max(...notices.filter(c => c.organization === organization).map(c => c.sequence))
  expect(latest).toBe(chain.length)
})

test('an action’s row is the fold of its events', async () => {
  const { organization, alice, device } = await setUp()
  const { id } = accepted(await submitAction(ports(one))(alice, kill(device)))
  const decide = { ledger: one, directory: openCallers({ pool, newId: randomUUID }) }
  accepted(await cancelAction(decide)(alice, { id: id, comment: 'wrong host' }))
  const events = (await lines(organization)).filter(line => line.action_id === id)
  const folded = events
    .map(line => recordedIn(JSON.parse(line.canonical)))
    .reduce<Action | null>((action, recorded) => (recorded ? evolve(action, recorded) : action), null)
  const [row] = await pool.query<{ row: Parameters<typeof fromRow>[0] }>(
    'SELECT to_json(a) AS row FROM response_action a WHERE id = $1',
    [id],
  )
  expect(row && withoutUnloggedFields(fromRow(row.row))).toEqual(folded)
})

test('of two concurrent decisions on one action, one wins and the other gets the conflict', async () => {
  const { alice, device } = await setUp()
  const { id } = accepted(await submitAction(ports(one))(alice, kill(device)))
  const cancel = (ledger: Committer) =>
    cancelAction({ ledger, directory: openCallers({ pool, newId: randomUUID }) })(alice, { id: id })
  const outcomes = await Promise.all([one, other, one, other].map(cancel))
  expect(outcomes.filter(outcome => !isRefused(outcome))).toHaveLength(1)
  const codes = outcomes.flatMap(outcome => (isRefused(outcome) ? outcome.refused.code : []))
  expect(codes).toEqual(['ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION'])
})

test('repeating a submission with its key returns the first one; other content is a conflict', async () => {
  const { alice, device } = await setUp()
  const submit = (pid: number) =>
    submitAction(ports(one))(alice, { ...kill(device, pid), idempotencyKey: 'playbook 7' })
  const [first, second] = (await Promise.all([submit(7), submit(7)])).map(accepted)
  expect(second?.id).toBe(first?.id)
  expect(await submit(8)).toMatchObject({ refused: { code: 'IDEMPOTENCY_CONFLICT' } })
})

test('a change that throws, or that the database refuses, fails alone', async () => {
  const { organization, alice, device } = await setUp()
  const before = (await lines(organization)).length
  const broken = one.commit({
    organization,
    reads: {},
    decide: () => {
      throw new Error('a bug')
    },
  })
  const poison = one.commit({
    organization,
    reads: {},
    decide: transaction =>
      transaction.append({ kind: 'SETTINGS_CHANGED', data: { what: 'a\u0000b' } }, alice.actor),
  })
  const refusedByDatabase = one.commit({
    organization,
    reads: {},
    decide: transaction =>
      transaction.put('enrollmentToken', {
        id: randomUUID(),
        organizationId: organization,
        secretHash: randomUUID(),
        createdBy: alice.actor,
        createdAt: new Date().toISOString(),
        expiresAt: new Date().toISOString(),
        usesLeft: -1,
        revokedAt: null,
      }),
  })
  const good = submitAction(ports(one))(alice, kill(device))
  const outcomes = await Promise.allSettled([broken, poison, refusedByDatabase, good])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
  expect((await lines(organization)).length).toBe(before + 3)
})

test('a preview neither waits for the lock of the ledger nor takes it', async () => {
  const { organization, alice, device } = await setUp()
  const holder = new pg.Client({ connectionString: database.appUrl })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM ledger_head WHERE organization_id = $1 FOR UPDATE', [organization])
  const snapshots = openSnapshots(pool, { now: Date.now })
  const previewed = await previewAction({ ...ports(one), snapshots })(alice, kill(device))
  await holder.query('ROLLBACK')
  await holder.end()
  expect(previewed).toMatchObject({ deviceOnline: false, refusal: null, digest: expect.any(String) })
})

test('finding a row that the reads did not declare throws, even if the row exists', async () => {
  const { organization, device, person } = await setUp()
  const ada = await person('ada', 'ADMIN')
  const find = (reads: Reads, id: string) =>
    one.commit({ organization, reads, decide: transaction => transaction.find('device', id) })
  await expect(find({}, device)).rejects.toThrow(`device ${device} is not among the change's reads`)
  await expect(find({ person: [device] }, device)).rejects.toThrow('not among')
  expect(await find({ device: [device] }, device)).toMatchObject({ id: device })
  expect(await find({ device: [ada.actor.id] }, ada.actor.id)).toBeNull()
  // It also throws if another change of the batch declares the row.
  const [, undeclared] = await Promise.allSettled([find({ device: [device] }, device), find({}, device)])
  expect(undeclared.status).toBe('rejected')
})

test('an organization whose ledger head is locked elsewhere does not delay the others', async () => {
  const locked = await setUp()
  const free = await setUp()
  const holder = new pg.Client({ connectionString: database.appUrl })
  await holder.connect()
  await holder.query('BEGIN')
  await holder.query('SELECT FROM ledger_head WHERE organization_id = $1 FOR UPDATE', [locked.organization])
  const submit = ({ alice, device }: typeof free) => submitAction(ports(one))(alice, kill(device))
  const waits = submit(locked)
  accepted(await submit(free))
  // The locked organization’s change is waiting for the lock now, and its later changes queue behind it.
  const waitsToo = submit(locked)
  accepted(await submit(free))
  await holder.query('COMMIT')
  await holder.end()
  const [first, second] = (await Promise.all([waits, waitsToo])).map(accepted)
  expect(first?.sequence).toBeLessThan(second?.sequence ?? 0)
})

test('a commit notice names a device only if it has more work after its result', async () => {
  const { organization, alice, device } = await setUp()
  const receive = receiveResult({ ledger: one, remarks: limitRemarks({ now: Date.now }) })
  const execute = async ({ id }: Action) => {
    const say = (result: DeviceResult) =>
      receive(
        { organization, device },
        { actionId: id, commandId: commandIds(id).execute, payload: Buffer.of(), result },
      )
    await say({ kind: 'claim' })
    await say({ kind: 'completed', output: null, at: null })
    return notices.findLast(committed => committed.organization === organization)?.devices
  }
  const first = accepted(await submitAction(ports(one))(alice, kill(device)))
  const second = accepted(await submitAction(ports(one))(alice, kill(device)))
  expect(await execute(first)).toEqual([device])
  expect(await execute(second)).toEqual([])
})

test('an organization never sees rows of another one', async () => {
  const mine = await setUp()
  const theirs = await setUp()
  const foreign = await submitAction(ports(one))(mine.alice, kill(theirs.device))
  expect(foreign).toMatchObject({ refused: { code: 'NOT_FOUND', path: ['deviceId'] } })
})

test('the ledger refuses UPDATE, DELETE and TRUNCATE, even from the owner', async () => {
  const { organization } = await setUp()
  for (const url of [database.appUrl, database.ownerUrl]) {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (const statement of [
      `UPDATE audit_event SET kind = kind WHERE organization_id = '${organization}'`,
      `DELETE FROM audit_event WHERE organization_id = '${organization}'`,
      'TRUNCATE audit_event',
    ])
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
    await client.end()
  }
})

test('the service works as a role that owns nothing', async () => {
  const owned = await pool.query(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user",
  )
  expect(owned).toEqual([])
})

test('a lost connection rejects with Unavailable, and the next commit opens another', async () => {
  const { organization, alice, device } = await setUp()
  const administrator = new pg.Client({
    connectionString: database.ownerUrl.replace('defend_owner', 'postgres'),
  })
  await administrator.connect()
  await administrator.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name LIKE 'defend % committer' AND datname = current_database()`,
  )
  await administrator.end()
  const submit = (caller: Caller) => submitAction(ports(one))(caller, kill(device))
  const outcome = await submit(alice).catch((error: Error) => error.name)
  if (outcome !== 'Unavailable') accepted(outcome as Action)
  accepted(await submit(alice))
  const chain = await lines(organization)
  expect(chain.map(({ sequence }) => Number(sequence))).toEqual(chain.map((_, i) => i + 1))
})
