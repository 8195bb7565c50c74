import { expect, test, vi } from 'vitest'
import { timeOrderedId } from './time-ordered-id.ts'

test('ids are UUIDs of version 7, and later ones are greater', () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-27T00:00:00.000Z') })
  try {
    const first = timeOrderedId()
    vi.advanceTimersByTime(1)
    const second = timeOrderedId()
    for (const id of [first, second])
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(Number.parseInt(first.replace('-', '').slice(0, 12), 16)).toBe(Date.now() - 1)
    expect(second > first).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
