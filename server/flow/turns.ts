export interface Turns<Key> {
  /** Runs `task` after all earlier tasks of this key have settled. Settles like the task. */
  run<T>(key: Key, task: () => Promise<T>): Promise<T>
  /** Resolves when no task is running or waiting. */
  idle(): Promise<void>
}

/** One queue per key: tasks of one key run sequentially, tasks of different keys concurrently. */
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
