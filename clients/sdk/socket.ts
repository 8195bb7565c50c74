import { type Client, createClient } from 'graphql-ws/client'
import { bearer, type Token } from './http.ts'

export type WebSocketImpl = new (url: string, protocols: string) => unknown

/** Milliseconds without messages before a ping is sent, and milliseconds to wait for its pong. */
const askAfter = 10_000
const answersWithin = 5_000

export interface Socket {
  /** The graphql-ws client. It connects for the first subscription and disconnects after the last. */
  client(): Promise<Client>
  /** The number of times in a row that the token was refused. */
  refusals(): number
  /** Aborted by `close`. */
  readonly closed: AbortSignal
  close(): Promise<void>
}

/** The WebSocket that all subscriptions share. It does not reconnect, because each subscription resumes from its cursor. */
export function createSocket(options: {
  readonly url: string
  readonly token: Token
  readonly webSocket: WebSocketImpl | undefined
}): Socket {
  const { url, token, webSocket } = options
  let opened: Promise<Client> | undefined
  let refusals = 0
  const closing = new AbortController()

  async function open(): Promise<Client> {
    const webSocketImpl = webSocket ?? globalThis.WebSocket ?? (await import('ws')).WebSocket
    let unanswered: ReturnType<typeof setTimeout> | undefined
    const client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl,
      retryAttempts: 0,
      connectionAckWaitTimeout: askAfter,
      keepAlive: askAfter,
      connectionParams: async () => ({ authorization: await bearer(token) }),
      on: {
        connected: () => {
          refusals = 0
        },
        ping: received => {
          if (!received) unanswered = setTimeout(() => client.terminate(), answersWithin)
        },
        pong: () => clearTimeout(unanswered),
        closed: event => {
          clearTimeout(unanswered)
          if ((event as { code?: number }).code === 4403) refusals++
        },
      },
    })
    return client
  }

  return {
    client: () => {
      opened ??= open()
      return opened
    },
    refusals: () => refusals,
    closed: closing.signal,
    close: async () => {
      closing.abort()
      // The socket may still be connecting to a service that does not respond.
      await (await opened)?.dispose()?.catch(() => {})
    },
  }
}
