import type { LedgerChanges } from '#app/action/action-stream.ts'
import { detectionIn } from '#app/detection/detection-stream.ts'
import { type ChangeFeed, Unavailable } from '#app/ports.ts'
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
  /** Milliseconds after which it looks by itself, since the feed may lose what it was told. */
  readonly pollEvery?: number
  readonly onError: (error: unknown) => void
}

export interface LedgerReader extends LedgerChanges {
  /** Ends every subscription. */
  close(): Promise<void>
}

/** Events that are read at once. */
const stretchSize = 200
/** Steps that are kept for those who follow closely; who is further behind reads the ledger again. */
const maxRecent = 500

/** What happened last in one organization, read once for all who follow it. */
interface Live {
  /** Everything up to here has been read. */
  position: number
  /** Steps after `from` up to `position`. */
  recent: LedgerStep[]
  from: number
  /** Told when `position` has moved, and when the reader stops. */
  readonly grown: Listeners<void>
  followers: number
  /** Reads what there is now; one at a time. */
  look(): void
  stop(): void
}

/** Follows the ledgers by sequence: one reader an organization, woken by the feed and never trusting it for content. */
export function openLedgerReader({ pool, feed, pollEvery = 2000, onError }: Options): LedgerReader {
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
      const { steps, upTo, isFull } = await fold.read(live.position, stretchSize)
      if (isFull) reads.request()
      if (upTo === live.position) return
      live.position = upTo
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
    // What was committed since the head was read may have been told already.
    look()
    return live
  }

  function begin(organization: string): Promise<Live> {
    const starting = start(organization)
    lives.set(organization, starting)
    starting.catch(() => lives.delete(organization))
    return starting
  }

  /** The organization's reader, counted as followed; one whose last follower left meanwhile has stopped. */
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

/** Looks from the end, where those who follow closely are. */
function firstAfter(steps: readonly LedgerStep[], position: number): LedgerStep | undefined {
  let first: LedgerStep | undefined
  for (let i = steps.length - 1; i >= 0; i--) {
    const step = steps[i]
    if (!step || step.entry.sequence <= position) break
    first = step
  }
  return first
}

/** What a subscriber gets of a step; null: nothing. */
type Choice<T> = (step: LedgerStep) => T | null

/** One subscription: from the ledger while it is behind what is kept, from what is kept after that. */
function follower<T>(
  pool: Pool,
  organization: string,
  live: Live,
  start: number,
  pick: Choice<T>,
  closing: AbortSignal,
  retryAfter: number,
): AsyncIterableIterator<T> {
  let position = start
  let ended = false
  let backlog: T[] = []
  let fold: ReturnType<typeof openFold> | null = null
  const alarm = createAlarm()
  const stopListening = live.grown.add(alarm.wake)

  /** Reads on by itself; a database that is away is waited for. */
  async function catchUp(): Promise<void> {
    fold ??= openFold(pool, organization)
    try {
      const stretch = await fold.read(position, stretchSize)
      backlog = stretch.steps.flatMap(step => pick(step) ?? [])
      position = stretch.upTo
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

  return iterate(next, end)
}
