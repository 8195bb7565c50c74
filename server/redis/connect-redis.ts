import type { RedisOptions } from 'ioredis'
import { backoff } from '#flow/backoff.ts'
import { openRedis, type RedisClient } from './open-redis.ts'

export interface RedisLog {
  info(about: object, message: string): void
  warn(about: object, message: string): void
}

/** Connections for each way of waiting. All of them reconnect for ever. */
export interface RedisConnections {
  /** Fails at once while Redis is away, and after two seconds when it does not answer. */
  readonly producer: RedisClient
  /** Waits until Redis is back. */
  readonly subscriber: RedisClient
  /** Waits until Redis is back; BullMQ makes itself a second one like it. */
  readonly worker: RedisClient
  /** Whether Redis can't be reached just now. */
  isAway(): boolean
  close(): Promise<void>
}

/**
 * Returns at once: whether Redis can be reached shows when it is used, and everything goes on without it.
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
    // One line an outage, whichever connection meets it first; each attempt fails for itself.
    redis.on('error', error => {
      if (!away)
        log.warn({ err: error }, 'Redis is away: due times come by the sweep, other processes hear late')
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
  return {
    ...connections,
    isAway: () => connections.producer.status !== 'ready',
    async close() {
      for (const redis of Object.values(connections)) redis.disconnect()
    },
  }
}
