import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import { createWebSocketStream, type WebSocket, WebSocketServer } from 'ws'
import type { DeviceIdentity } from '#app/application.ts'
import { refuseUpgrade } from '#flow/http-refusals.ts'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { requestIdOf } from '#flow/request-id.ts'
import { guardMqtt, type MqttLimits } from './guard-mqtt.ts'
import type { Authenticate } from './identify-connection.ts'

export interface MqttUpgradeOptions {
  readonly authenticate: Authenticate
  /** The same limits as without WebSocket. */
  readonly limits: MqttLimits
  /** Receives connections of known devices, whose packets are within the limits. */
  readonly onMqtt: (socket: Duplex, identity: DeviceIdentity) => void
  readonly log: {
    debug(fields: object, message: string): void
    warn?(fields: object, message: string): void
  }
}

const path = '/mqtt'
const protocol = 'mqtt'
/** Maximum bytes of a WebSocket message, which may contain several packets. */
const maxMessage = 1024 * 1024

/** MQTT over WebSocket, for devices behind an HTTP proxy. */
export function createMqttUpgrade(options: MqttUpgradeOptions) {
  const { authenticate, limits, onMqtt, log } = options
  const warnOfRefusal = createRefusalLog({ warn: (fields, message) => log.warn?.(fields, message) })
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessage,
    handleProtocols: () => protocol,
  })
  server.on('headers', (headers, request) => headers.push(`x-request-id: ${requestIdOf(request.headers)}`))
  server.on('wsClientError', (_, socket, request) => refuseUpgrade(socket, 400, requestIdOf(request.headers)))

  function speakMqtt(socket: WebSocket, { remoteAddress }: Socket, identity: DeviceIdentity): void {
    const refuse = (reason: string) => {
      log.debug({ device: identity.device, reason }, 'device connection refused')
      warnOfRefusal(reason, { address: remoteAddress, device: identity.device })
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
    // The answer to the upgrade names the same id.
    const requestId = requestIdOf(request.headers)
    request.headers['x-request-id'] = requestId
    const refuse = (status: 400 | 401 | 404 | 503) => refuseUpgrade(socket, status, requestId)
    if ((request.url ?? '').split('?', 1)[0] !== path) return refuse(404)
    if (!offersMqtt(request)) return refuse(400)
    try {
      const identity = request.socket instanceof TLSSocket ? await authenticate(request.socket) : null
      if (!identity) {
        const address = request.socket.remoteAddress
        warnOfRefusal('MQTT over WebSocket without a valid client certificate', { address, requestId })
        return refuse(401)
      }
      server.handleUpgrade(request, socket, head, open => speakMqtt(open, request.socket, identity))
    } catch (error) {
      log.debug({ err: error, requestId }, 'device connection refused')
      refuse(503)
    }
  }
}

const offersMqtt = ({ headers }: IncomingMessage): boolean =>
  (headers['sec-websocket-protocol'] ?? '').split(',').some(offered => offered.trim() === protocol)
