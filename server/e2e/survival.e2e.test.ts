import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { createClient } from 'graphql-ws'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { Simulation } from '../../clients/agent/simulated.ts'
import { openStage, type RunningService, type Stage } from './running-service.ts'

let stage: Stage
let service: RunningService
let fleet: Simulation
const devices = 8

beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
  fleet = await stage.simulate({ count: devices })
})
afterAll(async () => {
  await stage?.close()
})

const globalId = (type: string, rawId: string) => Buffer.from(`${type}:${rawId}`).toString('base64')
const data = (...path: string[]) => join(stage.directory, 'data', ...path)

async function submit(i: number): Promise<string> {
  const input = {
    deviceId: globalId('Device', fleet.deviceIds[i % devices] ?? ''),
    action: { killProcess: { pid: 2 + i, processName: 'xmrig' } },
    justification: 'It is a test of what survives',
    idempotencyKey: `survival ${i}`,
  }
  for (;;) {
    try {
      const { submitAction } = await stage.as('alice')<{ submitAction: { action: { rawId: string } } }>(
        `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
          ... on SubmitActionPayload { action { rawId } } ... on UserError { code message } } }`,
        { input },
      )
      return submitAction.action.rawId
    } catch (error) {
      // A request without an answer is retried with the same idempotency key.
      if (!/UNAVAILABLE|fetch failed/.test(String(error) + String((error as Error).cause ?? ''))) throw error
    }
  }
}

/** Submits with at most 60 requests in flight, because a caller may have at most 80. */
async function submitMany(first: number, count: number): Promise<void> {
  let next = 0
  const submitNext = async (): Promise<void> => {
    while (next < count) await submit(first + next++)
  }
  await Promise.all(Array.from({ length: 60 }, submitNext))
}

interface Change {
  readonly actionChanged: {
    readonly cursor: string
    readonly event: { readonly sequence: number; readonly kind: string }
    readonly action: {
      readonly rawId: string
      readonly status: string
      readonly verification: { readonly status: string }
    }
  }
}
type Seen = Change['actionChanged']

const follow = `subscription ($after: LedgerCursor) { actionChanged(after: $after) {
  cursor event { sequence kind } action { rawId status verification { status } } } }`

/** Follows changes until `enough` returns true, resuming from the last cursor after lost connections. */
async function followUntil(
  after: string,
  enough: (seen: readonly Seen[]) => boolean,
): Promise<readonly Seen[]> {
  const seen: Seen[] = []
  let cursor = after
  while (!enough(seen)) {
    const client = createClient({
      url: `${service.api.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await stage.identity.token('vera')}` },
    })
    try {
      for await (const { data } of client.iterate<Change>({ query: follow, variables: { after: cursor } })) {
        if (!data) continue
        seen.push(data.actionChanged)
        cursor = data.actionChanged.cursor
        if (enough(seen)) break
      }
    } catch {
      // Lost connection: resume from the cursor.
    } finally {
      await client.dispose()
    }
  }
  return seen
}

const head = async () => (await stage.as('vera')<{ ledgerHead: string }>('{ ledgerHead }')).ledgerHead
const verified = (seen: readonly Seen[]) =>
  new Set(seen.flatMap(({ event, action }) => (event.kind === 'VERIFICATION_PASSED' ? [action.rawId] : [])))
const allVerified = (ids: readonly string[]) => (seen: readonly Seen[]) => {
  const done = verified(seen)
  return ids.every(id => done.has(id))
}
const intact = async () => {
  const { verifyLedger } = await stage.as('audrey')<{ verifyLedger: { intact: boolean } }>(
    '{ verifyLedger { intact } }',
  )
  return verifyLedger.intact
}

test('a client that reconnects with its cursor 100 times under load gets each event once and in order', async () => {
  const after = await head()
  const count = 200
  const submitted = submitMany(1000, count)
  const wanted = 6 * count
  let cuts = 0
  const seen: Seen[] = []
  let cursor = after
  while (seen.length < wanted) {
    const client = createClient({
      url: `${service.api.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${await stage.identity.token('vera')}` },
    })
    const upTo = seen.length + Math.ceil(wanted / 110)
    for await (const { data } of client.iterate<Change>({ query: follow, variables: { after: cursor } })) {
      if (!data) continue
      seen.push(data.actionChanged)
      cursor = data.actionChanged.cursor
      if (seen.length >= Math.min(upTo, wanted)) break
    }
    client.terminate()
    cuts++
  }
  await submitted
  expect(cuts).toBeGreaterThanOrEqual(100)
  const sequences = seen.map(({ event }) => event.sequence)
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
  expect(verified(seen).size).toBe(count)
})

test('FLUSHALL at any moment delays work by seconds and loses nothing', async () => {
  const redis = new Redis(data('redis', 'redis.sock'))
  const after = await head()
  const ids: string[] = []
  for (let i = 0; i < 20; i++) {
    ids.push(await submit(2000 + i))
    await redis.flushall()
  }
  await followUntil(after, allVerified(ids))
  redis.disconnect()
})

test('Redis killed: actions submitted before and after still complete', async () => {
  const redis = new Redis(data('redis', 'redis.sock'))
  const pid = Number(/process_id:(\d+)/.exec(await redis.info('server'))?.[1])
  redis.disconnect()
  const after = await head()
  const before = await submit(3000)
  process.kill(pid, 'SIGKILL')
  const ids = [before, await submit(3001), await submit(3002)]
  await followUntil(after, allVerified(ids))
})

test('PostgreSQL killed: acknowledged writes are committed, callers get UNAVAILABLE, then the service recovers', async () => {
  const after = await head()
  const before = await Promise.all([submit(4000), submit(4001)])
  const pid = Number((await readFile(data('postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
  process.kill(pid, 'SIGKILL')
  const ids = [...before, ...(await Promise.all([submit(4002), submit(4003), submit(4004)]))]
  expect(new Set(ids).size).toBe(5)
  await followUntil(after, allVerified(ids))
  expect(await intact()).toBe(true)
})

test('the service killed repeatedly under load loses nothing and submits nothing twice', async () => {
  const after = await head()
  const submitted = Array.from({ length: 60 }, (_, i) => submit(5000 + i))
  for (let i = 0; i < 3; i++) {
    await service.crash()
    service = await stage.start()
  }
  const ids = await Promise.all(submitted)
  expect(new Set(ids).size).toBe(60)
  const seen = await followUntil(after, allVerified(ids))
  const sequences = seen.map(({ event }) => event.sequence)
  expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
  expect(await intact()).toBe(true)
})

test('SIGTERM under load: exit 0, the port is free, and the next start loses no submission', async () => {
  const { api } = service
  const submitted = Array.from({ length: 20 }, (_, i) => submit(6000 + i))
  expect(await service.stop()).toBe(0)
  const socket = createConnection(Number(new URL(api).port), '127.0.0.1')
  const [error] = await once(socket, 'error')
  expect(error.code).toBe('ECONNREFUSED')
  service = await stage.start()
  expect(new Set(await Promise.all(submitted)).size).toBe(20)
})
