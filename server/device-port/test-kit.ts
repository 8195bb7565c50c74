import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls'
import type { DeviceIdentity } from '#app/application.ts'
import { type Keys, openKeys } from '../pki/open-keys.ts'
import { type KeyKind, requestCertificate } from '../pki/test-device.ts'
import { type DevicePort, type DevicePortLimits, openDevicePort } from './device-port.ts'
import { createHttpServer, type HttpLimits } from './http-server.ts'
import { identifyConnection } from './identify-connection.ts'

export const TRUST_DOMAIN = 'defend.test'

export interface TestDevice extends DeviceIdentity {
  readonly key: string
  readonly cert: string
}

export interface TestKeys extends Keys {
  close(): Promise<void>
}

/** Keys in a temporary directory. */
export async function openTestKeys(now: () => number = Date.now): Promise<TestKeys> {
  const directory = await mkdtemp(join(tmpdir(), 'keys-'))
  const keys = await openKeys(directory, {
    trustDomain: TRUST_DOMAIN,
    names: ['localhost', '127.0.0.1'],
    now,
  })
  return { ...keys, close: () => rm(directory, { recursive: true, force: true }) }
}

export async function issueDevice(keys: Keys, kind?: KeyKind): Promise<TestDevice> {
  const who = { organization: randomUUID(), device: randomUUID() }
  const { key, csr } = await requestCertificate(kind)
  const issued = await keys.issue(csr, who)
  if (!issued) throw new Error(`no certificate for ${kind}`)
  return { ...who, key, cert: issued.certificate }
}

export interface TestPort extends DevicePort {
  /** Resolves with the next connection that is passed to MQTT. */
  nextMqtt(): Promise<{ socket: TLSSocket; identity: DeviceIdentity }>
  /** Reasons of refused connections so far. */
  readonly refusals: string[]
  connect(options?: ConnectionOptions): Promise<TLSSocket>
  fetch(path: string, options?: RequestOptions, body?: string | Buffer): Promise<TestResponse>
}

export interface TestResponse {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly json: Record<string, unknown>
}

export async function openTestPort(
  keys: Keys,
  onRequest: RequestListener,
  options: {
    limits?: Partial<DevicePortLimits>
    http?: Partial<HttpLimits>
    now?: () => number
    tls?: object
  } = {},
): Promise<TestPort> {
  const refusals: string[] = []
  const arrived: { socket: TLSSocket; identity: DeviceIdentity }[] = []
  const waiting: ((one: { socket: TLSSocket; identity: DeviceIdentity }) => void)[] = []
  const port = await openDevicePort({
    host: '127.0.0.1',
    port: 0,
    tls: { ...keys.tls, ...options.tls },
    identify: identifyConnection(TRUST_DOMAIN, options.now ?? Date.now),
    http: createHttpServer(onRequest, options.http),
    onMqtt(socket, identity) {
      const taker = waiting.shift()
      if (taker) taker({ socket, identity })
      else arrived.push({ socket, identity })
    },
    log: { debug: fields => void refusals.push(String(Object(fields).reason)) },
    limits: options.limits ?? {},
  })
  const target = { host: '127.0.0.1', port: port.port, ca: keys.caCertificates }

  return {
    ...port,
    refusals,
    nextMqtt: () =>
      new Promise(resolve => {
        const one = arrived.shift()
        if (one) resolve(one)
        else waiting.push(resolve)
      }),
    async connect(more = {}) {
      const socket = connect({ ...target, ...more })
      // A refusing server resets the connection; tests wait for 'close'.
      socket.on('error', () => {})
      await once(socket, 'secureConnect')
      return socket
    },
    fetch: (path, more = {}, body) =>
      new Promise((resolve, reject) => {
        const asked = request({ ...target, path, agent: false, ...more }, response => {
          const chunks: Buffer[] = []
          response.on('data', chunk => chunks.push(chunk))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              json: JSON.parse(Buffer.concat(chunks).toString() || 'null'),
            }),
          )
        })
        asked.on('error', reject)
        asked.end(body)
      }),
  }
}

/** Resolves with all received data once the socket is closed. */
export async function closed(socket: TLSSocket): Promise<string> {
  let received = ''
  socket.on('data', chunk => {
    received += chunk
  })
  // events.once would reject if a reset comes first.
  if (!socket.closed) await new Promise(resolve => socket.once('close', resolve))
  return received
}
