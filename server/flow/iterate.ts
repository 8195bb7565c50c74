/** The end of an iteration. */
export const over = { done: true, value: undefined } as const

/**
 * An async iterator over `next`, whose `return` calls `end` immediately. (The `return` of an async generator waits for
 * the pending `next`, which may never settle.) `end` must make a pending `next` resolve with `over`, and may be called
 * more than once.
 */
export function iterate<T>(
  next: () => Promise<IteratorResult<T>>,
  end: () => void | Promise<void>,
): AsyncIterableIterator<T> {
  const iterator: AsyncIterableIterator<T> = {
    [Symbol.asyncIterator]: () => iterator,
    next,
    async return() {
      await end()
      return over
    },
  }
  return iterator
}

/** The iterator with the wanted values only. */
export function filterIterator<T>(
  source: AsyncIterator<T>,
  isWanted: (value: T) => Promise<boolean>,
): AsyncIterableIterator<T> {
  async function next(): Promise<IteratorResult<T>> {
    for (;;) {
      const next = await source.next()
      if (next.done) return over
      if (await isWanted(next.value)) return next
    }
  }
  return iterate(next, async () => void (await source.return?.()))
}

/**
 * The iterator with each value mapped.
 * @param onEnd called when the source ends or fails, and when the consumer returns; it may be called more than once
 */
export function mapIterator<From, To>(
  source: AsyncIterator<From>,
  map: (value: From) => To,
  onEnd = () => {},
): AsyncIterableIterator<To> {
  async function next(): Promise<IteratorResult<To>> {
    try {
      const next = await source.next()
      if (!next.done) return { done: false, value: map(next.value) }
    } catch (error) {
      onEnd()
      throw error
    }
    onEnd()
    return over
  }
  return iterate(next, async () => {
    onEnd()
    await source.return?.()
  })
}
