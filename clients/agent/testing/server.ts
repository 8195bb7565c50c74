import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { Aedes } from 'aedes'
import { createWebSocketStream, WebSocketServer } from 'ws'
import { type Command, type SigningKey, signCommand } from '#protocol/command.ts'
import { parseResult, type Result } from '#protocol/result.ts'
import { type DeviceState, parseState } from '#protocol/state.ts'
import { commandsTopic, parseTopic } from '#protocol/topics.ts'
import { createArtifacts, type TestArtifacts } from './artifacts.ts'
import { createAuthority, type TestAuthority } from './certificates.ts'

/**
 * The parts of a server an agent needs: enrolment, renewal, time, artifacts, a broker. Real TLS on loopback.
 */
export interface TestServer {
  readonly address: { readonly host: string; readonly port: number }
  readonly authority: TestAuthority
  /** Valid for any number of enrolments. */
  readonly token: string
  readonly key: SigningKey
  /** Milliseconds added to the time that /v1/time returns. */
  ahead: number
  /** Certificates that are answered with 401. */
  readonly revoked: Set<string>
  readonly renewals: string[]
  /** Devices that have connected with MQTT over WebSocket. */
  readonly webSockets: string[]
  readonly artifacts: TestArtifacts
  /** Delivers a command once the device is subscribed. Fills in omitted claims. */
  send(deviceId: string, command: CommandFor): Promise<string>
  sendRaw(deviceId: string, jws: string): Promise<void>
  /** Resolves to the next matching result, or to an earlier one not returned yet. */
  result(fits: (result: Result) => boolean): Promise<Result>
  state(fits: (state: DeviceState, deviceId: string) => boolean): Promise<DeviceState>
  subscribed(deviceId: string): Promise<void>
  /** Cuts every connection, as a server crash does. */
  cut(): void
  /** While true, publications are neither acknowledged nor kept. */
  deaf: boolean
  close(): Promise<void>
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
export type CommandFor = Without<Command, 'iss' | 'aud' | 'iat' | 'exp' | 'jti'> & {
  jti?: string
  exp?: number
}

export async function startTestServer({
  port = 0,
  host = '127.0.0.1',
  name = 'localhost',
  authority,
}: {
  port?: number
  host?: string
  name?: string
  authority?: TestAuthority
} = {}): Promise<TestServer> {
  const ca = authority ?? (await createAuthority())
  const { key, cert } = await ca.issueServer({ dns: [name], ip: [host] })
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signing: SigningKey = { kid: 'test', privateKey }
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: signing.kid }] }
  const token = `dfe_${randomBytes(32).toString('hex')}_${ca.pin}`
  const sockets = new Set<TLSSocket>()
  const results = mailbox<Result>()
  const states = mailbox<{ state: DeviceState; deviceId: string }>()
  const subscriptions = mailbox<string>()
  const online = new Set<string>()

  const aedes = await Aedes.createBroker()
  aedes.authorizePublish = (client, packet, done) => {
    if (server.deaf || !client) return
    const topic = parseTopic(packet.topic)
    const bytes = Buffer.from(packet.payload)
    if (topic?.channel === 'results') {
      const parsed = parseResult(bytes)
      if ('refused' in parsed) throw new Error(`refused: ${parsed.refused}`)
      results.put(parsed.ok)
    }
    if (topic?.channel === 'state') {
      const parsed = parseState(bytes)
      if ('refused' in parsed) throw new Error(`refused: ${parsed.refused}`)
      states.put({ state: parsed.ok, deviceId: topic.deviceId })
    }
    setImmediate(done, null)
  }
  aedes.on('subscribe', (_subscriptions, client) => {
    online.add(client.id)
    subscriptions.put(client.id)
  })
  aedes.on('clientDisconnect', client => online.delete(client.id))

  const http = createHttpServer(answer)
  const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'mqtt' })
  http.on('upgrade', (request, socket, head) => {
    const deviceId = certified(request)
    if (request.url !== '/mqtt' || !deviceId) return void socket.destroy()
    webSockets.handleUpgrade(request, socket, head, opened => {
      server.webSockets.push(deviceId)
      aedes.handle(createWebSocketStream(opened).on('error', () => {}))
    })
  })
  const listener = createServer(
    {
      key,
      cert,
      ca: ca.pem,
      requestCert: true,
      rejectUnauthorized: false,
      ALPNProtocols: ['mqtt', 'http/1.1'],
    },
    socket => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      socket.on('error', () => {})
      if (socket.alpnProtocol === 'mqtt') aedes.handle(socket)
      else http.emit('connection', socket)
    },
  )
  listener.listen(port, host)
  await once(listener, 'listening')

  const server: TestServer = {
    address: { host, port: (listener.address() as AddressInfo).port },
    authority: ca,
    token,
    key: signing,
    ahead: 0,
    revoked: new Set(),
    renewals: [],
    webSockets: [],
    artifacts: createArtifacts(),
    deaf: false,
    async send(deviceId, command) {
      const now = Math.floor((Date.now() + server.ahead) / 1000)
      const claims = { iss: 'defend', aud: deviceId, jti: randomUUID(), iat: now, exp: now + 600, ...command }
      await server.sendRaw(deviceId, signCommand(claims as Command, signing))
      return claims.jti
    },
    async sendRaw(deviceId, jws) {
      await server.subscribed(deviceId)
      await new Promise<void>((resolve, reject) =>
        aedes.publish(
          { cmd: 'publish', topic: commandsTopic(deviceId), payload: jws, qos: 1, retain: false, dup: false },
          error => (error ? reject(error) : resolve()),
        ),
      )
    },
    result: fits => results.take(fits),
    state: async fits => (await states.take(({ state, deviceId }) => fits(state, deviceId))).state,
    async subscribed(deviceId) {
      if (!online.has(deviceId)) await subscriptions.take(id => id === deviceId && online.has(id))
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      listener.close()
      server.cut()
      await new Promise<void>(resolve => aedes.close(resolve))
    },
  }
  return server

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const deviceId = certified(request)
    const reply = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.url === '/v1/enroll') {
      const { token: given, csr } = await readBody(request)
      if (given !== token) return reply(401, { title: 'Unauthorized', detail: 'no such token' })
      const id = randomUUID()
      return reply(201, await credentials(id, csr ?? ''))
    }
    if (!deviceId || server.revoked.has(deviceId)) return reply(401, { title: 'Unauthorized' })
    if (request.url === '/v1/time')
      return reply(200, { now: new Date(Date.now() + server.ahead).toISOString() })
    if (request.url?.startsWith('/v1/artifacts')) return server.artifacts.answer(request, response, deviceId)
    const { csr } = await readBody(request)
    server.renewals.push(deviceId)
    return reply(201, await credentials(deviceId, csr ?? ''))
  }

  async function credentials(deviceId: string, csr: string): Promise<object> {
    return {
      deviceId,
      certificate: await ca.issueDevice(csr, deviceId),
      caCertificates: ca.pem,
      commandKeys: jwks,
    }
  }
}

const certified = ({ socket }: IncomingMessage) =>
  String((socket as TLSSocket).getPeerCertificate().subject?.CN ?? '')

async function readBody(request: IncomingMessage): Promise<Record<string, string | undefined>> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

/** Matches received results with pending requests. */
function mailbox<T>() {
  const unread: T[] = []
  const readers: { fits: (item: T) => boolean; resolve: (item: T) => void }[] = []
  return {
    put(item: T): void {
      const index = readers.findIndex(({ fits }) => fits(item))
      if (index === -1) unread.push(item)
      else readers.splice(index, 1)[0]?.resolve(item)
    },
    take(fits: (item: T) => boolean): Promise<T> {
      const index = unread.findIndex(fits)
      const found = index === -1 ? undefined : unread.splice(index, 1)[0]
      return found !== undefined
        ? Promise.resolve(found)
        : new Promise(resolve => readers.push({ fits, resolve }))
    },
  }
}
