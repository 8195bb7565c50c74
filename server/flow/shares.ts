export interface Shares {
  /** Starts `task` once fewer than `limit` tasks of this key run, in the order of the calls; settles as the task does. */
  run<T>(key: string, task: () => Promise<T>): Promise<T>
}

/** Bounds how much of something one key uses at once, so that its long queue delays no other key. */
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

  /** Hands the place on to the next task of the same key. */
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
