import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connectRedis, type RedisConnections } from './connect-redis.ts'
import { openRateLimit } from './rate-limit.ts'
import { startRedis } from './test-redis.ts'

let server: Awaited<ReturnType<typeof startRedis>>
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.close())

const opened: RedisConnections[] = []
afterEach(async () => {
  for (const redis of opened.splice(0)) await redis.close()
})

/** The rate limit as opened by one process. */
async function openOne(prefix: string, limit: number, window?: number) {
  const redis = connectRedis({ url: server.url, log: { info() {}, warn() {} } })
  opened.push(redis)
  await expect.poll(() => redis.producer.ping().catch(() => null)).toBe('PONG')
  const clock = { now: Date.now }
  const rate = openRateLimit({
    redis,
    clock,
    limit,
    prefix,
    newId: randomUUID,
    ...(window !== undefined && { window }),
  })
  return { ...rate, redis }
}

test('all processes together admit exactly the limit, even under concurrency', async () => {
  const prefix = randomUUID()
  const processes = await Promise.all([1, 2, 3].map(() => openOne(prefix, 50)))
  const asked = await Promise.all(
    processes.flatMap(one => Array.from({ length: 40 }, () => one.take('ann', 1))),
  )
  expect(asked.filter(({ allowed }) => allowed)).toHaveLength(50)
  const refused = asked.filter(({ allowed }) => !allowed)
  for (const { retryAfter, remaining } of refused) {
    expect(remaining).toBe(0)
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(60_000)
  }
  expect(await processes[0]?.take('ben', 1)).toMatchObject({ allowed: true, remaining: 49 })
})

test('the window slides: each taken amount is returned once it is as old as the window', async () => {
  const one = await openOne(randomUUID(), 10, 700)
  const other = await openOne(randomUUID(), 10, 700)
  for (const rate of [one, other]) {
    const begun = Date.now()
    expect((await rate.take('ann', 6)).allowed).toBe(true)
    await expect.poll(() => Date.now() - begun).toBeGreaterThan(300)
    expect(await rate.take('ann', 4)).toMatchObject({ allowed: true, remaining: 0 })
    const { allowed, retryAfter } = await rate.take('ann', 5)
    expect(allowed).toBe(false)
    expect(retryAfter).toBeLessThanOrEqual(400)
    await expect.poll(async () => (await rate.take('ann', 6)).allowed, { interval: 10 }).toBe(true)
    expect(Date.now() - begun).toBeGreaterThanOrEqual(700)
    // The amount of four has not expired yet.
    expect((await rate.take('ann', 1)).allowed).toBe(false)
  }
})

test('refused amounts are not counted', async () => {
  const rate = await openOne(randomUUID(), 10)
  await rate.take('ann', 8)
  for (let i = 0; i < 20; i++) expect((await rate.take('ann', 3)).allowed).toBe(false)
  expect(await rate.take('ann', 2)).toMatchObject({ allowed: true, remaining: 0 })
})

test('each process enforces the limit without Redis, and after Redis has lost its data', async () => {
  const prefix = randomUUID()
  const [one, other] = await Promise.all([openOne(prefix, 10), openOne(prefix, 10)])
  expect((await one.take('ann', 6)).allowed).toBe(true)
  await one.redis.producer.flushall()
  expect((await one.take('ann', 5)).allowed).toBe(false)
  expect((await one.take('ann', 1)).allowed).toBe(true)
  await server.kill()
  expect((await one.take('ann', 4)).allowed).toBe(false)
  expect((await one.take('ann', 3)).allowed).toBe(true)
  expect((await other.take('ann', 10)).allowed).toBe(true)
  await server.start()
})

test('a hanging Redis delays one call briefly, but not the following calls', async () => {
  const rate = await openOne(randomUUID(), 100)
  await rate.take('ann', 1)
  server.freeze()
  const begun = Date.now()
  for (let i = 0; i < 20; i++) expect((await rate.take('ann', 1)).allowed).toBe(true)
  expect(Date.now() - begun).toBeLessThan(1000)
  server.thaw()
})
