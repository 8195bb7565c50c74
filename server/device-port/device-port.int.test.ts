import { once } from 'node:events'
import type { RequestListener, ServerResponse } from 'node:http'
import { connect as connectTcp } from 'node:net'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { Aedes } from 'aedes'
import mqtt from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { identifyConnection } from './identify-connection.ts'
import {
  closed,
  issueDevice,
  openTestKeys,
  openTestPort,
  type TestDevice,
  type TestKeys,
  TRUST_DOMAIN,
} from './test-kit.ts'

const DAY = 24 * 3600 * 1000
const CONNECT = generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clientId: 'x',
  clean: true,
  keepalive: 30,
})

let keys: TestKeys
let device: TestDevice
beforeAll(async () => {
  keys = await openTestKeys()
  device = await issueDevice(keys)
})
afterAll(() => keys.close())

/** Answers with the client's identity. */
const whoAmI: RequestListener = (request, response) => {
  const identity = identifyConnection(TRUST_DOMAIN, Date.now)(request.socket as TLSSocket)
  response.end(JSON.stringify({ device: identity?.device ?? null }))
}

async function open(options: Parameters<typeof openTestPort>[2] = {}, onRequest: RequestListener = whoAmI) {
  const port = await openTestPort(keys, onRequest, options)
  onTestFinished(() => port.close())
  return port
}

const asDevice = (who: TestDevice = device): ConnectionOptions => ({ key: who.key, cert: who.cert })

describe('protocol detection', () => {
  test("ALPN mqtt selects MQTT, with the certificate's identity", async () => {
    const port = await open()
    const client = await port.connect({ ...asDevice(), ALPNProtocols: ['mqtt'] })
    client.write(CONNECT)
    const { socket, identity } = await port.nextMqtt()
    expect(identity).toEqual({ organization: device.organization, device: device.device })
    const [received] = await once(socket, 'data')
    expect(received).toEqual(CONNECT)
  })

  test('without ALPN, a CONNECT selects MQTT, which gets every byte', async () => {
    const port = await open()
    const client = await port.connect(asDevice())
    client.write(CONNECT.subarray(0, 1))
    const { socket } = await port.nextMqtt()
    client.write(CONNECT.subarray(1))
    let received = Buffer.alloc(0)
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk])
      if (received.length === CONNECT.length) break
    }
    expect(received).toEqual(CONNECT)
  })

  test.each([['http/1.1'], []])(
    'HTTP with ALPN %s, in pieces and twice on one connection',
    async (...offered) => {
      const port = await open()
      const client = await port.connect({
        ...asDevice(),
        ...(offered[0] ? { ALPNProtocols: offered as string[] } : {}),
      })
      for (const _ of [1, 2]) {
        client.write('G')
        client.write('ET / HTTP/1.1\r\n')
        await new Promise(setImmediate)
        client.write('Host: x\r\n\r\n')
        const [answer] = await once(client, 'data')
        expect(String(answer)).toContain('HTTP/1.1 200')
        expect(String(answer)).toContain(device.device)
      }
    },
  )

  test('another ALPN is refused', async () => {
    const port = await open()
    await expect(port.connect({ ...asDevice(), ALPNProtocols: ['h2'] })).rejects.toThrow(
      'no application protocol',
    )
  })

  test('Aedes and mqtt.js work with and without ALPN', async () => {
    const broker = await Aedes.createBroker()
    const port = await open()
    for (const ALPNProtocols of [['mqtt'], undefined]) {
      const client = mqtt.connect({
        protocol: 'mqtts',
        host: '127.0.0.1',
        port: port.port,
        ca: keys.caCertificates,
        reconnectPeriod: 0,
        ...asDevice(),
        ...(ALPNProtocols ? { ALPNProtocols } : {}),
      } as mqtt.IClientOptions)
      const { socket } = await port.nextMqtt()
      broker.handle(socket)
      await new Promise(resolve => client.once('connect', resolve))
      await client.subscribeAsync('t')
      // Many packets and TLS records, so that chunk boundaries and packet boundaries differ.
      const payloads = Array.from({ length: 40 }, (_, i) => Buffer.alloc(i * 5000, i))
      const got: Buffer[] = []
      client.on('message', (_, payload) => void got.push(payload))
      await Promise.all(payloads.map(payload => client.publishAsync('t', payload, { qos: 1 })))
      while (got.length < payloads.length) await new Promise(resolve => client.once('message', resolve))
      expect(Buffer.concat(got).equals(Buffer.concat(payloads))).toBe(true)
      await client.endAsync()
    }
    await new Promise<void>(resolve => broker.close(() => resolve()))
  })
})

describe('identity', () => {
  const expectNoIdentity = async (options: ConnectionOptions) => {
    const port = await open()
    const client = await port.connect({ ...options, ALPNProtocols: ['mqtt'] })
    client.write(CONNECT)
    await closed(client)
    expect(port.refusals).toContain('MQTT without a valid client certificate')
    expect((await port.fetch('/', options)).json).toEqual({ device: null })
  }

  test('is empty without a certificate', () => expectNoIdentity({}))

  test('is empty with a certificate of another CA', async () => {
    const foreign = await openTestKeys()
    onTestFinished(() => foreign.close())
    await expectNoIdentity(asDevice(await issueDevice(foreign)))
  })

  test('is empty with the certificate of the server itself', () =>
    expectNoIdentity({ key: keys.tls.key, cert: keys.tls.cert }))

  test('is empty with an expired certificate', async () => {
    let now = Date.now() - 91 * DAY
    const old = await openTestKeys(() => now)
    onTestFinished(() => old.close())
    const ended = await issueDevice(old)
    now = Date.now()
    const valid = await issueDevice(old)
    const port = await openTestPort(old, whoAmI)
    onTestFinished(() => port.close())
    expect((await port.fetch('/', asDevice(ended))).json).toEqual({ device: null })
    expect((await port.fetch('/', asDevice(valid))).json).toEqual({ device: valid.device })
  })

  test.each(['EC P-256', 'Ed25519', 'RSA 2048'] as const)('is the device with an %s key', async kind => {
    const one = await issueDevice(keys, kind)
    const port = await open()
    expect((await port.fetch('/', asDevice(one))).json).toEqual({ device: one.device })
  })

  test('the server sends the chain up to the CA', async () => {
    const port = await open()
    const client = await port.connect()
    const certificate = client.getPeerX509Certificate()
    expect(certificate?.issuerCertificate?.toString().trim()).toBe(keys.caCertificates.trim())
    client.destroy()
  })
})

test('a renewed certificate is used for new connections; existing ones stay open', async () => {
  const port = await open()
  const serialOf = (socket: TLSSocket) => socket.getPeerX509Certificate()?.serialNumber
  const mqttDevice = { ...asDevice(), ALPNProtocols: ['mqtt'] }
  const earlier = await port.connect(mqttDevice)
  const { socket } = await port.nextMqtt()
  port.renewCertificate(await keys.renewServerCertificate())
  const later = await port.connect(mqttDevice)
  expect(await port.nextMqtt()).toMatchObject({ identity: { device: device.device } })
  expect(serialOf(later)).not.toBe(serialOf(earlier))
  earlier.write(CONNECT)
  const [received] = await once(socket, 'data')
  expect(received).toEqual(CONNECT)
})

describe.each(['TLSv1.2', 'TLSv1.3'] as const)('a session of %s', version => {
  /** A session from one port, to be resumed at another port with the same ticket keys. */
  async function sessionOf(options: ConnectionOptions): Promise<Buffer> {
    const port = await open()
    const client = await port.connect({ ...options, maxVersion: version })
    // TLS 1.3 sends tickets after the handshake, TLS 1.2 within it.
    const session = version === 'TLSv1.3' ? once(client, 'session') : [client.getSession()]
    client.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(client, 'data')
    const [ticket] = await session
    client.destroy()
    return ticket
  }

  async function askAgain(session: Buffer, now?: () => number) {
    const port = await open(now ? { now } : {}, (request, response) => {
      const socket = request.socket as TLSSocket
      const identity = identifyConnection(TRUST_DOMAIN, now ?? Date.now)(socket)
      response.end(`resumed=${socket.isSessionReused()} device=${identity?.device ?? null}`)
    })
    const client = await port.connect({ session, maxVersion: version })
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    return closed(client)
  }

  test('resumes at another instance and keeps the identity', async () => {
    expect(await askAgain(await sessionOf(asDevice()))).toContain(`resumed=true device=${device.device}`)
  })

  test('resumes after the port has renewed its certificate', async () => {
    const session = await sessionOf(asDevice())
    const port = await open({}, (request, response) => {
      response.end(`resumed=${(request.socket as TLSSocket).isSessionReused()}`)
    })
    port.renewCertificate(await keys.renewServerCertificate())
    const client = await port.connect({ session, maxVersion: version })
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(await closed(client)).toContain('resumed=true')
  })

  test('that started without a certificate has no identity', async () => {
    expect(await askAgain(await sessionOf({}))).toContain('resumed=true device=null')
  })

  test('with a certificate of another CA has no identity', async () => {
    const foreign = await openTestKeys()
    onTestFinished(() => foreign.close())
    const session = await sessionOf(asDevice(await issueDevice(foreign)))
    expect(await askAgain(session)).toContain('resumed=true device=null')
  })

  test('loses its identity when the certificate expires', async () => {
    const later = () => Date.now() + 91 * DAY
    expect(await askAgain(await sessionOf(asDevice()), later)).toContain('resumed=true device=null')
  })
})

describe('limits', () => {
  const short = {
    handshakeTime: 150,
    mqtt: { connect: 4096, packet: 256 * 1024, connectTime: 150 },
    drainTime: 150,
  }

  test('a connection without a handshake is closed', async () => {
    const port = await open({ limits: short })
    const socket = connectTcp(port.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.resume()
    await once(socket, 'close')
  })

  test('a silent connection without ALPN is closed', async () => {
    const port = await open({ limits: short })
    await closed(await port.connect(asDevice()))
    expect(port.refusals).toContain('no ALPN and no first byte in time')
  })

  test('a connection with half a CONNECT is closed', async () => {
    const port = await open({ limits: short })
    const client = await port.connect({ ...asDevice(), ALPNProtocols: ['mqtt'] })
    client.write(CONNECT.subarray(0, -1))
    await closed(client)
    expect(port.refusals).toContain('no CONNECT in time')
  })

  test('a connection with a whole CONNECT stays open', async () => {
    const port = await open({ limits: short })
    const client = await port.connect({ ...asDevice(), ALPNProtocols: ['mqtt'] })
    client.write(CONNECT)
    const { socket } = await port.nextMqtt()
    await once(socket, 'data')
    await closed(await port.connect({ ...asDevice(), ALPNProtocols: ['mqtt'] }))
    expect(socket.destroyed).toBe(false)
  })

  test("a connection with half a request's headers is closed", async () => {
    const port = await open({ http: { headersTime: 150 } })
    const client = await port.connect(asDevice())
    client.write('GET / HTTP/1.1\r\nHost:')
    expect(await closed(client)).toContain('408')
  })

  test('a silent HTTP connection is closed', async () => {
    const port = await open({ http: { headersTime: 150 } })
    await closed(await port.connect({ ...asDevice(), ALPNProtocols: ['http/1.1'] }))
  })

  test.each([['mqtt'], []])(
    'a packet over 256 KiB never reaches the reader (ALPN %s)',
    async (...offered) => {
      const port = await open()
      const client = await port.connect({
        ...asDevice(),
        ...(offered[0] ? { ALPNProtocols: offered as string[] } : {}),
      })
      client.write(CONNECT)
      const { socket } = await port.nextMqtt()
      const [first] = await once(socket, 'data')
      expect(first).toEqual(CONNECT)
      socket.on('data', () => expect.unreachable())
      client.write(Buffer.from([0x30, 0xfd, 0xff, 0x0f]))
      await closed(client)
      expect(port.refusals).toContain('a packet too long')
    },
  )

  test('a huge CONNECT is refused at its first bytes, even if they arrive with the handshake', async () => {
    const port = await open()
    for (const ALPNProtocols of [['mqtt'], undefined]) {
      const client = await port.connect({ ...asDevice(), ...(ALPNProtocols ? { ALPNProtocols } : {}) })
      client.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]))
      await closed(client)
    }
    expect(port.refusals.filter(reason => reason === 'a packet too long')).toHaveLength(2)
  })

  test('garbage instead of TLS and a reset during a handshake are harmless', async () => {
    const port = await open()
    const rubbish = connectTcp(port.port, '127.0.0.1')
    rubbish.on('error', () => {})
    rubbish.end('GET / HTTP/1.1\r\n\r\n')
    rubbish.resume()
    await once(rubbish, 'close')
    const reset = connectTcp(port.port, '127.0.0.1')
    await once(reset, 'connect')
    reset.resetAndDestroy()
    expect((await port.fetch('/', asDevice())).status).toBe(200)
  })
})

describe('close', () => {
  const held: ServerResponse[] = []
  const hold: RequestListener = (_, response) => void held.push(response)

  test('waits for requests and closes idle connections', async () => {
    const port = await open({}, hold)
    const idle = await port.connect({ ...asDevice(), ALPNProtocols: ['mqtt'] })
    idle.write(CONNECT)
    await port.nextMqtt()
    const busy = await port.connect(asDevice())
    busy.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    const answered = closed(busy)
    while (held.length === 0) await new Promise(setImmediate)

    const ended = port.close()
    held.pop()?.end('the answer')
    expect(await answered).toContain('the answer')
    await ended
    await closed(idle)
    await expect(port.connect()).rejects.toThrow('ECONNREFUSED')
  })

  test('does not wait longer than its deadline', async () => {
    const port = await open({ limits: { drainTime: 100 } }, hold)
    const busy = await port.connect(asDevice())
    busy.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    while (held.length === 0) await new Promise(setImmediate)
    await port.close()
    await closed(busy)
  })
})
