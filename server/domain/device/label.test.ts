import { expect, test } from 'vitest'
import { changedLabels, maxLabels, parseLabels } from './label.ts'

test('labels are normalised: NFC, lower case, trimmed', () => {
  const decomposed = 'Pru\u0308fstand'
  expect(parseLabels([' Finance ', 'FINANCE', decomposed, 'prüfstand'], 'add')).toEqual([
    'finance',
    'prüfstand',
  ])
})

test.each([
  ['', 'INVALID_INPUT'],
  ['   ', 'INVALID_INPUT'],
  ['a\nb', 'INVALID_INPUT'],
  ['a\0', 'INVALID_INPUT'],
  ['\ud800', 'INVALID_INPUT'],
  ['x'.repeat(65), 'INVALID_INPUT'],
])('refuses the label %j', (text, code) => {
  expect(parseLabels(['fine', text], 'remove')).toMatchObject({ refused: { code, path: ['remove', '1'] } })
})

test('counts code points, not UTF-16 units', () => {
  expect(parseLabels(['🦊'.repeat(64)], 'add')).toEqual(['🦊'.repeat(64)])
})

test('refuses a change of too many labels', () => {
  const labels = Array.from({ length: maxLabels + 1 }, (_, i) => `label ${i}`)
  expect(parseLabels(labels, 'add')).toMatchObject({ refused: { code: 'LIMIT_EXCEEDED', path: ['add'] } })
})

test('labels stay sorted', () => {
  expect(changedLabels(['b', 'd'], ['a', 'd', 'c'], ['b', 'unknown'])).toEqual(['a', 'c', 'd'])
})
