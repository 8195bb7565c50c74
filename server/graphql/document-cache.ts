export interface DocumentCache<T> {
  get(text: string): T | undefined
  set(text: string, value: T): void
}

/**
 * Keeps what was made of the texts that were used last, bounded by the length of the texts: a bound on their number
 * alone would let a caller fill the memory with long ones.
 */
export function createDocumentCache<T>({
  length = 512 * 1024,
  longest = 16 * 1024,
}: {
  /** Characters of all texts together. */
  readonly length?: number
  /** Characters of a text that is kept. */
  readonly longest?: number
} = {}): DocumentCache<T> {
  const kept = new Map<string, T>()
  let used = 0
  return {
    get(text) {
      const value = kept.get(text)
      if (value === undefined) return undefined
      // What was used last is dropped last.
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
