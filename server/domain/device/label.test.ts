import { expect, test } from 'vitest'
import { changedLabels, maxLabels, parseLabels } from './label.ts'

test('labels have one spelling: NFC, lower case, trimmed', () => {
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
])('%j is no label', (text, code) => {
  expect(parseLabels(['fine', text], 'remove')).toMatchObject({ refused: { code, path: ['remove', '1'] } })
})

test('64 characters are counted as a person counts them', () => {
  expect(parseLabels(['🦊'.repeat(64)], 'add')).toEqual(['🦊'.repeat(64)])
})

test('a change of too many labels is refused', () => {
  const labels = Array.from({ length: maxLabels + 1 }, (_, i) => `label ${i}`)
  expect(parseLabels(labels, 'add')).toMatchObject({ refused: { code: 'LIMIT_EXCEEDED', path: ['add'] } })
})

test('labels stay sorted', () => {
  expect(changedLabels(['b', 'd'], ['a', 'd', 'c'], ['b', 'unknown'])).toEqual(['a', 'c', 'd'])
})
