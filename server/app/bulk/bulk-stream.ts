import type { ChangeFeed } from '#app/change-feed.ts'
import { createAlarm } from '#flow/alarm.ts'
import { iterate, over } from '#flow/iterate.ts'

interface Options {
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly organization: string
  readonly bulk: string
  /** Reads the bulk's current state as a string that changes with it; null if there is no such bulk. */
  readonly read: () => Promise<string | null>
}

/** Milliseconds between two values: at most 4 a second. */
const interval = 250
/** Milliseconds after which the state is read again without a notice, because the feed may lose notices. */
const pollEvery = 2000

/**
 * Yields the bulk's id immediately, and again whenever its state has changed. A slow reader skips intermediate states,
 * so nothing is queued.
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
        notBefore = performance.now() + interval
        return { done: false, value: bulk }
      }
    }
    return over
  }
  return iterate(next, end)
}
