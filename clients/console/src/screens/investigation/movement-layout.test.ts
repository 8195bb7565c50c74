import { expect, test } from 'vitest'
import { layout } from './movement-layout.ts'

const at = (minute: number) => `2026-11-24T09:${String(minute).padStart(2, '0')}:00.000Z`
const columns = (ids: string[], movements: [from: string, to: string][]) => {
  const places = layout(
    ids,
    movements.map(([from, to], minute) => ({ from, to, at: at(minute) })),
  )
  return Object.fromEntries(ids.map(id => [id, (places.get(id)?.x ?? -1) / 240]))
}

test('each step from the first device is a column', () => {
  expect(
    columns(
      ['a', 'b', 'c', 'd'],
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'd'],
      ],
    ),
  ).toEqual({ a: 0, b: 1, c: 2, d: 1 })
})

test('a cycle starts at its earliest outbound movement, and unconnected devices are included', () => {
  expect(
    columns(
      ['c', 'b', 'a', 'alone'],
      [
        ['b', 'c'],
        ['c', 'b'],
      ],
    ),
  ).toEqual({ b: 0, c: 1, a: 0, alone: 0 })
})

test('no two devices overlap', () => {
  const places = layout(
    ['a', 'b', 'c'],
    [
      { from: 'a', to: 'b', at: at(0) },
      { from: 'a', to: 'c', at: at(1) },
    ],
  )
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(3)
})
