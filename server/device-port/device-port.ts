import { constants } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { createServer, type SecureContextOptions, type TLSSocket, type TlsOptions } from 'node:tls'
import type { DeviceIdentity } from '#app/application.ts'
import { type ConnectionLimits, limitConnections } from '#flow/connection-limit.ts'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { within } from '#flow/within.ts'
import { guardMqtt, type MqttLimits } from './guard-mqtt.ts'
import type { DeviceHttp } from './http-server.ts'
import type { IdentifyConnection } from './identify-connection.ts'

export interface DevicePortOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Certificate and key in PEM. All instances share the 48 bytes of `ticketKeys`, so sessions resume at any of them. */
  readonly tls: {
    readonly cert: string
    readonly key: string
    readonly ca: string
    readonly ticketKeys: Buffer
  }
  readonly identify: IdentifyConnection
  readonly http: DeviceHttp
  /** Receives MQTT connections with a valid certificate, whose packets are within the limits. */
  readonly onMqtt: (socket: TLSSocket, identity: DeviceIdentity) => void
  readonly log: {
    debug(fields: object, message: string): void
    warn?(fields: object, message: string): void
  }
  /** Default: no limits. */
  readonly connections?: ConnectionLimits
  readonly limits?: Partial<DevicePortLimits>
}

export interface DevicePortLimits {
  /** Milliseconds for a TLS handshake, and for the first byte after a handshake without ALPN. */
  readonly handshakeTime: number
  readonly mqtt: MqttLimits
  /** Milliseconds that `close` waits for HTTP requests. */
  readonly drainTime: number
}

export interface DevicePort {
  readonly address: string
  readonly port: number
  /** Uses this certificate (PEM) for new connections. Sessions of earlier ones still resume. */
  renewCertificate(certificate: { readonly cert: string; readonly key: string }): void
  /** Stops accepting connections, waits for HTTP requests, then destroys all remaining connections. */
  close(): Promise<void>
}

/** `connect` fits the longest CONNECT without a will: user name and password may have 64 KiB each. */
export const mqttLimits: MqttLimits = { connect: 129 * 1024, packet: 256 * 1024, connectTime: 10_000 }

const DEFAULT_LIMITS: DevicePortLimits = {
  handshakeTime: 10_000,
  mqtt: mqttLimits,
  drainTime: 5000,
}

/** Seconds: a day, so sessions resume when all devices reconnect after a restart of the server. */
const SESSION_LIFETIME = 24 * 3600
const MQTT_CONNECT = 0x10

/** The TLS port of the devices, for MQTT and HTTP. ALPN, or without ALPN the first byte, selects the protocol. */
export async function openDevicePort(options: DevicePortOptions): Promise<DevicePort> {
  const { host, port, tls, identify, http, onMqtt, log } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const warnOfRefusal = createRefusalLog({ warn: (fields, message) => log.warn?.(fields, message) })

  const context: SecureContextOptions & TlsOptions = {
    ...tls,
    minVersion: 'TLSv1.2',
    // Renegotiation could change the certificate of an identified connection.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
    sessionIdContext: 'defend-device',
    sessionTimeout: SESSION_LIFETIME,
  }
  const server = createServer({
    ...context,
    requestCert: true,
    // A client without a certificate may still enrol.
    rejectUnauthorized: false,
    ALPNProtocols: ['mqtt', 'http/1.1'],
    handshakeTimeout: limits.handshakeTime,
    noDelay: true,
  })

  const connections = new Set<Socket>()
  if (options.connections)
    limitConnections<Socket>(server, options.connections, address =>
      warnOfRefusal('too many connections', { address }),
    )
  server.on('connection', (socket: Socket) => {
    if (socket.destroyed) return
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })

  function refuse(socket: TLSSocket, reason: string): void {
    log.debug({ address: socket.remoteAddress, reason }, 'device connection refused')
    warnOfRefusal(reason, { address: socket.remoteAddress })
    socket.destroy()
  }
  // Also emitted for a handshake timeout, which does not close the socket.
  server.on('tlsClientError', (error, socket) => {
    const code = 'code' in error ? String(error.code) : error.message
    if (code !== 'ECONNRESET') return refuse(socket, code)
    log.debug({ address: socket.remoteAddress }, 'connection lost in the handshake')
    socket.destroy()
  })

  const speakHttp = (socket: TLSSocket) => void http.server.emit('connection', socket)

  function speakMqtt(socket: TLSSocket): void {
    const identity = identify(socket)
    if (!identity) {
      refuse(socket, 'MQTT without a valid client certificate')
      return
    }
    guardMqtt(socket, limits.mqtt, fault => refuse(socket, fault))
    if (!socket.destroyed) onMqtt(socket, identity)
  }

  server.on('secureConnection', socket => {
    // A lost connection must not end the process while no protocol handler listens for errors.
    socket.on('error', error => log.debug({ reason: error.message }, 'device connection lost'))
    if (socket.alpnProtocol === 'mqtt') return speakMqtt(socket)
    if (socket.alpnProtocol === 'http/1.1') return speakHttp(socket)
    const timer = setTimeout(refuse, limits.handshakeTime, socket, 'no ALPN and no first byte in time')
    socket.once('close', () => clearTimeout(timer))
    whenFirstByte(socket, byte => {
      clearTimeout(timer)
      byte === MQTT_CONNECT ? speakMqtt(socket) : speakHttp(socket)
    })
  })

  server.listen({ host, port })
  await once(server, 'listening')
  const bound = server.address() as AddressInfo

  async function close(): Promise<void> {
    const closed = once(server, 'close')
    server.close()
    await within(limits.drainTime, http.drain())
    for (const socket of connections) socket.destroy()
    await closed
  }

  return {
    address: bound.address,
    port: bound.port,
    renewCertificate: ({ cert, key }) => server.setSecureContext({ ...context, cert, key }),
    close,
  }
}

/** Calls `decide` with the first byte, which stays in the stream. */
function whenFirstByte(socket: TLSSocket, decide: (byte: number) => void): void {
  const look = () => {
    const chunk: Buffer | null = socket.read()
    if (!chunk) return
    socket.off('readable', look)
    socket.unshift(chunk)
    decide(chunk.readUInt8(0))
  }
  socket.on('readable', look)
}
