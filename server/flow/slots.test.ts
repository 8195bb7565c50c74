import { expect, test } from 'vitest'
import { createSlots } from './slots.ts'

test('slots are counted per key and in total; releasing one twice counts once', () => {
  const slots = createSlots(2, 3)
  const first = slots.take('alice')
  slots.take('alice')
  expect([slots.take('alice'), slots.isFull('bob')]).toEqual([null, false])
  slots.take('bob')
  expect(slots.take('carol')).toBeNull()
  first?.()
  first?.()
  expect([slots.take('carol') === null, slots.take('alice')]).toEqual([false, null])
})
