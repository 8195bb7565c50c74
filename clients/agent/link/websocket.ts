import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { createWebSocketStream, WebSocket } from 'ws'
import { messageOf, Unreachable } from '../failures.ts'
import type { ServerAddress } from './tls.ts'

const HANDSHAKE_TIMEOUT_MS = 15_000

/** MQTT over WebSocket [MQTT-6.0.0-1 to 6.0.0-4], for networks that allow only HTTPS. */
export async function overWebSocket(socket: TLSSocket, { host, port }: ServerAddress): Promise<Duplex> {
  const name = host.includes(':') ? `[${host}]` : host
  // The library needs a `ws:` URL, but its connection is already TLS.
  const webSocket = new WebSocket(`ws://${name}:${port}/mqtt`, 'mqtt', {
    createConnection: () => socket,
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    perMessageDeflate: false,
  })
  try {
    await once(webSocket, 'open')
  } catch (error) {
    socket.destroy()
    throw new Unreachable(`${host}:${port}/mqtt: ${messageOf(error)}`)
  }
  const stream = createWebSocketStream(webSocket)
  // Close immediately: a closing handshake could wait for a peer that is gone.
  stream.once('close', () => socket.destroy())
  return stream
}
