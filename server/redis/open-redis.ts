import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { readRedisAddress } from './redis-address.ts'

/** A connection to one server, or to a cluster, in which commands go to the master of their keys' slot. */
export type RedisClient = Redis | Cluster

/**
 * @param url REDIS_URL, or the path of a socket
 * @param options `retryStrategy` also applies to sentinels and the nodes of a cluster
 * @throws if `url` is not a Redis address
 */
export function openRedis(url: string, options: RedisOptions): RedisClient {
  const read = readRedisAddress(url)
  if ('fault' in read) throw new Error(`REDIS_URL: ${read.fault}`)
  const address = read.ok
  switch (address.kind) {
    case 'server':
      return new Redis(address.url, { ...address.credentials, ...options })
    case 'sentinel': {
      const { sentinels, name, db, tls, credentials, sentinelCredentials } = address
      return new Redis({
        ...options,
        ...credentials,
        name,
        db,
        sentinels: [...sentinels],
        ...(sentinelCredentials.username && { sentinelUsername: sentinelCredentials.username }),
        ...(sentinelCredentials.password && { sentinelPassword: sentinelCredentials.password }),
        sentinelRetryStrategy: options.retryStrategy ?? (() => null),
        ...(tls && { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true }),
      })
    }
    case 'cluster': {
      const { nodes, tls, credentials } = address
      const { retryStrategy, lazyConnect = false, enableOfflineQueue = true, ...ofNodes } = options
      return new Cluster([...nodes], {
        lazyConnect,
        enableOfflineQueue,
        clusterRetryStrategy: attempt => retryStrategy?.(attempt) ?? null,
        redisOptions: { ...ofNodes, ...credentials, ...(tls && { tls: {} }) },
        // Keeps host names unresolved, because certificates contain host names.
        ...(tls && { dnsLookup: (host, done) => done(null, host) }),
      })
    }
  }
}
