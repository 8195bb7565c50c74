export interface Shares {
  /** Runs `task` as soon as fewer than `limit` tasks of this key run, in the order of the calls. Settles like the task. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>
}

/** Limits the concurrent tasks of each key, so the long queue of one key does not delay others. */
export function createShares(limit: number): Shares {
  const running = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()

  async function begin(key: string): Promise<void> {
    const now = running.get(key) ?? 0
    if (now < limit) {
      running.set(key, now + 1)
      return
    }
    await new Promise<void>(resolve => {
      const queue = waiting.get(key)
      if (queue) queue.push(resolve)
      else waiting.set(key, [resolve])
    })
  }

  /** Passes the slot on to the next task of the same key. */
  function end(key: string): void {
    const queue = waiting.get(key)
    const next = queue?.shift()
    if (queue?.length === 0) waiting.delete(key)
    if (next) {
      next()
      return
    }
    const left = (running.get(key) ?? 1) - 1
    if (left > 0) running.set(key, left)
    else running.delete(key)
  }

  return {
    async run(key, task) {
      await begin(key)
      try {
        return await task()
      } finally {
        end(key)
      }
    },
  }
}
