import { Queue, Worker } from 'bullmq'
import type { Timers } from '#app/change-feed.ts'
import type { Clock } from '#app/ports.ts'
import { retry } from '#flow/retry.ts'
import { within } from '#flow/within.ts'
import { createBuckets } from './buckets.ts'
import type { RedisConnections } from './connect-redis.ts'

export interface TimersLog {
  warn(about: object, message: string): void
}

interface Due {
  /** Milliseconds since 1970. */
  readonly at: number
}

const queueName = 'due'
const noJobs = { count: 0 }
const startAgain = 1_000
const closeTime = 2_000

/**
 * Schedules one BullMQ job for each quarter second in which work is due. The job only triggers a search for due work in
 * PostgreSQL. A job may be lost or run twice; the sweep finds the work of lost jobs.
 */
export function openTimers(options: {
  readonly redis: Pick<RedisConnections, 'producer' | 'worker'>
  readonly clock: Clock
  /** Runs the due work. Called in one of the processes. */
  readonly onDue: (at: number) => Promise<void>
  readonly log: TimersLog
  /** Must differ between services that share a Redis but not a database. Default: `defend`. */
  readonly prefix?: string
}): Timers & { close(): Promise<void> } {
  const { clock, onDue, log } = options
  // A hash tag: in a cluster, all keys of a queue must be in one slot.
  const prefix = `{${options.prefix ?? 'defend'}}`
  const { producer, worker: connection } = options.redis
  const buckets = createBuckets()
  const closing = new AbortController()
  let queue: Queue<Due> | undefined
  let failing = false

  async function add(instants: readonly number[]): Promise<void> {
    try {
      if (producer.status !== 'ready') throw new Error('Redis is unreachable')
      queue ??= openQueue()
      const now = clock.now()
      await queue.addBulk(instants.map(at => jobOf(at, now)))
    } catch {
      // Not logged here: connect-redis.ts logs outages, and the sweep does the work.
      buckets.forget(instants)
      dropQueue()
    }
  }

  function openQueue(): Queue<Due> {
    const opened = new Queue<Due>(queueName, { connection: producer, prefix })
    opened.on('error', () => {})
    return opened
  }

  /** A queue that failed to start never recovers. */
  function dropQueue(): void {
    void queue?.close().catch(() => {})
    queue = undefined
  }

  async function run({ data: { at } }: { readonly data: Due }): Promise<void> {
    try {
      await onDue(at)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'due work failed; the sweep will retry')
      failing = true
    }
  }

  function openWorker(): Worker<Due> {
    const opened = new Worker<Due>(queueName, run, {
      connection,
      prefix,
      autorun: false,
      runRetryDelay: startAgain, // after an outage; its default is 15 s
      removeOnComplete: noJobs,
      removeOnFail: noJobs,
    })
    opened.on('error', () => {})
    return opened
  }

  let worker = openWorker()
  let isFirst = true
  async function work(): Promise<void> {
    if (closing.signal.aborted) return
    if (!isFirst) worker = openWorker()
    isFirst = false
    await worker.run().catch(() => {})
    if (closing.signal.aborted) return
    // It failed to start because the connection to Redis was lost.
    await worker.close(true).catch(() => {})
    throw new Error('the worker ended')
  }
  const working = retry(work, { pauseAfter: () => startAgain, signal: closing.signal }).catch(() => {})

  return {
    wakeAt(instants) {
      if (closing.signal.aborted) return
      const taken = buckets.take(instants, clock.now())
      if (taken.length > 0) void add(taken)
    },
    async close() {
      closing.abort()
      // BullMQ's orderly close would wait for an unreachable Redis.
      const closed: Promise<unknown> =
        connection.status === 'ready' ? Promise.all([worker.close(), working]) : worker.close(true)
      await within(closeTime, closed)
      dropQueue()
    },
  }
}

/** The time is the job's id, so adding a job twice has no effect. */
const jobOf = (at: number, now: number) => ({
  name: 'due',
  data: { at },
  opts: { jobId: `due-${at}`, delay: Math.max(0, at - now) },
})
