import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRefusalWindow } from './refusal-window.ts'

test('agrees with a full list of refusals', () => {
  const step = fc.record({
    pass: fc.integer({ min: 0, max: 40 }),
    address: fc.constantFrom('a', 'b'),
    add: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      let now = 0
      const window = createRefusalWindow({ limit: 3, span: 100, addresses: 10, now: () => now })
      const all: { address: string; at: number }[] = []
      for (const { pass, address, add } of steps) {
        now += pass
        const recent = all.filter(one => one.address === address && one.at > now - 100)
        const shutOut = recent.length >= 3
        expect(window.waitOf(address) > 0).toBe(shutOut)
        if (!add || shutOut) continue
        window.add(address)
        all.push({ address, at: now })
      }
    }),
  )
})

test('the address may try again after the wait', () => {
  let now = 0
  const window = createRefusalWindow({ limit: 2, span: 100, addresses: 10, now: () => now })
  window.add('a')
  now = 30
  window.add('a')
  expect(window.waitOf('a')).toBe(70)
  now += 70
  expect(window.waitOf('a')).toBe(0)
})

test('evicts the address whose last refusal is oldest', () => {
  const window = createRefusalWindow({ limit: 1, span: 100, addresses: 2, now: () => 0 })
  for (const address of ['a', 'b', 'a', 'c']) window.add(address)
  expect(['a', 'b', 'c'].map(address => window.waitOf(address) > 0)).toEqual([true, false, true])
})
