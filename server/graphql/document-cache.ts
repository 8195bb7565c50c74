export interface DocumentCache<T> {
  get(text: string): T | undefined
  set(text: string, value: T): void
}

/**
 * A least-recently-used cache of values derived from document texts, for example their parsed form. The total length of
 * the texts is bounded; a bound on the number of entries would let a caller fill memory with long documents.
 */
export function createDocumentCache<T>({
  length = 512 * 1024,
  longest = 16 * 1024,
}: {
  /** Maximum total characters of all texts. */
  readonly length?: number
  /** Maximum characters of a cached text. */
  readonly longest?: number
} = {}): DocumentCache<T> {
  const kept = new Map<string, T>()
  let used = 0
  return {
    get(text) {
      const value = kept.get(text)
      if (value === undefined) return undefined
      // Moves the entry to the end, so that it is evicted last.
      kept.delete(text)
      kept.set(text, value)
      return value
    },
    set(text, value) {
      if (text.length > longest) return
      if (!kept.has(text)) used += text.length
      kept.set(text, value)
      for (const oldest of kept.keys()) {
        if (used <= length) break
        kept.delete(oldest)
        used -= oldest.length
      }
    },
  }
}
