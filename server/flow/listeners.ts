/** A set of callbacks. */
export interface Listeners<T> {
  /** Calls the listeners in the order in which they were added. If one throws, later ones are not called. */
  tell(value: T): void
  /** Adds a listener and returns a function that removes it. */
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
