import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import type { Notice } from '#app/change-feed.ts'
import { examineRedis } from '../admin/checks/redis.ts'
import { freePort } from '../testing/free-port.ts'
import { openChangeFeed } from './change-feed.ts'
import { connectRedis } from './connect-redis.ts'
import { openRateLimit } from './rate-limit.ts'
import { startRedis, startRedisProcess } from './test-redis.ts'
import { openTimers } from './timers.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})
function keep<Part extends { close(): Promise<void> }>(part: Part): Part {
  opened.push(part)
  return part
}

const log = { info() {}, warn() {}, error() {} }
const clock = { now: Date.now }
const notice: Notice = { kind: 'revoked', device: 'd' }

/** The Redis parts of one process of the service. */
function openProcess(url: string, prefix: string) {
  const redis = keep(connectRedis({ url, log }))
  const feed = keep(openChangeFeed({ redis, log, prefix }))
  const heard: Notice[] = []
  feed.subscribe(notice => heard.push(notice))
  let woken = 0
  const onDue = async () => void woken++
  const timers = keep(openTimers({ redis, clock, log, prefix, onDue }))
  const rates = openRateLimit({ redis, clock, limit: 10, prefix, newId: randomUUID })
  return { redis, feed, heard, timers, rates, woken: () => woken }
}

/** Expects that notices reach another process, a timer fires, and both processes share one limit. */
async function expectToWork(url: string) {
  const prefix = randomUUID()
  const [one, other] = [openProcess(url, prefix), openProcess(url, prefix)]
  for (const { redis } of [one, other])
    await expect.poll(() => redis.producer.status, { timeout: 20_000 }).toBe('ready')
  await expect
    .poll(
      () => {
        one.feed.publish(notice)
        return other.heard.length
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0)
  one.timers.wakeAt([Date.now() + 200])
  await expect.poll(() => one.woken() + other.woken(), { timeout: 20_000 }).toBe(1)
  await one.rates.take('caller', 8)
  expect(await other.rates.take('caller', 3)).toMatchObject({ allowed: false })
  expect(await other.rates.take('caller', 2)).toMatchObject({ allowed: true, remaining: 0 })
  return { one, other }
}

test('a Unix socket, as a URL with a database', async () => {
  const server = keep(await startRedis())
  await expectToWork(`unix://${server.url}?db=1`)
})

test('a cluster of three masters, discovered through one of them', async () => {
  const nodes = []
  for (let i = 0; i < 3; i++) {
    const settings = { 'cluster-enabled': 'yes', 'cluster-port': String(await freePort()), save: '' }
    nodes.push({
      ...keep(await startRedisProcess({ ...settings, 'maxmemory-policy': 'noeviction' })),
      bus: settings['cluster-port'],
    })
  }
  const [first] = nodes
  if (!first) throw new Error('no node')
  const slots = [
    [0, 5460],
    [5461, 10_922],
    [10_923, 16_383],
  ]
  for (const [i, { client, port, bus }] of nodes.entries()) {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', ...(slots[i] ?? []))
    if (i > 0) await first.client.call('CLUSTER', 'MEET', '127.0.0.1', port, bus)
  }
  for (const { client } of nodes)
    await expect.poll(() => client.cluster('INFO'), { timeout: 30_000 }).toContain('cluster_state:ok')
  const url = `redis+cluster://127.0.0.1:1,127.0.0.1:${first.port}`
  await expectToWork(url)
  expect(await examineRedis(url)).toMatchObject([{ state: 'ok' }])
})

test('the master behind sentinels, and its replica after a failover', async () => {
  const password = 's3:cret/@'
  const common = { save: '', requirepass: password, masterauth: password }
  const master = keep(await startRedisProcess(common))
  const replica = keep(await startRedisProcess({ ...common, replicaof: `127.0.0.1 ${master.port}` }))
  const sentinel = keep(
    await startRedisProcess(
      {},
      [
        `sentinel monitor main 127.0.0.1 ${master.port} 1`,
        `sentinel auth-pass main ${password}`,
        'sentinel down-after-milliseconds main 1000',
        'sentinel failover-timeout main 5000',
        '',
      ].join('\n'),
    ),
  )
  await expect
    .poll(async () => String(await sentinel.client.call('SENTINEL', 'replicas', 'main')), { timeout: 30_000 })
    .toContain(String(replica.port))
  const url = `redis+sentinel://:${encodeURIComponent(password)}@127.0.0.1:1,127.0.0.1:${sentinel.port}/main/1`
  const { one, other } = await expectToWork(url)
  await master.close()
  const heard = other.heard.length
  await expect
    .poll(
      () => {
        one.feed.publish(notice)
        return other.heard.length
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(heard)
})
