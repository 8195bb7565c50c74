import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Unavailable } from '#app/ports.ts'
import { createDatabase, type TestDatabase } from '../../testing/database.ts'
import { openCommitter } from '../commit/group-commit.ts'
import { isOutage } from './outage.ts'
import { openPool } from './pool.ts'
import { createPostgresPool } from './postgres-client.ts'

/** A host that has vanished from the network: connections stay open, but nothing arrives any more. */
let isSilent = false
const sockets = new Set<Socket>()
let database: TestDatabase
let url: string

const network = createServer(client => {
  const path = join(new URL(database.appUrl).searchParams.get('host') ?? '', '.s.PGSQL.5432')
  const server = connect({ path })
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    sockets.add(from)
    from.on('error', () => {})
    from.on('close', () => to.destroy())
    from.on('data', chunk => void (isSilent || to.write(chunk)))
  }
})

beforeAll(async () => {
  database = await createDatabase()
  network.listen(0, '127.0.0.1')
  await once(network, 'listening')
  const { port } = network.address() as AddressInfo
  const { pathname, username } = new URL(database.appUrl)
  url = `postgresql://${username}@127.0.0.1:${port}${pathname}`
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  network.close()
  await database?.close()
})

test('a query that the server never answers fails as an outage, and the next one uses a new connection', async () => {
  const pool = createPostgresPool({ url, name: 'test', answerWithin: 200 }, 1)
  pool.on('error', () => {})
  await pool.query('SELECT 1')
  isSilent = true
  const error = await pool.query('SELECT 1').catch((error: unknown) => error)
  isSilent = false
  expect(isOutage(error)).toBe(true)
  expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }])
  await pool.end()
})

test('a commit that the server never answers is Unavailable, and the next one succeeds', async () => {
  const pool = openPool(url)
  const [organization] = await pool.query<{ id: string }>(
    `INSERT INTO organization (id, issuer, external_id) VALUES (gen_random_uuid(), 'i', 'e') RETURNING id`,
  )
  const id = organization?.id ?? ''
  await pool.query(
    `INSERT INTO ledger_head (organization_id, sequence, hash, at) VALUES ($1, 0, repeat('0', 64), now())`,
    [id],
  )
  const committer = openCommitter({ url, clock: { now: Date.now }, onCommitted: () => {}, answerWithin: 300 })
  const change = { organization: id, reads: {}, decide: () => 'decided' }
  expect(await committer.commit(change)).toBe('decided')
  isSilent = true
  await expect(committer.commit(change)).rejects.toThrow(Unavailable)
  isSilent = false
  expect(await committer.commit(change)).toBe('decided')
  await committer.close()
  await pool.close()
})
