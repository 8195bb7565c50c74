import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { MqttClient } from 'mqtt'
import { isObject, normalInstant } from '#protocol/json.ts'
import { commandsTopic, KEEP_ALIVE_SECONDS, resultsTopic, stateTopic } from '#protocol/topics.ts'
import { messageOf, Refused, Unreachable } from '../failures.ts'
import type { Log } from '../log.ts'
import { withinMillis } from '../within-millis.ts'
import { asClient, type Identity } from './identity.ts'
import type { ServerClock } from './server-clock.ts'
import { ask, dial } from './tls.ts'
import { overWebSocket } from './websocket.ts'

export interface ConnectionParts {
  /** Read before each connection, because a renewal changes it. */
  readonly identity: () => Identity
  /** MQTT over WebSocket, for networks that allow only HTTPS. */
  readonly websocket: boolean
  /** Set from GET /v1/time before each connection. */
  readonly clock: ServerClock
  /** The device is subscribed, and publications reach the server. */
  readonly onConnected: () => void
  readonly onCommand: (jws: string) => void
  /** The server rejected this certificate permanently. The connection stops retrying. */
  readonly onRefused: (reason: string) => void
  readonly log: Log
}

export interface Connection {
  /** Resolves to true on PUBACK, or to false if there is no connection or it ended first. */
  publish(channel: 'results' | 'state', payload: string): Promise<boolean>
  close(): Promise<void>
}

const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 30_000
const CONNACK_TIMEOUT_MS = 15_000
const LAST_WORDS_MS = 1_000
const CUT_OFF_MS = 500

/** Connects, and reconnects after every loss, until closed or refused. */
export function keepConnected(parts: ConnectionParts): Connection {
  const closing = new AbortController()
  let client: MqttClient | null = null
  let closed = false
  const ended = run()

  return {
    async publish(channel, payload) {
      if (!client?.connected) return false
      const { deviceId } = parts.identity()
      const topic = channel === 'results' ? resultsTopic(deviceId) : stateTopic(deviceId)
      return client.publishAsync(topic, payload, { qos: 1 }).then(
        () => true,
        () => false,
      )
    },
    async close() {
      closed = true
      // Closing must not hang on a server that stopped answering, or on a library that missed the disconnect.
      if (client?.connected) await withinMillis(LAST_WORDS_MS, client.endAsync())
      closing.abort()
      await withinMillis(CUT_OFF_MS, ended)
    },
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!closed) {
      try {
        await setClock(parts.clock, parts.identity(), closing.signal)
        const opened = await open()
        failures = 0
        await opened.lost
        if (!closed) parts.log('connection lost')
      } catch (error) {
        if (error instanceof Refused) return parts.onRefused(error.message)
        failures += 1
        if (!closed) parts.log('no connection', { error: messageOf(error) })
      }
      await pause(failures)
    }
  }

  async function open(): Promise<{ lost: Promise<void> }> {
    const identity = parts.identity()
    const stream = await openStream(identity)
    const opened = new MqttClient(() => stream, {
      clientId: identity.deviceId,
      protocolVersion: 4,
      clean: true,
      keepalive: KEEP_ALIVE_SECONDS,
      connectTimeout: CONNACK_TIMEOUT_MS,
      // run() reconnects instead, with jitter and a new reading of the server's time.
      reconnectPeriod: 0,
      resubscribe: false,
      // The cache would hold a buffer for each of the 65,536 packet ids: 7 MiB.
      writeCache: false,
    })
    let fault: unknown = 'the connection was closed'
    opened.on('error', error => {
      fault = error
    })
    opened.on('message', (_topic, payload) => parts.onCommand(payload.toString()))
    const lost = new Promise<void>(resolve =>
      opened.once('close', () => {
        // Only this call makes pending publications fail.
        opened.end(true)
        resolve()
      }),
    )
    const accepted = new Promise<true>(resolve => opened.once('connect', () => resolve(true)))
    if (!(await Promise.race([accepted, lost]))) throw new Unreachable(messageOf(fault))
    try {
      await opened.subscribeAsync(commandsTopic(identity.deviceId), { qos: 1 })
    } catch (error) {
      opened.end(true)
      throw error
    }
    client = opened
    parts.onConnected()
    return { lost }
  }

  async function openStream(identity: Identity): Promise<Duplex> {
    const to = { ...asClient(identity), signal: closing.signal }
    if (!parts.websocket) return dial({ ...to, protocol: 'mqtt' })
    return overWebSocket(await dial({ ...to, protocol: 'http/1.1' }), identity.server)
  }

  // Jitter, because all devices of a failed server disconnect at the same moment.
  async function pause(failures: number): Promise<void> {
    const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
    await delay(Math.random() * longest, undefined, { signal: closing.signal }).catch(() => {})
  }
}

/** Rejects with Refused if the server does not accept the certificate. */
export async function setClock(clock: ServerClock, identity: Identity, signal?: AbortSignal): Promise<void> {
  const askedAt = performance.now()
  const to = { ...asClient(identity), ...(signal && { signal }) }
  const { status, body } = await ask(to, { method: 'GET', path: '/v1/time' })
  const answeredAt = performance.now()
  if (status === 401 || status === 403) throw new Refused(`the server refused the certificate (${status})`)
  const now = isObject(body) ? normalInstant(body['now']) : null
  if (status !== 200 || now === null) throw new Unreachable(`/v1/time answered ${status}`)
  clock.set(Date.parse(now), askedAt, answeredAt)
}
