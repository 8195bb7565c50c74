import type { RedisOptions } from 'ioredis'
import { backoff } from '#flow/backoff.ts'
import { within } from '#flow/within.ts'
import { openRedis, type RedisClient } from './open-redis.ts'

export interface RedisLog {
  info(about: object, message: string): void
  warn(about: object, message: string): void
}

/** Connections that behave differently while Redis is unreachable. All of them reconnect forever. */
export interface RedisConnections {
  /** Commands fail immediately while Redis is unreachable, and after two seconds without a reply. */
  readonly producer: RedisClient
  /** Commands wait until Redis is back. */
  readonly subscriber: RedisClient
  /** Commands wait until Redis is back. BullMQ duplicates this connection. */
  readonly worker: RedisClient
  /** Whether Redis is currently unreachable. */
  isAway(): boolean
  close(): Promise<void>
}

/** Milliseconds. */
const pingEvery = 2000
const pingTimeout = 1000

/**
 * Returns without waiting for a connection, because the service also works without Redis.
 * @param url REDIS_URL: a server, a socket, a master behind sentinels, or a cluster
 */
export function connectRedis({ url, log }: { url: string; log: RedisLog }): RedisConnections {
  let away = false
  const connect = (options: RedisOptions): RedisClient => {
    const redis = openRedis(url, {
      retryStrategy: backoff({ first: 100, most: 2_000 }),
      connectTimeout: 5_000,
      keepAlive: 10_000,
      ...options,
    })
    // Logs one line per outage, from the first connection that notices it.
    redis.on('error', error => {
      if (!away)
        log.warn(
          { err: error },
          'Redis is unreachable: the sweep finds due work, and other processes get changes late',
        )
      away = true
    })
    redis.on('ready', () => {
      if (away) log.info({}, 'Redis is back')
      away = false
    })
    return redis
  }

  const connections = {
    producer: connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 2_000 }),
    subscriber: connect({ maxRetriesPerRequest: null }),
    worker: connect({ maxRetriesPerRequest: null }),
  }
  // A server that hangs keeps its connections open.
  let isSilent = false
  const pinging = setInterval(async () => {
    const answered = connections.producer.ping().then(
      () => true,
      () => false,
    )
    isSilent = !(await within(pingTimeout, answered))
  }, pingEvery).unref()

  return {
    ...connections,
    isAway: () => isSilent || connections.producer.status !== 'ready',
    async close() {
      clearInterval(pinging)
      for (const redis of Object.values(connections)) redis.disconnect()
    },
  }
}
