import { createRerun } from './rerun.ts'

/**
 * Batches calls: the calls that arrive while a batch runs share the next one. `run` must return the results in the order
 * of its items. If a batch fails, all of its calls fail.
 */
export function coalesce<Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  interface Waiting {
    readonly item: Item
    resolve(answer: Answer): void
    reject(error: unknown): void
  }
  let waiting: Waiting[] = []

  async function runBatch(): Promise<void> {
    // Waits one tick, so that the calls of the same tick share a batch.
    await null
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    try {
      const answers = await run(batch.map(({ item }) => item))
      for (const [i, one] of batch.entries()) one.resolve(answers[i] as Answer)
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
  }
  const batches = createRerun(runBatch, { onError: () => {} })

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      batches.request()
    })
}
