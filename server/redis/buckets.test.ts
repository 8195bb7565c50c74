import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBuckets } from './buckets.ts'

const now = 1_700_000_000_100

test('a bucket is never before its time, always in the future, and at most a quarter second late', () => {
  fc.assert(
    fc.property(fc.integer({ min: now - 10_000, max: now + 100 * 86_400_000 }), instant => {
      const [bucket] = createBuckets().take([instant], now)
      expect(bucket).toBeGreaterThanOrEqual(instant)
      expect(bucket).toBeGreaterThan(now)
      expect((bucket ?? 0) % 250).toBe(0)
      expect(bucket).toBeLessThanOrEqual(Math.max(instant, now) + 250)
    }),
  )
})

test('a bucket is taken only once', () => {
  const buckets = createBuckets()
  expect(buckets.take([now + 1000, now + 1001, now + 2000], now)).toHaveLength(2)
  expect(buckets.take([now + 1002], now + 50)).toEqual([])
})

test('a bucket is taken again after it was forgotten, and after two minutes', () => {
  const buckets = createBuckets()
  const [bucket = 0] = buckets.take([now + 3_600_000], now)
  buckets.forget([bucket])
  expect(buckets.take([now + 3_600_000], now)).toEqual([bucket])
  expect(buckets.take([now + 3_600_000], now + 59_000)).toEqual([])
  expect(buckets.take([now + 3_600_000], now + 60_000)).toEqual([])
  expect(buckets.take([now + 3_600_000], now + 120_000)).toEqual([bucket])
})
