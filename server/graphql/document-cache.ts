import { LRUCache } from 'lru-cache'

interface Options {
  /** Maximum characters of all texts together. */
  readonly length?: number
  /** Maximum characters of a cached text. */
  readonly longest?: number
}

/**
 * A least-recently-used cache of values derived from document texts, for example their parsed form. The total length of
 * the texts is bounded; a bound on the number of entries would let a caller fill memory with long documents.
 */
export const createDocumentCache = <T extends NonNullable<unknown>>({
  length = 512 * 1024,
  longest = 16 * 1024,
}: Options = {}) =>
  new LRUCache<string, T>({
    maxSize: length,
    maxEntrySize: longest,
    sizeCalculation: (_value, text) => Math.max(1, text.length),
  })
