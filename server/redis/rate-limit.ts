import { LRUCache } from 'lru-cache'
import type { Clock, RateLimit } from '#app/ports.ts'
import { type Allowance, createSlidingWindow, type SlidingWindow } from '#flow/sliding-window.ts'
import { within } from '#flow/within.ts'
import type { RedisConnections } from './connect-redis.ts'

/**
 * `#flow/sliding-window.ts` in Redis, by Redis's clock. It stores the taken amounts and their sum, so the cost of a call is
 * proportional to the number of amounts that have expired since the last call. (Common libraries count in fixed windows,
 * which admit up to twice the limit around the end of a window.)
 */
const script = `
local limit, window, amount, unique = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local amountOf = function(entry) return tonumber(string.match(entry, '^%d+')) end
local used = tonumber(redis.call('GET', KEYS[2]) or '0')
local expired = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - window)
for _, entry in ipairs(expired) do used = used - amountOf(entry) end
if #expired > 0 then redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window) end
local allowed = used + amount <= limit
if allowed then
  used = used + amount
  redis.call('ZADD', KEYS[1], now, amount .. ':' .. unique)
  redis.call('PEXPIRE', KEYS[1], window)
end
redis.call('SET', KEYS[2], used, 'PX', window)
local retry = 0
if not allowed then
  retry = window
  local left = used
  for at = 0, redis.call('ZCARD', KEYS[1]) - 1 do
    local entry = redis.call('ZRANGE', KEYS[1], at, at, 'WITHSCORES')
    left = left - amountOf(entry[1])
    if left + amount <= limit then retry = entry[2] + window - now break end
  end
end
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
local reset = last[2] and last[2] + window - now or 0
return {allowed and 1 or 0, limit - used, retry, reset}`

/** Milliseconds to wait for Redis's reply, and milliseconds without Redis after a failure. */
const replyTimeout = 250
const retryAfterFailure = 1000
/** Callers that are counted in this process; the one whose last call is oldest is forgotten first. */
const maxCallers = 10_000

interface Options {
  readonly redis: Pick<RedisConnections, 'producer'>
  readonly clock: Clock
  readonly limit: number
  /** Milliseconds. Default: a minute. */
  readonly window?: number
  readonly prefix?: string
  readonly newId: () => string
}

/**
 * A rate limit across all processes. Each process also counts the amounts that it admitted, so the limit applies per
 * process while Redis is unreachable and after Redis has lost its data.
 */
export function openRateLimit(options: Options): RateLimit {
  const { redis, clock, limit, window = 60_000, prefix = 'defend', newId } = options
  const here = new LRUCache<string, SlidingWindow>({ max: maxCallers })
  let awayUntil = 0

  function windowOf(caller: string): SlidingWindow {
    const known = here.get(caller)
    if (known) return known
    const made = createSlidingWindow({ limit, window })
    here.set(caller, made)
    return made
  }

  async function ask(caller: string, amount: number): Promise<Allowance | null> {
    if (clock.now() < awayUntil) return null
    const key = `${prefix}:rate:{${caller}}`
    const call = redis.producer.eval(script, 2, `${key}:taken`, `${key}:sum`, limit, window, amount, newId())
    const answer = await within(
      replyTimeout,
      (call as Promise<[number, number, number, number]>).catch(() => undefined),
    )
    if (!answer) {
      awayUntil = clock.now() + retryAfterFailure
      return null
    }
    const [allowed, remaining, retryAfter, resetAfter] = answer
    return { allowed: allowed === 1, remaining, retryAfter, resetAfter }
  }

  return {
    limit,
    async take(caller, amount) {
      const rate = windowOf(caller)
      const at = clock.now()
      const ours = rate.take(amount, at)
      if (!ours.allowed) return ours
      const all = await ask(caller, amount)
      if (!all) return ours
      if (!all.allowed) rate.giveBack(amount, at)
      return { ...all, remaining: Math.min(all.remaining, ours.remaining) }
    },
  }
}
