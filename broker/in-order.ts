export interface InOrder {
  /** Starts `task` once all that were given before with this key have settled; settles as it does. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
}

/** One queue a key; keys run side by side. */
export function createInOrder(): InOrder {
  const tails = new Map<string, Promise<void>>()
  return {
    run(key, task) {
      const done = (tails.get(key) ?? Promise.resolve()).then(task)
      const settled = () => {
        if (tails.get(key) === tail) tails.delete(key)
      }
      const tail: Promise<void> = done.then(settled, settled)
      tails.set(key, tail)
      return done
    },
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values())
    },
  }
}
