import type { Result } from '#protocol/result.ts'
import { messageOf } from '../failures.ts'
import type { Log } from '../log.ts'
import type { DurableMap } from './durable-map.ts'

/** Results that wait for the server's PUBACK. They survive restarts. */
export interface Outbox {
  /** Sends immediately if connected. Resolves once the result is on disk or the write has failed. */
  put(result: Result): Promise<void>
  /** Sends all waiting results, oldest first. Called after each connection. */
  sendAll(): void
  close(): Promise<void>
}

export interface OutboxParts {
  readonly waiting: DurableMap<Result>
  /** Resolves to true on PUBACK, or to false if the connection ended first. */
  readonly send: (result: Result) => Promise<boolean>
  readonly log: Log
}

export function createOutbox({ waiting, send, log }: OutboxParts): Outbox {
  const report = (error: unknown) => log('outbox failed', { error: messageOf(error) })

  async function deliver(result: Result): Promise<void> {
    if (!(await send(result))) return
    // A newer answer to the same command may have replaced this one.
    if (waiting.get(keyOf(result)) === result) await waiting.delete(keyOf(result))
  }

  return {
    async put(result) {
      // A full disk must not prevent sending the result.
      await waiting.set(keyOf(result), result).catch(report)
      deliver(result).catch(report)
    },
    sendAll() {
      for (const result of waiting.values()) deliver(result).catch(report)
    },
    close: () => waiting.close(),
  }
}

const keyOf = ({ commandId, kind }: Result) => `${commandId}/${kind}`
