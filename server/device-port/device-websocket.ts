import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import type { DeviceIdentity } from '#app/application.ts'
import type { Authenticate } from './device-certificate.ts'
import { guardMqtt, type MqttLimits } from './device-mqtt.ts'

export interface MqttUpgradeOptions {
  readonly authenticate: Authenticate
  /** The same limits as without WebSocket. */
  readonly limits: MqttLimits
  /** Receives connections of known devices, with packets within the limits only. */
  readonly onMqtt: (socket: Duplex, identity: DeviceIdentity) => void
  readonly log: { debug(fields: object, message: string): void }
}

const path = '/mqtt'
const protocol = 'mqtt'
/** Maximum bytes of a WebSocket message, which may contain several packets. */
const maxMessage = 1024 * 1024

/** MQTT over WebSocket, for devices behind an HTTP proxy. */
export function createMqttUpgrade({ authenticate, limits, onMqtt, log }: MqttUpgradeOptions) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessage,
    handleProtocols: () => protocol,
  })

  function speakMqtt(socket: WebSocket, identity: DeviceIdentity): void {
    const refuse = (reason: string) => {
      log.debug({ device: identity.device, reason }, 'device connection refused')
      socket.terminate()
    }
    // [MQTT-6.0.0-1]
    socket.on('message', (_, isBinary) => isBinary || refuse('a message that is not binary'))
    const stream = createWebSocketStream(socket)
    stream.on('error', error => log.debug({ reason: error.message }, 'device connection lost'))
    guardMqtt(stream, limits, refuse)
    onMqtt(stream, identity)
  }

  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    socket.on('error', () => {})
    if ((request.url ?? '').split('?', 1)[0] !== path) return refuse(socket, '404 Not Found')
    if (!offersMqtt(request)) return refuse(socket, '400 Bad Request')
    try {
      const identity = request.socket instanceof TLSSocket ? await authenticate(request.socket) : null
      if (!identity) return refuse(socket, '401 Unauthorized')
      server.handleUpgrade(request, socket, head, open => speakMqtt(open, identity))
    } catch (error) {
      log.debug({ err: error }, 'device connection refused')
      refuse(socket, '503 Service Unavailable')
    }
  }
}

const offersMqtt = ({ headers }: IncomingMessage): boolean =>
  (headers['sec-websocket-protocol'] ?? '').split(',').some(offered => offered.trim() === protocol)

const refuse = (socket: Duplex, status: string): void =>
  void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
