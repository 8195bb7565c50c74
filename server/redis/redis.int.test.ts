import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Notice } from '#app/change-feed.ts'
import { openChangeFeed } from './change-feed.ts'
import { connectRedis } from './connect-redis.ts'
import { startRedis } from './test-redis.ts'
import { openTimers } from './timers.ts'

let server: Awaited<ReturnType<typeof startRedis>>
let asked: Redis
beforeAll(async () => {
  server = await startRedis()
  asked = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 })
  asked.on('error', () => {})
})
afterAll(async () => {
  asked.disconnect()
  await server.close()
})

const clock = { now: Date.now }
const opened: { close(): Promise<void> }[] = []
let prefix: string
beforeEach(() => {
  prefix = randomUUID()
})
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})

const lines: string[] = []
beforeEach(() => void lines.splice(0))
const log = {
  info: (_about: object, line: string) => void lines.push(line),
  warn: (_about: object, line: string) => void lines.push(line),
  error: (_about: object, line: string) => void lines.push(line),
}

function connectOne(url = server.url) {
  const redis = connectRedis({ url, log })
  opened.push(redis)
  return redis
}

/** Simulates another process, with its own connections, feed and timers. */
function openFeed(redis = connectOne()) {
  const feed = openChangeFeed({ redis, log, prefix })
  opened.push(feed)
  const heard: Notice[] = []
  feed.subscribe(notice => heard.push(notice))
  return { feed, heard, redis }
}
function startTimers(redis = connectOne(), onDue = async (_at: number): Promise<void> => {}) {
  const woken: { at: number; now: number }[] = []
  const timers = openTimers({
    redis,
    clock,
    log,
    prefix,
    async onDue(at) {
      woken.push({ at, now: Date.now() })
      await onDue(at)
    },
  })
  opened.push(timers)
  return { timers, woken, redis }
}

const listening = (count: number) =>
  expect.poll(() => asked.pubsub('NUMSUB', `${prefix}:notices`)).toEqual([`${prefix}:notices`, count])
const grown = (sequence: number, ...devices: string[]): Notice => ({
  kind: 'grown',
  organization: 'o',
  sequence,
  devices,
  bulks: [],
})
const jobs = () => asked.keys(`{${prefix}}:due:due-*`)

describe('change feed', () => {
  test('this process gets each notice immediately and once; the others get all of them in one message', async () => {
    const here = openFeed()
    const there = openFeed()
    await listening(2)
    const messages: string[] = []
    const spy = asked.duplicate()
    opened.push({ close: async () => spy.disconnect() })
    await spy.subscribe(`${prefix}:notices`)
    spy.on('message', (_channel, message) => messages.push(message))

    here.feed.publish(grown(1, 'a'))
    here.feed.publish(grown(2, 'b'))
    here.feed.publish({ kind: 'revoked', device: 'a' })
    expect(here.heard).toHaveLength(3)
    await expect.poll(() => there.heard).toEqual([grown(2, 'a', 'b'), { kind: 'revoked', device: 'a' }])

    there.feed.publish(grown(3))
    await expect.poll(() => here.heard.length).toBe(4)
    expect([here.heard[3], messages.length]).toEqual([grown(3), 2])
    expect(there.heard).toHaveLength(3)
  })

  test('a failing listener does not affect the others', async () => {
    const { feed, heard } = openFeed()
    feed.subscribe(() => {
      throw new Error('poison')
    })
    const later: Notice[] = []
    const stop = feed.subscribe(notice => later.push(notice))
    feed.publish(grown(1))
    stop()
    feed.publish(grown(2))
    expect([heard.length, later.length]).toEqual([2, 1])
    expect(lines).toContain('a listener of the change feed failed')
  })

  test('this process keeps working during a Redis outage, and the others get notices again afterwards', async () => {
    const here = openFeed()
    const there = openFeed()
    await listening(2)
    lines.splice(0)
    await server.kill()
    for (let n = 1; n <= 100; n++) here.feed.publish(grown(n))
    expect(here.heard).toHaveLength(100)
    await expect.poll(() => lines.length).toBe(2) // one line for each of the two processes
    await server.start()
    await listening(2)
    here.feed.publish(grown(101))
    await expect.poll(() => there.heard.at(-1)).toEqual(grown(101))
    await expect.poll(() => lines.filter(line => line === 'Redis is back')).toHaveLength(2)
    expect(lines).toHaveLength(4)
  })

  test('started without Redis, it works once Redis is up', async () => {
    await server.kill()
    const here = openFeed()
    const there = openFeed()
    here.feed.publish(grown(1))
    await server.start()
    await listening(2)
    here.feed.publish(grown(2))
    await expect.poll(() => there.heard).toEqual([grown(2)])
  })
})

describe('timers', () => {
  test('wakes one of the processes once, soon after each time', async () => {
    const one = startTimers()
    const other = startTimers()
    await expect.poll(() => one.redis.producer.status).toBe('ready')
    await expect.poll(() => other.redis.producer.status).toBe('ready')
    const due = Date.now() + 1000
    for (let n = 0; n < 20; n++) {
      one.timers.wakeAt([due, due + 3_600_000])
      other.timers.wakeAt([due])
    }
    await expect.poll(jobs).toHaveLength(2)
    const woken = () => [...one.woken, ...other.woken]
    await expect.poll(woken, { timeout: 3_000 }).toHaveLength(1)
    expect(woken()[0]?.at).toBeGreaterThanOrEqual(due)
    expect(woken()[0]?.now).toBeGreaterThanOrEqual(due)
    expect(woken()[0]?.now).toBeLessThan(due + 700)
    await expect.poll(jobs).toHaveLength(1) // finished jobs are removed
  })

  test('work that is already due wakes a process', async () => {
    const { timers, woken, redis } = startTimers()
    await expect.poll(() => redis.producer.status).toBe('ready')
    timers.wakeAt([Date.now() - 60_000])
    await expect.poll(() => woken.length).toBe(1)
  })

  test('failing work leaves no job behind and does not stop later work', async () => {
    const { timers, woken, redis } = startTimers(connectOne(), async () => {
      throw new Error('PostgreSQL is away')
    })
    await expect.poll(() => redis.producer.status).toBe('ready')
    timers.wakeAt([Date.now(), Date.now() + 500, Date.now() + 1000])
    await expect.poll(() => woken.length, { timeout: 5_000 }).toBe(3)
    await expect.poll(jobs).toEqual([])
    expect(lines).toEqual(['due work failed; the sweep will retry'])
  })

  test('works again after FLUSHALL', async () => {
    const { timers, woken, redis } = startTimers()
    await expect.poll(() => redis.producer.status).toBe('ready')
    timers.wakeAt([Date.now()])
    await expect.poll(() => woken.length).toBe(1)
    await asked.flushall()
    timers.wakeAt([Date.now() + 300])
    await expect.poll(() => woken.length, { timeout: 3_000 }).toBe(2)
  })

  test('while Redis is down, wakeAt returns immediately without an error; after a restart, timers work again', async () => {
    const { timers, woken, redis } = startTimers()
    await expect.poll(() => redis.producer.status).toBe('ready')
    timers.wakeAt([Date.now()])
    await expect.poll(() => woken.length).toBe(1)
    lines.splice(0)
    await server.kill()
    for (let n = 0; n < 100; n++) timers.wakeAt([Date.now() + n * 250])
    await expect.poll(() => lines).toHaveLength(1)
    await server.start()
    await expect.poll(() => redis.producer.status, { timeout: 5_000 }).toBe('ready')
    timers.wakeAt([Date.now() + 300])
    await expect.poll(() => woken.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
    expect(lines).toHaveLength(2)
  })

  test('the worker survives repeated kills of Redis', async () => {
    const { timers, woken, redis } = startTimers()
    for (let n = 0; n < 5; n++) {
      await server.kill()
      await server.start()
    }
    await expect.poll(() => redis.producer.status, { timeout: 5_000 }).toBe('ready')
    timers.wakeAt([Date.now() + 300])
    await expect.poll(() => woken.length, { timeout: 10_000 }).toBe(1)
  })

  test('started without Redis, it works once Redis is up', async () => {
    await server.kill()
    const { timers, woken, redis } = startTimers()
    timers.wakeAt([Date.now() + 1000])
    await server.start()
    await expect.poll(() => redis.producer.status, { timeout: 5_000 }).toBe('ready')
    timers.wakeAt([Date.now() + 1000])
    await expect.poll(() => woken.length, { timeout: 10_000 }).toBe(1)
  })

  test('close does not wait for an unreachable Redis', async () => {
    const redis = connectRedis({ url: server.url, log })
    const feed = openChangeFeed({ redis, log, prefix })
    const timers = openTimers({ redis, clock, log, prefix, onDue: async () => {} })
    await expect.poll(() => redis.producer.status).toBe('ready')
    await server.kill()
    const since = Date.now()
    await feed.close()
    await timers.close()
    await redis.close()
    expect(Date.now() - since).toBeLessThan(3_000)
    await server.start()
  })

  test('a hanging Redis blocks nothing', async () => {
    const { timers, redis } = startTimers()
    const { feed, heard } = openFeed(redis)
    await expect.poll(() => redis.producer.status).toBe('ready')
    server.freeze()
    const since = Date.now()
    timers.wakeAt([Date.now() + 1000])
    feed.publish(grown(1))
    expect(heard).toHaveLength(1)
    await expect(redis.producer.ping()).rejects.toThrow('timed out')
    expect(Date.now() - since).toBeLessThan(3_000)
    server.thaw()
  })
})

test('a Redis that hangs counts as away, and no longer once it answers', async () => {
  const redis = connectOne()
  await expect.poll(redis.isAway, { timeout: 20_000 }).toBe(false)
  server.freeze()
  try {
    await expect.poll(redis.isAway, { timeout: 20_000 }).toBe(true)
  } finally {
    server.thaw()
  }
  await expect.poll(redis.isAway, { timeout: 20_000 }).toBe(false)
})
