import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSlidingWindow } from './sliding-window.ts'

const window = 60_000
const wait = fc.integer({ min: 0, max: 40_000 })
const calls = fc.array(fc.record({ wait, amount: fc.integer({ min: 1, max: 12 }) }), { maxLength: 80 })

test('admits no more than the limit in any window, and refuses only calls that would exceed it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), calls, (limit, calls) => {
      const rate = createSlidingWindow({ limit, window })
      const taken: { at: number; amount: number }[] = []
      let now = 1_000_000
      for (const { wait, amount } of calls) {
        now += wait
        const used = taken.filter(({ at }) => at + window > now).reduce((sum, { amount }) => sum + amount, 0)
        const answer = rate.take(amount, now)
        expect(answer.allowed).toBe(used + amount <= limit)
        if (answer.allowed) taken.push({ at: now, amount })
        expect(answer.remaining).toBe(limit - used - (answer.allowed ? amount : 0))
      }
    }),
  )
})

test('a refused call is admitted after exactly `retryAfter`', () => {
  fc.assert(
    fc.property(fc.integer({ min: 12, max: 30 }), calls, (limit, calls) => {
      let now = 1_000_000
      const rate = createSlidingWindow({ limit, window })
      for (const { wait, amount } of calls) {
        now += wait
        const { allowed, retryAfter } = rate.take(amount, now)
        if (allowed) continue
        expect(retryAfter).toBeGreaterThan(0)
        expect(retryAfter).toBeLessThanOrEqual(window)
        expect(rate.take(amount, now + retryAfter - 1).allowed).toBe(false)
        now += retryAfter
        expect(rate.take(amount, now).allowed).toBe(true)
      }
    }),
  )
})

test('an amount over the limit is never admitted', () => {
  const rate = createSlidingWindow({ limit: 5, window })
  expect(rate.take(6, 0)).toEqual({ allowed: false, remaining: 5, retryAfter: window, resetAfter: 0 })
})

test('a returned amount can be taken again', () => {
  const rate = createSlidingWindow({ limit: 5, window })
  rate.take(3, 100)
  rate.take(2, 200)
  rate.giveBack(3, 100)
  expect(rate.take(3, 300).allowed).toBe(true)
  expect(rate.take(1, 400)).toMatchObject({ allowed: false, retryAfter: window - 200 })
  expect(rate.take(0, 300 + window)).toMatchObject({ remaining: 5, resetAfter: 0 })
})
