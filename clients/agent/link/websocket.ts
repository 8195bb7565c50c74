import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { createWebSocketStream, WebSocket } from 'ws'
import { messageOf, Unreachable } from '../failures.ts'
import type { ServerAddress } from './tls.ts'

const HANDSHAKE_TIMEOUT_MS = 15_000

/** MQTT over WebSocket [MQTT-6.0.0-1 to 6.0.0-4], for networks that let only HTTPS through. */
export async function overWebSocket(socket: TLSSocket, { host, port }: ServerAddress): Promise<Duplex> {
  const name = host.includes(':') ? `[${host}]` : host
  // `ws:` only for the library's eyes: the connection that it gets is TLS already.
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
  // Whoever cuts the connection cuts it at once; a closing handshake could wait for a peer that is gone.
  stream.once('close', () => socket.destroy())
  return stream
}
