import type { Followed, LedgerChanges } from '#app/action/action-stream.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import { detectionIn } from '#app/detection/detection-stream.ts'
import { Unavailable } from '#app/ports.ts'
import { createAlarm } from '#flow/alarm.ts'
import { iterate, over } from '#flow/iterate.ts'
import { createListeners, type Listeners } from '#flow/listeners.ts'
import { createRerun } from '#flow/rerun.ts'
import { headOf, refuseFuture } from '../pool/ledger-head.ts'
import type { Pool } from '../pool/pool.ts'
import { isActionStep, type LedgerStep, openFold } from './ledger-fold.ts'

interface Options {
  readonly pool: Pool
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  /** Milliseconds between reads without a notice, because the feed may lose notices. */
  readonly pollEvery?: number
  readonly onError: (error: unknown) => void
  /** Told when an event has been read for followers: when it happened (ms). */
  readonly onRead?: (at: number) => void
}

export interface LedgerReader extends LedgerChanges {
  /** Ends every subscription. */
  close(): Promise<void>
}

/** Events per read. */
const pageSize = 200
/** Steps in memory for followers that keep up. A follower further behind reads the ledger itself. */
const maxRecent = 500

/** The latest steps of one organization, read once for all its followers. */
interface Live {
  /** The sequence up to which the ledger has been read. */
  position: number
  /** Steps after `from` up to `position`. */
  recent: LedgerStep[]
  from: number
  /** Called when `position` has advanced, and when the reader stops. */
  readonly grown: Listeners<void>
  followers: number
  /** Reads the new events; one read at a time. */
  look(): void
  stop(): void
}

/** Follows the ledgers by sequence, with one reader per organization. Notices wake a reader but have no content. */
export function openLedgerReader({ pool, feed, pollEvery = 2000, onError, onRead }: Options): LedgerReader {
  const lives = new Map<string, Promise<Live>>()
  const closing = new AbortController()
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind !== 'grown') return
    lives.get(notice.organization)?.then(
      live => notice.sequence > live.position && live.look(),
      () => {},
    )
  })

  async function start(organization: string): Promise<Live> {
    const position = await headOf(pool, organization)
    const fold = openFold(pool, organization)
    const reads = createRerun(readOn, {
      onError: error => error instanceof Unavailable || onError(error),
    })
    async function readOn(): Promise<void> {
      const { steps, upTo, isFull } = await fold.read(live.position, pageSize)
      if (isFull) reads.request()
      if (upTo === live.position) return
      live.position = upTo
      const last = steps.at(-1)
      if (last) onRead?.(Date.parse(last.entry.at))
      live.recent.push(...steps)
      const dropped = live.recent.splice(0, Math.max(0, live.recent.length - maxRecent)).at(-1)
      if (dropped) live.from = dropped.entry.sequence
      live.grown.tell()
    }
    const look = reads.request
    const timer = setInterval(look, pollEvery)
    const live: Live = {
      position,
      from: position,
      recent: [],
      grown: createListeners(),
      followers: 0,
      look,
      stop: () => {
        clearInterval(timer)
        void reads.stop()
        lives.delete(organization)
      },
    }
    // A commit after the head was read may have sent its notice before this reader subscribed.
    look()
    return live
  }

  function begin(organization: string): Promise<Live> {
    const starting = start(organization)
    lives.set(organization, starting)
    starting.catch(() => lives.delete(organization))
    return starting
  }

  /** Joins the organization's reader. Replaces a reader that has stopped because its last follower left. */
  async function join(organization: string): Promise<Live> {
    for (;;) {
      closing.signal.throwIfAborted()
      const starting = lives.get(organization) ?? begin(organization)
      const live = await starting
      if (lives.get(organization) !== starting) continue
      live.followers++
      return live
    }
  }

  async function from<T>(organization: string, after: number | null, pick: Choice<T>) {
    const position = after ?? (await headOf(pool, organization))
    const live = await join(organization)
    return follower(pool, organization, live, position, pick, closing.signal, pollEvery)
  }

  return {
    async follow(organization, after, wanted) {
      if (after !== null) await refuseFuture(pool, organization, after)
      return from(organization, after, step => (isActionStep(step) && wanted(step) ? step : null))
    },
    followDetections: (organization, wanted) =>
      from(organization, null, ({ entry }) => {
        const detection = detectionIn(entry)
        return detection && wanted(detection) ? detection : null
      }),
    async close() {
      unsubscribe()
      closing.abort()
      for (const starting of lives.values()) await starting.then(stopAndWake, () => {})
    },
  }
}

function stopAndWake(live: Live): void {
  live.stop()
  live.grown.tell()
}

/** Searches from the end, because most followers keep up. */
function firstAfter(steps: readonly LedgerStep[], position: number): LedgerStep | undefined {
  let first: LedgerStep | undefined
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]
    if (!step || step.entry.sequence <= position) break
    first = step
  }
  return first
}

/** Maps a step to a subscriber's value; null skips the step. */
type Choice<T> = (step: LedgerStep) => T | null

/** One subscription. While it is behind the steps in memory, it reads the ledger itself. */
function follower<T>(
  pool: Pool,
  organization: string,
  live: Live,
  start: number,
  pick: Choice<T>,
  closing: AbortSignal,
  retryAfter: number,
): Followed<T> {
  let position = start
  let ended = false
  let backlog: T[] = []
  let fold: ReturnType<typeof openFold> | null = null
  const alarm = createAlarm()
  const stopListening = live.grown.add(alarm.wake)

  /** Reads the next page of the ledger. Waits while the database is unreachable. */
  async function catchUp(): Promise<void> {
    fold ??= openFold(pool, organization)
    try {
      const page = await fold.read(position, pageSize)
      backlog = page.steps.flatMap(step => pick(step) ?? [])
      position = page.upTo
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      await alarm.sleep(retryAfter)
    }
  }

  const isOver = () => ended || closing.aborted
  function end(): void {
    if (ended) return
    ended = true
    backlog = []
    live.followers--
    if (live.followers === 0) live.stop()
    stopListening()
    alarm.wake()
  }

  async function next(): Promise<IteratorResult<T>> {
    while (!isOver()) {
      const value = backlog.shift()
      if (value !== undefined) return { done: false, value }
      if (position < live.from) {
        await catchUp()
        continue
      }
      fold = null
      const found = firstAfter(live.recent, position)
      if (found) {
        position = found.entry.sequence
        const value = pick(found)
        if (value !== null) return { done: false, value }
        continue
      }
      position = Math.max(position, live.position)
      await alarm.sleep()
    }
    end()
    return over
  }

  return Object.assign(iterate(next, end), {
    ready: () => (isOver() ? null : (backlog.shift() ?? null)),
  })
}
