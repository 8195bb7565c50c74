import type { Result } from '#protocol/result.ts'
import { messageOf } from '../failures.ts'
import type { Log } from '../log.ts'
import type { DurableMap } from './durable-map.ts'

/** Results that wait for the server's PUBACK, across restarts. */
export interface Outbox {
  /** Sends at once where connected. Resolves once the result is on disk, or the disk has refused it. */
  put(result: Result): Promise<void>
  /** Sends all that waits, oldest first; called after each connection. */
  sendAll(): void
  close(): Promise<void>
}

export interface OutboxParts {
  readonly waiting: DurableMap<Result>
  /** Resolves to true at the PUBACK; to false when the connection ended before. */
  readonly send: (result: Result) => Promise<boolean>
  readonly log: Log
}

export function createOutbox({ waiting, send, log }: OutboxParts): Outbox {
  const report = (error: unknown) => log('outbox failed', { error: messageOf(error) })

  async function deliver(result: Result): Promise<void> {
    if (!(await send(result))) return
    // A fresher answer to the same command may have taken its place meanwhile.
    if (waiting.get(keyOf(result)) === result) await waiting.delete(keyOf(result))
  }

  return {
    async put(result) {
      // A full disk must not keep the server from hearing what happened.
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
