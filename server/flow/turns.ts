export interface Turns<Key> {
  /** Starts `task` once every earlier task of this key has settled; settles as the task does. */
  run<T>(key: Key, task: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
}

/** One queue per key. Tasks of one key run one after another; different keys run side by side. */
export function createTurns<Key = string>(): Turns<Key> {
  const tails = new Map<Key, Promise<void>>()
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
