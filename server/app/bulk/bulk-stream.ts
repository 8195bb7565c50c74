import type { ChangeFeed } from '#app/ports.ts'

interface Options {
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly organization: string
  readonly bulk: string
  /** The bulk's current progress as text; null if there is no such bulk. */
  readonly read: () => Promise<string | null>
}

/** Minimum milliseconds between two values: at most 4 per second. */
const apart = 250
/** Milliseconds between polls, in case the feed loses a notice. */
const pollEvery = 2000

/**
 * One value for how the bulk is now, and then one whenever it is otherwise: always the latest, so whoever is slow
 * misses what was in between and nothing piles up. Its `return` ends a waiting `next`.
 */
export function followBulk({ feed, organization, bulk, read }: Options): AsyncIterableIterator<string> {
  let shown: string | null = null
  let notBefore = 0
  let dirty = true
  let ended = false
  let wake = () => {}
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'grown' || notice.organization !== organization) return
    if (!notice.bulks.includes(bulk)) return
    dirty = true
    wake()
  })
  const sleep = (milliseconds: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const end = (): IteratorReturnResult<undefined> => {
    ended = true
    unsubscribe()
    wake()
    return { done: true, value: undefined }
  }

  const iterator: AsyncIterableIterator<string> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      while (!ended) {
        const left = notBefore - performance.now()
        if (left > 0) await sleep(left)
        else if (!dirty) {
          await sleep(pollEvery)
          dirty = true
        } else {
          dirty = false
          const now = await read()
          if (ended || now === null || now === shown) continue
          shown = now
          notBefore = performance.now() + apart
          return { done: false, value: bulk }
        }
      }
      return end()
    },
    return: async () => end(),
  }
  return iterator
}
