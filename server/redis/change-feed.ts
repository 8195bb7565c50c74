import { randomUUID } from 'node:crypto'
import type { ChangeFeed, Notice } from '#app/change-feed.ts'
import type { RedisConnections } from './connect-redis.ts'
import { readMessage, writeMessage } from './notices.ts'

export interface FeedLog {
  error(about: object, message: string): void
}

/**
 * Delivers notices to this process immediately, and to other processes with one PUBLISH per turn of the event loop. While
 * Redis is unreachable, other processes get no notices, but they also poll the database.
 */
export function openChangeFeed(options: {
  readonly redis: Pick<RedisConnections, 'producer' | 'subscriber'>
  readonly log: FeedLog
  /** Must differ between services that share a Redis but not a database. Default: `defend`. */
  readonly prefix?: string
}): ChangeFeed & { close(): Promise<void> } {
  const { log } = options
  const { producer, subscriber } = options.redis
  const channel = `${options.prefix ?? 'defend'}:notices`
  const self = randomUUID()
  const listeners = new Set<(notice: Notice) => void>()
  let waiting: Notice[] = []

  function callListeners(notice: Notice): void {
    for (const listener of [...listeners]) {
      try {
        listener(notice)
      } catch (error) {
        // The publisher has already committed, so a failing listener must not fail the call.
        log.error({ err: error, kind: notice.kind }, 'a listener of the change feed failed')
      }
    }
  }

  function flush(): void {
    const message = writeMessage(self, waiting)
    waiting = []
    producer.publish(channel, message).catch(() => {}) // connect-redis.ts logs outages
  }

  const onMessage = (from: string, text: string): void => {
    if (from !== channel) return
    const message = readMessage(text)
    if (message && message.from !== self) message.notices.forEach(callListeners)
  }
  subscriber.on('message', onMessage)
  subscriber.subscribe(channel).catch(() => {}) // ioredis repeats it with every new connection

  return {
    publish(notice) {
      callListeners(notice)
      if (waiting.push(notice) === 1) setImmediate(flush)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      subscriber.off('message', onMessage)
      listeners.clear()
      // Not awaited, because this waits until Redis is reachable.
      void subscriber.unsubscribe(channel).catch(() => {})
    },
  }
}
