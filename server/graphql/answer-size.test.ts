import { expect, test } from 'vitest'
import { jsonSize } from './answer-size.ts'

test.each([
  ['a text that needs escapes', { text: '"\\\n'.repeat(1000) }],
  ['a long list', Array.from({ length: 1000 }, (_, i) => ({ id: `id ${i}`, isOpen: true, none: null }))],
  ['text beyond ASCII', ['é'.repeat(1000), '😀'.repeat(1000)]],
])('%s is measured within a tenth', (_, value) => {
  const actual = Buffer.byteLength(JSON.stringify(value))
  expect(Math.abs(jsonSize(value, 1e9) - actual)).toBeLessThan(actual / 10)
})

test('a value under several aliases counts each time', () => {
  const output = { lines: Array.from({ length: 100 }, (_, i) => `line ${i}`) }
  expect(jsonSize({ a: output, b: output, c: output }, 1e9)).toBeGreaterThan(3 * jsonSize(output, 1e9))
})

test('measuring stops at the limit', () => {
  const output = 'x'.repeat(1000)
  expect(jsonSize(Array(100).fill(output), 50_000)).toBe(Number.POSITIVE_INFINITY)
})
