import type { Duplex } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import type { DeviceIdentity } from '#app/application.ts'
import { mqttLimits, openDevicePort } from './device-port.ts'
import { createHttpServer } from './http-server.ts'
import { identifyConnection } from './identify-connection.ts'
import { createMqttUpgrade } from './mqtt-websocket.ts'
import { issueDevice, openTestKeys, type TestDevice, type TestKeys, TRUST_DOMAIN } from './test-kit.ts'

let keys: TestKeys
let device: TestDevice
beforeAll(async () => {
  keys = await openTestKeys()
  device = await issueDevice(keys)
})
afterAll(() => keys.close())

async function open() {
  const arrived: { socket: Duplex; identity: DeviceIdentity }[] = []
  const revoked = new Set<string>()
  let take: (socket: Duplex) => void = () => {}
  const refusals: unknown[] = []
  const warnings: unknown[] = []
  const log = {
    debug: (fields: object) => void refusals.push(Object(fields).reason),
    warn: (fields: object) => void warnings.push(Object(fields).cause),
  }
  const identify = identifyConnection(TRUST_DOMAIN, Date.now)
  const http = createHttpServer((_, response) => void response.writeHead(404).end())
  const upgrade = createMqttUpgrade({
    authenticate: async socket => {
      const who = identify(socket)
      return who && !revoked.has(who.device) ? who : null
    },
    limits: mqttLimits,
    onMqtt: (socket, identity) => {
      arrived.push({ socket, identity })
      take(socket)
    },
    log,
  })
  http.server.on('upgrade', upgrade)
  const onMqtt = () => {}
  const port = await openDevicePort({
    host: '127.0.0.1',
    port: 0,
    tls: keys.tls,
    identify,
    http,
    onMqtt,
    log,
  })
  onTestFinished(() => port.close())

  const connect = (more: object = {}, path = '/mqtt', protocols: string[] = ['mqtt']) => {
    const { key, cert } = device
    const url = `wss://127.0.0.1:${port.port}${path}`
    const socket = new WebSocket(url, protocols, { ca: keys.caCertificates, key, cert, ...more })
    socket.on('error', () => {})
    const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
    let requestId: unknown
    const opened = new Promise<number>(resolve => {
      socket.once('upgrade', ({ headers }) => {
        requestId = headers['x-request-id']
      })
      socket.once('open', () => resolve(101))
      socket.once('unexpected-response', (_, { statusCode, headers }) => {
        requestId = headers['x-request-id']
        resolve(statusCode ?? 0)
      })
    })
    return { socket, opened, closed, requestId: () => requestId }
  }
  const onArrival = (handle: typeof take) => {
    take = handle
  }
  return { connect, arrived, onArrival, revoked, refusals, warnings, port: port.port }
}

const connectPacket = Buffer.concat([
  Buffer.from([0x10, 48, 0, 4]),
  Buffer.from('MQTT'),
  Buffer.from([4, 2, 0, 30, 0, 36]),
  Buffer.from('3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'),
])

test('a known device uses MQTT over WebSocket in both directions', async () => {
  const { connect, arrived } = await open()
  const { socket, opened } = connect()
  expect(await opened).toBe(101)
  expect(socket.protocol).toBe('mqtt')
  await expect.poll(() => arrived.length).toBe(1)
  const [{ socket: stream, identity } = {}] = arrived
  expect(identity).toEqual({ organization: device.organization, device: device.device })
  socket.send(connectPacket.subarray(0, 10))
  socket.send(connectPacket.subarray(10))
  let received = Buffer.alloc(0)
  stream?.on('data', chunk => {
    received = Buffer.concat([received, chunk])
  })
  await expect.poll(() => received.equals(connectPacket)).toBe(true)
  const answer = new Promise(resolve => socket.once('message', (data, isBinary) => resolve([data, isBinary])))
  stream?.write(Buffer.from([0x20, 2, 0, 0]))
  expect(await answer).toEqual([Buffer.from([0x20, 2, 0, 0]), true])
})

test('Aedes and mqtt.js work over it', async () => {
  const { arrived, onArrival, port } = await open()
  const broker = await Aedes.createBroker()
  onArrival(socket => broker.handle(socket))
  const { key, cert } = device
  const client = await mqtt.connectAsync(`wss://127.0.0.1:${port}/mqtt`, {
    ca: keys.caCertificates,
    key,
    cert,
    protocolVersion: 4,
    reconnectPeriod: 0,
  })
  await client.subscribeAsync('t')
  const payloads = Array.from({ length: 40 }, (_, i) => Buffer.alloc(i * 5000, i))
  const got: Buffer[] = []
  client.on('message', (_, payload) => void got.push(payload))
  await Promise.all(payloads.map(payload => client.publishAsync('t', payload, { qos: 1 })))
  await expect.poll(() => got.length).toBe(payloads.length)
  expect(Buffer.concat(got).equals(Buffer.concat(payloads))).toBe(true)
  const closed = new Promise<void>(resolve => client.once('close', () => resolve()))
  for (const { socket } of arrived) socket.destroy()
  await closed
  await new Promise<void>(resolve => broker.close(() => resolve()))
})

test('other clients, paths and protocols are refused', async () => {
  const { connect, revoked, arrived, warnings } = await open()
  expect(await connect({ key: undefined, cert: undefined }).opened).toBe(401)
  expect(warnings).toEqual(['MQTT over WebSocket without a valid client certificate'])
  expect(await connect({}, '/other').opened).toBe(404)
  expect(await connect({}, '/mqtt', []).opened).toBe(400)
  expect(await connect({}, '/mqtt', ['mqttv3.1']).opened).toBe(400)
  revoked.add(device.device)
  expect(await connect().opened).toBe(401)
  revoked.clear()
  const stranger = await openTestKeys()
  onTestFinished(() => stranger.close())
  const { key, cert } = await issueDevice(stranger)
  expect(await connect({ key, cert }).opened).toBe(401)
  expect(arrived).toEqual([])
})

test('enforces the packet limits, and accepts only binary messages', async () => {
  const { connect, arrived, refusals } = await open()
  const refused = async (send: (socket: WebSocket) => void) => {
    const { socket, opened, closed } = connect()
    await opened
    await expect.poll(() => arrived.length).toBe(1)
    const stream = arrived.pop()?.socket
    let bytes = 0
    stream?.on('data', chunk => {
      bytes += chunk.length
    })
    send(socket)
    await closed
    await nextTurn()
    return [refusals.at(-1), bytes]
  }
  const huge = Buffer.from([0x30, 0xff, 0xff, 0x7f])
  expect(await refused(socket => socket.send(huge))).toEqual(['the first packet is not a CONNECT', 0])
  const afterConnect = (socket: WebSocket) => {
    socket.send(connectPacket)
    socket.send(huge)
  }
  expect(await refused(afterConnect)).toEqual(['a packet too long', connectPacket.length])
  expect((await refused(socket => socket.send('text')))[0]).toMatch(/not binary|not a CONNECT/)
})

test('every answer to an upgrade has a request id', async () => {
  const { connect } = await open()
  const headers = { 'x-request-id': 'mine-7' }
  const attempts: [number, ReturnType<typeof connect>][] = [
    [101, connect({ headers })],
    [401, connect({ headers, key: undefined, cert: undefined })],
    [404, connect({ headers }, '/other')],
    [400, connect({ headers }, '/mqtt', [])],
  ]
  for (const [status, { opened, requestId }] of attempts)
    expect([await opened, requestId()]).toEqual([status, 'mine-7'])
})
