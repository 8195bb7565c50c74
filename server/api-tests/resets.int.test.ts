import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { generate } from 'mqtt-packet'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openTestKeys, openTestPort, type TestKeys } from '../device-port/test-kit.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

// A reset that reaches a socket without an error listener ends the process; Vitest then fails the run.

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n`

const firstBytes: Record<string, string | Buffer> = {
  nothing: '',
  'half a request line': 'GET /gra',
  'no protocol': Buffer.from([0, 1, 2, 3, 255]),
  'a TLS hello': Buffer.from([22, 3, 1, 2, 0, 1, 0]),
  'an MQTT CONNECT': generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clientId: 'x',
    clean: true,
    keepalive: 30,
  }),
  'a request': 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n',
  'two requests': 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(2),
  'a body that does not follow': 'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{',
  'an expectation': 'POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n',
  'a CONNECT request': 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n',
  'an upgrade of /graphql': upgrade('/graphql'),
  'an upgrade of /mqtt': upgrade('/mqtt'),
  'an upgrade of another path': upgrade('/elsewhere'),
  'an upgrade without its headers':
    'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
}

const kinds = Object.entries(firstBytes)
const tries = 20

/** `connection` carries the socket; a TLS socket itself cannot be reset. */
interface Opened {
  readonly socket: Socket
  readonly connection: Socket
  readonly ready: 'connect' | 'secureConnect'
}

function openTcp(port: number): Opened {
  const socket = connectTcp(port, '127.0.0.1')
  return { socket, connection: socket, ready: 'connect' }
}

function openTls(port: number): Opened {
  const connection = connectTcp(port, '127.0.0.1')
  const socket = connectTls({ socket: connection, rejectUnauthorized: false })
  return { socket, connection, ready: 'secureConnect' }
}

async function resetAfter(open: () => Opened, bytes: string | Buffer): Promise<void> {
  for (let index = 0; index < tries; index++) {
    const { socket, connection, ready } = open()
    for (const each of [socket, connection]) each.on('error', () => {})
    await once(socket, ready)
    if (bytes.length > 0) await new Promise(resolve => socket.write(bytes, resolve))
    const closed = new Promise(resolve => connection.once('close', resolve))
    // Every other reset arrives while the server is answering.
    if (index % 2 === 1) await new Promise(resolve => setImmediate(resolve))
    connection.resetAndDestroy()
    await closed
  }
}

describe('the API port survives a reset after', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await openTestApi()
  })
  afterAll(() => api.close())

  test.each(kinds)('%s', async (_, bytes) => {
    const port = Number(new URL(api.url).port)
    await resetAfter(() => openTcp(port), bytes)
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200)
  })
})

describe('the device port survives a reset after', () => {
  let keys: TestKeys
  beforeAll(async () => {
    keys = await openTestKeys()
  })
  afterAll(() => keys.close())

  const openPort = async () => {
    const port = await openTestPort(keys, (_, response) => response.end('{}'))
    onTestFinished(() => port.close())
    return port
  }

  test.each(kinds)('%s, before the handshake', async (_, bytes) => {
    const { port, fetch } = await openPort()
    await resetAfter(() => openTcp(port), bytes)
    expect((await fetch('/')).status).toBe(200)
  })

  test.each(kinds)('%s, after the handshake', async (_, bytes) => {
    const { port, fetch } = await openPort()
    await resetAfter(() => openTls(port), bytes)
    expect((await fetch('/')).status).toBe(200)
  })
})
