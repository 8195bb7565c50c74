import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt'
import type { DeviceIdentity, ReceivedResult, ResultAnswer } from '#app/application.ts'
import type { Notice } from '#app/change-feed.ts'
import type { DeviceReport, OpenCommand } from '#app/device/device-ports.ts'
import type { Action, Life } from '#domain/action/action.ts'
import { type Command, readCommandKeys, verifyCommand } from '#protocol/command.ts'
import { createBroker } from './broker.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
export const signer = { kid: 'test', privateKey }
const keys = readCommandKeys({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test' }] })

export const organization = randomUUID()
export const isoNow = (plus = 0) => new Date(Date.now() + plus).toISOString()

const queued = { at: isoNow(), sequence: 1, hold: null, released: null }
const started = { at: isoNow(), commandId: randomUUID(), connectedMs: 0 }
const isQueued: Life = { status: 'QUEUED', queued }
export const isExecuting: Life = { status: 'EXECUTING', queued, started }
/** An action completed at `completedAt` (ms), whose device has been asked to verify once. */
export const awaitingVerification = (completedAt: number, delay: number): Life => ({
  status: 'COMPLETED',
  queued,
  started,
  completedAt: new Date(completedAt).toISOString(),
  output: { pid: 42 },
  verification: {
    status: 'SCHEDULED',
    dueAt: new Date(completedAt + delay).toISOString(),
    tries: { completedAt, delay, attempts: 1, nextAt: completedAt + 2 * delay, postponed: false },
  },
})

export const anAction = (device: string, life: Life = isQueued, changes: Partial<Action> = {}): Action => ({
  id: randomUUID(),
  organization,
  requested: { type: 'KILL_PROCESS', parameters: { pid: 42, startedAt: null, processName: 'xmrig' } },
  device,
  person: null,
  effectFor: null,
  justification: 'a test of the broker',
  origin: 'MANUAL',
  digest: '0'.repeat(64),
  destructive: false,
  approvalsRequired: 0,
  submittedBy: { kind: 'system', id: null, name: 'server' },
  responsible: null,
  reporter: null,
  submittedAt: isoNow(),
  detection: null,
  investigation: null,
  bulk: null,
  undoes: null,
  sequence: 1,
  decisions: [],
  expiresAt: isoNow(3600_000),
  answered: [],
  effect: null,
  traceparent: null,
  life,
  ...changes,
})

export const execute = (action: Action, submitterMayAct = true): OpenCommand => ({
  kind: 'execute',
  action,
  submitterMayAct,
})
export const grant = (action: Action): OpenCommand => ({ kind: 'grant', action })

export const silent = { debug() {}, info() {}, warn() {}, error() {} }

function createFeed() {
  const listeners = new Set<(notice: Notice) => void>()
  return {
    publish: (notice: Notice) => {
      for (const listener of listeners) listener(notice)
    },
    subscribe: (listener: (notice: Notice) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** A broker on loopback, with an application that records its calls and behaves as the test decides. */
export async function startBroker() {
  const feed = createFeed()
  const warnings: string[] = []
  const receivedResults: ReceivedResult[] = []
  const refused: { reason: string; payload: Uint8Array }[] = []
  const reports: DeviceReport[] = []
  const presence: string[] = []
  const cancelled: string[] = []
  const epochs = new Map<number, string>()
  const nameOf = (epoch: number) => {
    if (!epochs.has(epoch)) epochs.set(epoch, `#${epochs.size + 1}`)
    return epochs.get(epoch)
  }
  const open = new Map<string, readonly OpenCommand[]>()
  const behaviour = {
    identify: async (device: string): Promise<DeviceIdentity | null> => ({ organization, device }),
    receiveResult: async (_received: ReceivedResult): Promise<ResultAnswer> => ({ send: null }),
    connected: async (): Promise<void> => {},
    disconnected: async (): Promise<void> => {},
    openCommands: async (): Promise<void> => {},
  }

  const broker = await createBroker({
    app: {
      identify: device => behaviour.identify(device),
      async receiveResult(_who, received) {
        const answer = await behaviour.receiveResult(received)
        receivedResults.push(received)
        return answer
      },
      async receiveState(_who, report) {
        reports.push(report)
      },
      async refuseResult(_who, reason, payload) {
        refused.push({ reason, payload })
      },
    },
    devices: {
      async connected(_device, epoch) {
        await behaviour.connected()
        presence.push(`connected ${nameOf(epoch)}`)
      },
      async disconnected(_device, epoch) {
        await behaviour.disconnected()
        presence.push(`disconnected ${nameOf(epoch)}`)
      },
      async openCommands(devices) {
        await behaviour.openCommands()
        return new Map(devices.map(device => [device, open.get(device) ?? []]))
      },
    },
    feed,
    signer,
    clock: { now: Date.now },
    async cancelWithoutRight(_organization, action) {
      cancelled.push(action)
    },
    log: { ...silent, warn: (_about, message) => void warnings.push(message) },
  })

  const servers = new Map<string, Promise<Server>>()
  const clients: MqttClient[] = []

  async function listen(device: string): Promise<Server> {
    const server = createServer({ noDelay: true }, socket => broker.handle(socket, { device }))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return server
  }

  /** Each device has its own port, in place of its own certificate. */
  async function portOf(device: string): Promise<number> {
    const server = servers.get(device) ?? listen(device)
    servers.set(device, server)
    return ((await server).address() as AddressInfo).port
  }

  async function client(device: string, options: IClientOptions = {}): Promise<MqttClient> {
    const port = await portOf(device)
    const connecting = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
      clientId: device,
      keepalive: 30,
      reconnectPeriod: 0,
      ...options,
    })
    connecting.on('error', () => {})
    clients.push(connecting)
    return connecting
  }

  async function connected(device: string, options?: IClientOptions): Promise<MqttClient> {
    const connecting = await client(device, options)
    await new Promise<void>((resolve, reject) => {
      connecting.once('connect', () => resolve())
      connecting.once('error', reject)
      connecting.once('close', () => reject(new Error('closed before CONNACK')))
    })
    return connecting
  }

  /**
   * Connects a client and subscribes it to its commands. `commands` lists those it has received and verified, and
   * `count(n)` waits for n of them.
   */
  async function subscribed(device: string) {
    const subscriber = await connected(device)
    const commands: Command[] = []
    let arrived = () => {}
    subscriber.on('message', (_topic, payload) => {
      const verified = verifyCommand(payload.toString(), keys, { deviceId: device, now: Date.now() })
      if ('refused' in verified) throw new Error(verified.refused)
      commands.push(verified.ok)
      arrived()
    })
    await subscriber.subscribeAsync(`defend/v1/${device}/commands`, { qos: 1 })
    const count = async (n: number) => {
      while (commands.length < n)
        await new Promise<void>(resolve => {
          arrived = resolve
        })
      return commands
    }
    return { client: subscriber, commands, count }
  }

  return {
    broker,
    behaviour,
    feed,
    open,
    receivedResults,
    refused,
    reports,
    presence,
    cancelled,
    warnings,
    portOf,
    client,
    connected,
    subscribed,
    async close() {
      for (const client of clients) client.end(true)
      await broker.close()
      for (const server of servers.values()) (await server).close()
    },
  }
}

export const resultOf = (changes: object) =>
  JSON.stringify({ commandId: randomUUID(), actionId: randomUUID(), kind: 'claim', at: isoNow(), ...changes })

/** A promise, `opened`, that calling `open` resolves. */
export function gate() {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { open, opened }
}
