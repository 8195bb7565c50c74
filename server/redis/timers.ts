import { setTimeout as delay } from 'node:timers/promises'
import { Queue, Worker } from 'bullmq'
import type { Clock, Timers } from '#app/ports.ts'
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
 * One BullMQ job for each quarter second in which something is due, whatever and however much that is: PostgreSQL
 * knows. A job may be lost with Redis, and may run twice; the sweep finds what it would have woken somebody up for.
 */
export function openTimers(options: {
  readonly redis: Pick<RedisConnections, 'producer' | 'worker'>
  readonly clock: Clock
  /** Does what is due, in one of the processes. */
  readonly onDue: (at: number) => Promise<void>
  readonly log: TimersLog
  /** Services that share a Redis, each with a database of its own, need different ones. Default: `defend`. */
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
      if (producer.status !== 'ready') throw new Error('Redis is away')
      queue ??= openQueue()
      const now = clock.now()
      await queue.addBulk(instants.map(at => jobOf(at, now)))
    } catch {
      // Silently: an outage is logged where the connections are, and the sweep does the work.
      buckets.forget(instants)
      dropQueue()
    }
  }

  function openQueue(): Queue<Due> {
    const opened = new Queue<Due>(queueName, { connection: producer, prefix })
    opened.on('error', () => {})
    return opened
  }

  /** One whose beginning failed fails for ever. */
  function dropQueue(): void {
    void queue?.close().catch(() => {})
    queue = undefined
  }

  async function run({ data: { at } }: { readonly data: Due }): Promise<void> {
    try {
      await onDue(at)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'what is due could not be done; the sweep tries again')
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
  async function work(): Promise<void> {
    for (;;) {
      await worker.run().catch(() => {})
      if (closing.signal.aborted) return
      // Its beginning failed, because Redis went just then.
      await worker.close(true).catch(() => {})
      await delay(startAgain, undefined, { signal: closing.signal }).catch(() => {})
      if (closing.signal.aborted) return
      worker = openWorker()
    }
  }
  const working = work()

  return {
    wakeAt(instants) {
      if (closing.signal.aborted) return
      const asked = buckets.take(instants, clock.now())
      if (asked.length > 0) void add(asked)
    },
    async close() {
      closing.abort()
      // While Redis is away there is nobody to say goodbye to, and BullMQ would wait for it.
      const closed: Promise<unknown> =
        connection.status === 'ready' ? Promise.all([worker.close(), working]) : worker.close(true)
      await within(closeTime, closed)
      dropQueue()
    },
  }
}

/** Asking twice is asking once: its id is its time. */
const jobOf = (at: number, now: number) => ({
  name: 'due',
  data: { at },
  opts: { jobId: `due-${at}`, delay: Math.max(0, at - now) },
})
