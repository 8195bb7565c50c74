import { expect, test } from 'vitest'
import { createDocumentCache } from './document-cache.ts'

test('keeps the most recently used entries, up to the total length of their texts', () => {
  const cache = createDocumentCache<number>({ length: 10, longest: 5 })
  cache.set('aaaa', 1)
  cache.set('bbbb', 2)
  expect(cache.get('aaaa')).toBe(1)
  cache.set('cccc', 3)
  expect(['aaaa', 'bbbb', 'cccc'].map(text => cache.get(text))).toEqual([1, undefined, 3])
})

test('does not keep a text over the maximum length', () => {
  const cache = createDocumentCache<number>({ length: 10, longest: 5 })
  cache.set('aaaaaa', 1)
  expect(cache.get('aaaaaa')).toBeUndefined()
})

test('counts an entry that is set twice only once', () => {
  const cache = createDocumentCache<number>({ length: 10, longest: 5 })
  for (let i = 0; i < 5; i++) cache.set('aaaa', i)
  cache.set('bbbb', 9)
  expect([cache.get('aaaa'), cache.get('bbbb')]).toEqual([4, 9])
})
