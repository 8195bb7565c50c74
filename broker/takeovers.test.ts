import { expect, test } from 'vitest'
import { createTakeovers } from './takeovers.ts'

test('five takeovers in a minute are allowed; the sixth has the device refused for a minute', () => {
  let now = 0
  const takeovers = createTakeovers(() => now)
  for (let n = 0; n < 5; n++) {
    expect(takeovers.allows('d')).toBe(true)
    now += 1000
  }
  expect(takeovers.refuses('d')).toBe(false)
  expect(takeovers.allows('d')).toBe(false)
  expect(takeovers.refuses('d')).toBe(true)
  expect(takeovers.allows('another')).toBe(true)
  now += 59_999
  expect(takeovers.refuses('d')).toBe(true)
  now += 1
  expect(takeovers.refuses('d')).toBe(false)
  expect(takeovers.allows('d')).toBe(true)
})

test('only takeovers of the last minute count', () => {
  let now = 0
  const takeovers = createTakeovers(() => now)
  for (let n = 0; n < 300; n++) {
    expect(takeovers.allows('d')).toBe(true)
    now += 12_001
  }
})
