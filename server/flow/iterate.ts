/** The end of an iteration. */
export const over = { done: true, value: undefined } as const

/**
 * An async iterator over `next`, whose `return` calls `end` at once. (The `return` of an async generator waits for
 * the pending `next`, which may never settle.) `end` must make a pending `next` resolve with `over`; it may be called
 * more than once.
 */
export function iterate<T>(
  next: () => Promise<IteratorResult<T>>,
  end: () => void,
): AsyncIterableIterator<T> {
  const iterator: AsyncIterableIterator<T> = {
    [Symbol.asyncIterator]: () => iterator,
    next,
    async return() {
      end()
      return over
    },
  }
  return iterator
}
