import type { Duplex } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Aedes, type AedesOptions, type Client } from 'aedes'
import type { DeviceApplication, DeviceIdentity } from '#app/application.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import type { DeviceGateway, Devices } from '#app/device/device-ports.ts'
import type { Clock } from '#app/ports.ts'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { within } from '#flow/within.ts'
import type { SigningKey } from '#protocol/command.ts'
import { commandsTopic } from '#protocol/topics.ts'
import { createGateway, type Subscriber } from './gateway.ts'
import { createIdentity, isRefusal } from './identity.ts'
import { createInbound } from './inbound.ts'
import type { Log, Observer } from './log.ts'
import { noPersistence } from './no-persistence.ts'
import { type ConnectRefusal, channelOf, connack, maySubscribe, refusalOfConnect } from './permissions.ts'
import { createPresence, type DeviceConnection } from './presence.ts'

export interface BrokerOptions {
  readonly app: Pick<DeviceApplication, 'identify' | 'receiveResult' | 'refuseResult' | 'receiveState'>
  readonly devices: Pick<Devices, 'connected' | 'disconnected' | 'openCommands'>
  readonly feed: ChangeFeed
  readonly signer: SigningKey
  readonly clock: Clock
  /** Cancels a queued action whose submitter may no longer act. */
  readonly cancelWithoutRight: (organization: string, action: string) => Promise<void>
  readonly log: Log
  readonly observer?: Observer
}

export interface Broker {
  /**
   * Serves MQTT on a socket. The caller has verified that its client certificate names this device, and limits packets to
   * 256 KiB.
   */
  handle(socket: Duplex, identity: Pick<DeviceIdentity, 'device'>): void
  readonly gateway: DeviceGateway
  /** Devices that are connected here. */
  connected(): number
  /** Ends the connections of up to `count` devices, idle ones first, so that they reconnect to another process. */
  release(count: number): void
  /** Records again which devices are connected here, after other processes declared this one dead. */
  announce(): void
  /** Accepts no new work, finishes work in progress, closes the connections and records their devices as offline. */
  close(): Promise<void>
}

interface Connection {
  readonly device: string
  readonly socket: Duplex
  readonly client: Client
  /** Why the CONNECT packet is refused; null if it is not. Set on arrival, reported when Aedes authenticates the client. */
  refusal: ConnectRefusal | null
  session: Session | null
}

/** The state of a connection once its device was admitted. */
interface Session extends Subscriber {
  /** The connection as recorded in the database. */
  readonly recorded: DeviceConnection
}

export async function createBroker(options: BrokerOptions): Promise<Broker> {
  const { app, devices, feed, log, observer = {} } = options
  const now = () => options.clock.now()
  const gateway = createGateway({ ...options, observer })
  const inbound = createInbound({
    app,
    claimed: gateway.claimed,
    traceparentOf: gateway.traceparentOf,
    observer,
  })
  const identity = createIdentity({ app, log, now })
  const presence = createPresence({ devices, log, now })
  const warnOfRefusal = createRefusalLog({ warn: (fields, message) => log.warn(fields, message) })

  // Kept here because Aedes' own list loses clients that replace each other in quick succession.
  const open = new Map<string, Set<Connection>>()
  const admitted = new Map<string, Connection>()
  const byClient = new WeakMap<Client, Connection>()
  let closing = false

  const aedes = await Aedes.createBroker({
    persistence: noPersistence(),
    // The concurrency of Aedes' emitter. With the default of 100, one frozen device would stall all others.
    concurrency: 10_000,
    drainTimeout: 10_000,
    maxClientsIdLength: 36,
    preConnect(client, packet, done) {
      const connection = byClient.get(client)
      if (connection) connection.refusal = refusalOfConnect(connection.device, packet)
      done(null, true)
    },
    authenticate(client, _username, _password, done) {
      admit(byClient.get(client)).then(
        refusal => {
          if (refusal) warnOfRefusal(refusal.reason, { device: byClient.get(client)?.device })
          setImmediate(done, refusal && asError(refusal), refusal === null)
        },
        error => setImmediate(done, asError({ ...unavailable, reason: String(error) }), false),
      )
    },
    authorizeSubscribe(client, subscription, done) {
      const device = byClient.get(client)?.device
      const allowed = device !== undefined && maySubscribe(device, subscription.topic)
      done(null, allowed ? subscription : null) // null is SUBACK 0x80
    },
    // Aedes sends the PUBACK when `done` is called. Each call runs in a separate turn of the event loop, because thousands
    // of publications in one chunk would otherwise nest their callbacks until the stack overflows.
    authorizePublish(client, packet, done) {
      const connection = client ? byClient.get(client) : undefined
      receive(connection, packet).then(
        () => {
          // A claim's PUBACK and grant leave in one write.
          connection?.socket.cork()
          setImmediate(() => {
            done(null)
            setImmediate(() => connection?.socket.uncork())
          })
        },
        error => setImmediate(done, error),
      )
    },
  } satisfies AedesOptions)

  async function admit(connection: Connection | undefined): Promise<ConnectRefusal | null> {
    if (!connection || closing) return unavailable
    if (connection.refusal) return connection.refusal
    const { device, client, socket } = connection
    const found = await identity.lookUp(device)
    if (isRefusal(found)) return found
    if (socket.destroyed || closing) return unavailable
    const refusal = identity.refusalOf(found, admitted.has(device))
    if (refusal) return refusal
    admitted.get(device)?.socket.destroy()
    admitted.set(device, connection)
    observer.connections?.(admitted.size)
    const recorded = presence.arrive(device)
    const send = (command: string) => publish(client, commandsTopic(device), command)
    connection.session = { identity: found, recorded, publish: send }
    await recorded.written
    feed.publish({ kind: 'connected', device, epoch: recorded.epoch })
    return null
  }

  async function receive(
    connection: Connection | undefined,
    packet: { topic: string; qos: number; retain: boolean; payload: string | Buffer },
  ): Promise<void> {
    if (!connection?.session || closing) throw new Error('the connection is not ready or is closing')
    const channel = channelOf(connection.device, packet)
    if (typeof channel === 'object') {
      warnOfRefusal(channel.refused, { device: connection.device })
      throw new Error(channel.refused)
    }
    await inbound.receive(connection.session, channel, Buffer.from(packet.payload))
  }

  function track(connection: Connection): void {
    const { device, client, socket } = connection
    byClient.set(client, connection)
    open.set(device, (open.get(device) ?? new Set()).add(connection))
    socket.once('close', () => {
      const others = open.get(device)
      others?.delete(connection)
      if (others?.size === 0) open.delete(device)
      if (admitted.get(device) === connection) admitted.delete(device)
      observer.connections?.(admitted.size)
      if (!connection.session) return
      gateway.gone(connection.session)
      connection.session.recorded.leave()
    })
  }

  /** Closes the device's connections, even those not yet admitted, because their lookup may already be running. */
  function drop(device: string): void {
    for (const { socket } of open.get(device) ?? []) socket.destroy()
  }

  /** Asks the database whether the device is revoked, because the notice is only a hint. */
  async function dropIfRevoked(device: string): Promise<void> {
    if (!open.has(device)) return
    const known = await app.identify(device).catch(() => undefined)
    if (known === null) drop(device)
  }

  /** Closes a connection that is older than the device's connection to another process. */
  function closeOlder(device: string, epoch: number): void {
    const connection = admitted.get(device)
    if (connection?.session && connection.session.recorded.epoch < epoch) connection.socket.destroy()
  }

  aedes.on('subscribe', (subscriptions, client) => {
    const connection = byClient.get(client)
    if (!connection?.session || connection.socket.destroyed) return
    const topic = commandsTopic(connection.device)
    if (subscriptions.some(subscription => subscription.topic === topic))
      gateway.subscribed(connection.session)
  })
  aedes.on('unsubscribe', (topics, client) => {
    const connection = byClient.get(client)
    if (connection?.session && topics.includes(commandsTopic(connection.device)))
      gateway.gone(connection.session)
  })
  const onError = (client: Client, error: Error) =>
    log.debug({ device: byClient.get(client)?.device, err: error }, 'connection ended by an error')
  aedes.on('clientError', onError)
  aedes.on('connectionError', onError)

  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind === 'grown') gateway.deliver(notice.devices)
    if (notice.kind === 'revoked') void dropIfRevoked(notice.device)
    if (notice.kind === 'connected') closeOlder(notice.device, notice.epoch)
  })

  return {
    handle(socket, { device }) {
      if (closing) return void socket.destroy()
      track({ device, socket, client: aedes.handle(socket), refusal: null, session: null })
    },
    gateway: { deliver: gateway.deliver, offer: gateway.offer, drop },
    announce: presence.announce,
    connected: () => admitted.size,
    release(count) {
      const devices = [...admitted.keys()]
      const idle = devices.filter(gateway.isIdle)
      const busy = devices.filter(device => !gateway.isIdle(device))
      for (const device of [...idle, ...busy].slice(0, count)) drop(device)
    },
    async close() {
      closing = true
      unsubscribe()
      await inbound.idle()
      await nextTurn() // runs pending callbacks, which send the last PUBACKs
      await nextTurn()
      gateway.close()
      await Promise.all(
        [...open.values()].flatMap(ofDevice => [...ofDevice].map(({ socket }) => end(socket))),
      )
      await presence.close()
      await promisify(aedes.close.bind(aedes))()
    },
  }
}

/** Flushes pending data and closes the socket. Waits at most `flushTime` for a peer that does not read. */
async function end(socket: Duplex): Promise<void> {
  const closed = new Promise(resolve => socket.once('close', resolve))
  socket.end(() => socket.destroy())
  await within(flushTime, closed)
  socket.destroy()
  await closed
}
const flushTime = 500 // ms

const unavailable = { returnCode: connack.serverUnavailable, reason: 'not available now' } as const

const asError = ({ returnCode, reason }: ConnectRefusal) => Object.assign(new Error(reason), { returnCode })

const publish = (client: Client, topic: string, payload: string) =>
  new Promise<void>(resolve => {
    const packet = { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false } as const
    client.publish(packet, () => resolve()) // an error here has already ended the connection
  })
