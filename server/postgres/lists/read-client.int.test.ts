import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onBehalfOf } from '#flow/on-behalf-of.ts'
import { createDatabase, type TestDatabase } from '../../testing/database.ts'
import { seedOrganization } from '../../testing/seed.ts'
import { openPool, type Pool } from '../pool/pool.ts'
import { openReadClients, type ReadClients } from './read-client.ts'

let database: TestDatabase
let pool: Pool
let clients: ReadClients
let owner: pg.Client
beforeAll(async () => {
  database = await createDatabase()
  pool = openPool(database.appUrl)
  clients = openReadClients(database.appUrl, 5)
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await clients.close()
  await pool.close()
  await database.close()
})

/** The machine may be busy. */
const patient = { timeout: 20_000 }

const readsWaitingForALock = async () =>
  (await owner.query(`SELECT FROM pg_locks WHERE relation = 'script'::regclass AND NOT granted`)).rows.length

test("an organization's slow reads use only a share of the connections; others read meanwhile", async () => {
  const [slow, quick] = [await seedOrganization(pool), await seedOrganization(pool)]
  await owner.query('BEGIN; LOCK TABLE script')
  const names = Array.from({ length: 20 }, (_, place) => `script ${place}`)
  const reads = Promise.all(names.map(name => clients.of(slow.id).script.findMany({ where: { name } })))
  await expect.poll(readsWaitingForALock, patient).toBe(3)
  expect(await clients.of(quick.id).device.findMany()).toEqual([])
  expect(await readsWaitingForALock()).toBe(3)
  await owner.query('ROLLBACK')
  expect(await reads).toEqual(names.map(() => []))
})

test("a caller's slow reads leave connections for other callers of its organization", async () => {
  const { id } = await seedOrganization(pool)
  await owner.query('BEGIN; LOCK TABLE script')
  const names = Array.from({ length: 20 }, (_, place) => `script ${place}`)
  const read = (caller: string, name: string) =>
    onBehalfOf(caller, async () => await clients.of(id).script.findMany({ where: { name } }))
  const reads = Promise.all(names.map(name => read('alice', name)))
  await expect.poll(readsWaitingForALock, patient).toBe(2)
  expect(await onBehalfOf('bob', async () => await clients.of(id).device.findMany())).toEqual([])
  await owner.query('ROLLBACK')
  expect(await reads).toEqual(names.map(() => []))
})

test('reads by id within one tick remain one statement', async () => {
  const { id: organizationId } = await seedOrganization(pool)
  await owner.query('BEGIN; LOCK TABLE script')
  const read = (id: string) =>
    clients.of(organizationId).script.findUnique({ where: { organizationId_id: { organizationId, id } } })
  const reads = Promise.all(Array.from({ length: 3 }, () => read(randomUUID())))
  await expect.poll(readsWaitingForALock, patient).toBe(1)
  await owner.query('ROLLBACK')
  expect(await reads).toEqual([null, null, null])
})
