import 'reflect-metadata'
import { createHash } from 'node:crypto'
import { type RequestOptions, request } from 'node:https'
import type { TLSSocket } from 'node:tls'
import * as x509 from '@peculiar/x509'
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose'
import mqtt, { type MqttClient } from 'mqtt'

const algorithms = {
  'EC P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  Ed25519: { name: 'Ed25519' },
  RSA: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
}

export interface Command {
  readonly kind: 'execute' | 'grant' | 'withdraw' | 'verify'
  readonly jti: string
  readonly actionId: string
  readonly commandId?: string
  readonly action?: { readonly type: string; readonly parameters: Record<string, unknown> }
  readonly exp: number
  readonly [claim: string]: unknown
}

/** A device written only from the protocol's documentation, with node:https, jose and mqtt.js. It uses no code of the agent. */
export interface StockDevice {
  readonly id: string
  readonly received: readonly Command[]
  /** PEM credentials of the mutual TLS connection. */
  readonly client: { readonly key: string; readonly cert: string; readonly ca: string }
  /** Connects to the server of the enrolment or to another instance. */
  connect(instance?: string, road?: 'MQTT' | 'WebSocket'): Promise<void>
  disconnect(): Promise<void>
  /** Resolves when the server has ended the connection. */
  closed(): Promise<void>
  /** Resolves with the next matching command that no earlier call returned. Other commands stay for later calls. */
  next(kind: Command['kind'], actionId?: string): Promise<Command>
  /** Resolves with the PUBACK. */
  say(result: object): Promise<void>
  publish(channel: 'results' | 'state', payload: string | Buffer): Promise<void>
}

interface Enrolled {
  readonly deviceId: string
  readonly certificate: string
  readonly caCertificates: string
  readonly commandKeys: JSONWebKeySet
}

/** HTTPS to the device port. Checks the certificate authority against the token's pin. */
export function ask(
  server: string,
  path: string,
  body: object,
  pin: string,
): Promise<{ status: number; body: unknown }> {
  const [host, port] = server.split(':')
  return new Promise((resolve, reject) => {
    const options: RequestOptions & { ALPNProtocols: string[] } = {
      host,
      port,
      path,
      method: 'POST',
      // A resumed TLS session has no certificate chain.
      agent: false,
      ALPNProtocols: ['http/1.1'],
      rejectUnauthorized: false,
      headers: { 'content-type': 'application/json' },
    }
    const asked = request(options, response => {
      let text = ''
      response.on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }))
    })
    asked.on('socket', socket =>
      socket.once('secureConnect', () => {
        const chain = (socket as TLSSocket).getPeerCertificate(true)
        const spki = new x509.X509Certificate(new Uint8Array(chain.issuerCertificate.raw)).publicKey.rawData
        const found = createHash('sha256').update(Buffer.from(spki)).digest('base64url')
        if (found !== pin) asked.destroy(new Error('another certificate authority than the pinned one'))
      }),
    )
    asked.on('error', reject)
    asked.end(JSON.stringify(body))
  })
}

export async function enrollStockDevice(
  server: string,
  token: string,
  hostname: string,
  kind: keyof typeof algorithms = 'EC P-256',
): Promise<StockDevice> {
  const algorithm = algorithms[kind]
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const csr = await x509.Pkcs10CertificateRequestGenerator.create(
    { name: 'CN=whatever', keys, signingAlgorithm: algorithm },
    crypto,
  )
  const pin = token.split('_').slice(2).join('_')
  const request = { token, csr: csr.toString('pem'), hostname, platform: 'LINUX', agentVersion: 'stock' }
  const { status, body } = await ask(server, '/v1/enroll', request, pin)
  if (status !== 201) throw new Error(`enrolment: ${status} ${JSON.stringify(body)}`)
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`
  return stockDevice(server, body as Enrolled, key)
}

function stockDevice(server: string, enrolled: Enrolled, key: string): StockDevice {
  const { deviceId: id, certificate, caCertificates, commandKeys } = enrolled
  const keySet = createLocalJWKSet(commandKeys)
  const topic = (channel: string) => `defend/v1/${id}/${channel}`
  const received: Command[] = []
  const unasked: Command[] = []
  const waiting: { matches: (command: Command) => boolean; resolve: (command: Command) => void }[] = []
  let client: MqttClient | undefined

  async function take(jws: string) {
    const { payload, protectedHeader } = await compactVerify(jws, keySet)
    if (protectedHeader.typ !== 'defend-command+jwt') throw new Error(`typ ${protectedHeader.typ}`)
    const command = JSON.parse(new TextDecoder().decode(payload)) as Command
    if (command['aud'] !== id || command['iss'] !== 'defend') throw new Error('not for this device')
    received.push(command)
    const first = waiting.findIndex(({ matches }) => matches(command))
    if (first >= 0) waiting.splice(first, 1)[0]?.resolve(command)
    else unasked.push(command)
  }
  const publish = async (channel: 'results' | 'state', payload: string | Buffer) => {
    await client?.publishAsync(topic(channel), payload, { qos: 1 })
  }

  return {
    id,
    received,
    client: { key, cert: certificate, ca: caCertificates },
    connect: async (instance = server, road = 'MQTT') => {
      const url = road === 'MQTT' ? `mqtts://${instance}` : `wss://${instance}/mqtt`
      client = await mqtt.connectAsync(
        url,
        {
          clientId: id,
          key,
          cert: certificate,
          ca: caCertificates,
          protocolVersion: 4,
          reconnectPeriod: 0,
          ...(road === 'MQTT' && { ALPNProtocols: ['mqtt'] }),
        },
        // A refused upgrade is not an MQTT error: the connection closes.
        false,
      )
      client.on('message', (_, payload) => void take(payload.toString()))
      const [granted] = await client.subscribeAsync(topic('commands'), { qos: 1 })
      if (granted?.qos !== 1) throw new Error('the subscription was refused')
    },
    disconnect: async () => client?.endAsync(true),
    closed: () => new Promise(resolve => client?.once('close', () => resolve())),
    next: (kind, actionId) => {
      const matches = (command: Command) =>
        command.kind === kind && (!actionId || command.actionId === actionId)
      const known = unasked.findIndex(matches)
      if (known >= 0) return Promise.resolve(unasked.splice(known, 1)[0] as Command)
      return new Promise(resolve => waiting.push({ matches, resolve }))
    },
    say: result => publish('results', JSON.stringify({ at: new Date().toISOString(), ...result })),
    publish,
  }
}
