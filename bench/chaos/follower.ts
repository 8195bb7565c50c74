import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import type { ApiClient } from './api-client.ts'
import type { Random } from './random.ts'

/** A subscriber to `actionChanged` that resumes from its cursor whenever its connection ends. */
export interface Follower {
  /** The ledger sequence after which it began. */
  readonly after: number
  /** The ledger sequences in the order of their delivery. */
  readonly received: readonly number[]
  close(): Promise<void>
}

interface Change {
  readonly actionChanged: { readonly cursor: string; readonly event: { readonly sequence: number } }
}

const document = `subscription ($after: LedgerCursor) { actionChanged(after: $after) { cursor event { sequence } } }`
/** Also reconnects on its own, so that cursors are used far more often than connections fail. */
const longestConnection = 5000

/** A socket that is closed while it connects emits an error, which must not end the run. */
class QuietSocket extends WebSocket {
  constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
    super(...parameters)
    this.on('error', () => {})
  }
}

/** Follows all changes after the current head of the ledger. */
export async function follow(clients: ApiClient, random: Random): Promise<Follower> {
  const { ledgerHead } = await clients.call<{ ledgerHead: string }>('vera', '{ ledgerHead }')
  const received: number[] = []
  const closing = new AbortController()
  let cursor = ledgerHead

  async function connectOnce(): Promise<void> {
    const client = createClient({
      url: `${random.pick(clients.addresses).replace('http', 'ws')}/graphql`,
      webSocketImpl: QuietSocket,
      retryAttempts: 0,
      connectionAckWaitTimeout: 5000,
      connectionParams: { authorization: `Bearer ${await clients.token('vera')}` },
    })
    const leaveInOrder = () => void Promise.resolve(client.dispose()).catch(() => {})
    // Each connection of a client ends in its own way: some in order, some abruptly.
    const leave = random.below(2) === 0 ? client.terminate : leaveInOrder
    const timer = setTimeout(leave, random.between(200, longestConnection))
    closing.signal.addEventListener('abort', leave)
    try {
      const changes = client.iterate<Change>({ query: document, variables: { after: cursor } })
      for await (const { data } of changes) {
        if (!data) continue
        received.push(data.actionChanged.event.sequence)
        cursor = data.actionChanged.cursor
      }
    } catch {
      // The connection was lost or refused.
      await delay(random.between(20, 200))
    } finally {
      clearTimeout(timer)
      closing.signal.removeEventListener('abort', leave)
      client.terminate()
    }
  }

  async function connectAgain(): Promise<void> {
    while (!closing.signal.aborted) await connectOnce()
  }
  const connecting = connectAgain()
  return {
    after: sequenceOf(ledgerHead),
    received,
    close: async () => {
      closing.abort()
      await connecting
    },
  }
}

/** The service's encoding: clients treat a cursor as opaque, but the checker must know where a subscription begins. */
export const sequenceOf = (cursor: string): number =>
  Number(Buffer.from(cursor, 'base64url').readBigUInt64BE(8))
