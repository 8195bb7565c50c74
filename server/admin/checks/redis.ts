import { Cluster } from 'ioredis'
import { openRedis } from '../../redis/open-redis.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

const maxSkew = 2_000

/** Checks that Redis answers, does not evict keys, and has the correct time. */
export async function examineRedis(url: string | null): Promise<readonly Finding[]> {
  if (!url) return [ok('Redis', 'REDIS_URL is not set: the service runs a private Redis')]
  const redis = openRedis(url, {
    lazyConnect: true,
    connectTimeout: 5_000,
    maxRetriesPerRequest: 0,
    retryStrategy: null,
  })
  redis.on('error', () => {})
  try {
    await redis.connect()
    const [seconds, microseconds] = await redis.time()
    const skew = Math.abs(Number(seconds) * 1000 + Number(microseconds) / 1000 - Date.now())
    const servers = redis instanceof Cluster ? redis.nodes('master') : [redis]
    const policies = await Promise.all(
      servers.map(
        async server => /maxmemory_policy:(\S+)/.exec(await server.info('memory'))?.[1] ?? 'unknown',
      ),
    )
    const policy = policies.find(policy => policy !== 'noeviction')
    const findings = [ok('Redis', 'answers')]
    if (policy)
      findings.push(
        fail(
          'Redis',
          `maxmemory-policy is ${policy}`,
          'Set maxmemory-policy noeviction; work of evicted timers is late.',
        ),
      )
    if (skew > maxSkew)
      findings.push(
        warn('Redis', `its clock differs by ${Math.round(skew / 1000)} s`, 'Run NTP on both machines.'),
      )
    return findings
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return [
      fail(
        'Redis',
        detail,
        'Start Redis or correct REDIS_URL. Until then, due work depends on the sweep every 3 s.',
      ),
    ]
  } finally {
    redis.disconnect()
  }
}
