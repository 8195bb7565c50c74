import type { ChangeFeed } from '#app/ports.ts'
import { createAlarm } from '#flow/alarm.ts'
import { iterate, over } from '#flow/iterate.ts'

interface Options {
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly organization: string
  readonly bulk: string
  /** The bulk's present state as one string; null if there is no such bulk. */
  readonly read: () => Promise<string | null>
}

/** Milliseconds between two values: at most 4 a second. */
const apart = 250
/** Milliseconds after which the state is read without a notice, because the feed may lose notices. */
const pollEvery = 2000

/**
 * Yields the bulk's id once for its present state, and again whenever the state has changed. Always the latest state:
 * a slow reader skips the states in between, and nothing piles up.
 */
export function followBulk({ feed, organization, bulk, read }: Options): AsyncIterableIterator<string> {
  let shown: string | null = null
  let notBefore = 0
  let dirty = true
  let ended = false
  const alarm = createAlarm()
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'grown' || notice.organization !== organization) return
    if (!notice.bulks.includes(bulk)) return
    dirty = true
    alarm.wake()
  })
  const end = () => {
    ended = true
    unsubscribe()
    alarm.wake()
  }

  async function next(): Promise<IteratorResult<string>> {
    while (!ended) {
      const left = notBefore - performance.now()
      if (left > 0) await alarm.sleep(left)
      else if (!dirty) {
        await alarm.sleep(pollEvery)
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
    return over
  }
  return iterate(next, end)
}
