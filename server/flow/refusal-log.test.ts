import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRefusalLog } from './refusal-log.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('logs one line per cause and second, with the number of refusals since the last line', () => {
  const lines: object[] = []
  const refused = createRefusalLog({ warn: fields => lines.push(fields) })
  for (let i = 0; i < 100; i++) refused('no token', { address: `10.0.0.${i}` })
  refused('no certificate', {})
  expect(lines).toEqual([
    { cause: 'no token', address: '10.0.0.0', count: 1 },
    { cause: 'no certificate', count: 1 },
  ])
  vi.advanceTimersByTime(1000)
  expect(lines.slice(2)).toEqual([{ cause: 'no token', address: '10.0.0.99', count: 99 }])
  vi.advanceTimersByTime(5000)
  refused('no token', {})
  expect(lines).toHaveLength(4)
})

test('an unlimited number of causes does not fill the memory', () => {
  const lines: { cause?: string }[] = []
  const refused = createRefusalLog({ warn: fields => lines.push(fields) })
  for (let i = 0; i < 1000; i++) refused(`cause ${i}`, {})
  expect(lines).toHaveLength(101)
  expect(lines.at(-1)?.cause).toBe('other')
})
