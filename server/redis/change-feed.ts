import { randomUUID } from 'node:crypto'
import type { ChangeFeed, Notice } from '#app/ports.ts'
import type { RedisConnections } from './connect-redis.ts'
import { readMessage, writeMessage } from './notices.ts'

export interface FeedLog {
  error(about: object, message: string): void
}

/**
 * Tells this process at once, and the others by one PUBLISH for all that is told in a turn of the event loop. While
 * Redis is away the others hear nothing; they look by themselves.
 */
export function openChangeFeed(options: {
  readonly redis: Pick<RedisConnections, 'producer' | 'subscriber'>
  readonly log: FeedLog
  /** Services that share a Redis, each with a database of its own, need different ones. Default: `defend`. */
  readonly prefix?: string
}): ChangeFeed & { close(): Promise<void> } {
  const { log } = options
  const { producer, subscriber } = options.redis
  const channel = `${options.prefix ?? 'defend'}:notices`
  const self = randomUUID()
  const listeners = new Set<(notice: Notice) => void>()
  let waiting: Notice[] = []

  function tell(notice: Notice): void {
    for (const listener of [...listeners]) {
      try {
        listener(notice)
      } catch (error) {
        // Whoever publishes has committed; that somebody can't listen is not theirs to know.
        log.error({ err: error, kind: notice.kind }, 'a listener of the change feed failed')
      }
    }
  }

  function flush(): void {
    const message = writeMessage(self, waiting)
    waiting = []
    producer.publish(channel, message).catch(() => {}) // an outage is logged where the connections are
  }

  const onMessage = (from: string, text: string): void => {
    if (from !== channel) return
    const message = readMessage(text)
    if (message && message.from !== self) message.notices.forEach(tell)
  }
  subscriber.on('message', onMessage)
  subscriber.subscribe(channel).catch(() => {}) // ioredis repeats it with every new connection

  return {
    publish(notice) {
      tell(notice)
      if (waiting.push(notice) === 1) setImmediate(flush)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      subscriber.off('message', onMessage)
      listeners.clear()
      // Not waited for: while Redis is away it would wait until it is back.
      void subscriber.unsubscribe(channel).catch(() => {})
    },
  }
}
