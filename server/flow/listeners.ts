/** A set of callbacks that each get every value. */
export interface Listeners<T> {
  /** Calls each listener in the order of their addition. A listener that throws stops the ones after it. */
  tell(value: T): void
  /** Returns how to remove it again. */
  add(listener: (value: T) => void): () => void
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    tell: value => {
      for (const listener of [...listeners]) listener(value)
    },
    add: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
