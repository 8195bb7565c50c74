import type { X509Certificate } from 'node:crypto'
import { request } from 'node:http'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { messageOf, Unreachable } from '../failures.ts'
import { type HttpProxy, openTunnel } from './proxy.ts'
import { faultOfServer, type Trust } from './server-identity.ts'

export interface ServerAddress {
  readonly host: string
  readonly port: number
  /** Resolves the name of the host or of the proxy; default: the system's resolver. */
  readonly lookup?: LookupFunction
  /** Default: no proxy. */
  readonly proxy?: HttpProxy
}

export interface Dial {
  readonly server: ServerAddress
  readonly trust: Trust
  readonly protocol: 'mqtt' | 'http/1.1'
  /** PEM; absent while enrolling. */
  readonly client?: { readonly key: string; readonly cert: string }
  /** Aborting closes the connection at any stage. */
  readonly signal?: AbortSignal
}

const DIAL_TIMEOUT_MS = 15_000
const ANSWER_TIMEOUT_MS = 30_000
const MAX_ANSWER_BYTES = 1024 * 1024

/** Resolves once the server's identity is verified, before anything is sent; rejects with Unreachable. */
export async function dial(to: Dial): Promise<TLSSocket> {
  const { host, port, proxy, lookup } = to.server
  if (proxy === undefined) return secure(to, { host, port, ...(lookup && { lookup }) })
  const tunnel = await openTunnel({
    proxy,
    to: { host, port },
    within: DIAL_TIMEOUT_MS,
    ...(lookup && { lookup }),
    ...(to.signal && { signal: to.signal }),
  })
  return secure(to, { socket: tunnel })
}

type Way = { socket: Socket } | { host: string; port: number; lookup?: LookupFunction }

function secure({ server, trust, protocol, client, signal }: Dial, way: Way): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...way,
      ...(isIP(server.host) ? {} : { servername: server.host }),
      ...client,
      ALPNProtocols: [protocol],
      minVersion: 'TLSv1.2',
      // faultOfServer verifies the chain instead; its docstring explains why.
      rejectUnauthorized: false,
    })
    const fail = (reason: string) => {
      socket.destroy()
      reject(new Unreachable(`${server.host}:${server.port}: ${reason}`))
    }
    const onError = (error: Error) => fail(messageOf(error))
    const onClose = () => fail('the connection was closed')
    const timer = setTimeout(() => fail('no TLS connection in time'), DIAL_TIMEOUT_MS)
    const cut = () => socket.destroy()
    signal?.addEventListener('abort', cut)
    socket.once('close', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cut)
    })
    socket.once('error', onError)
    socket.once('close', onClose)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      const fault = faultOfServer(presentedBy(socket), server.host, trust)
      if (fault !== null) return fail(fault)
      // Nagle's algorithm with delayed acknowledgements costs 40 ms per round trip.
      socket.setNoDelay(true)
      socket.off('error', onError)
      socket.off('close', onClose)
      resolve(socket)
    })
  })
}

function presentedBy(socket: TLSSocket): X509Certificate[] {
  const presented: X509Certificate[] = []
  for (let next = socket.getPeerX509Certificate(); next; next = next.issuerCertificate) presented.push(next)
  return presented
}

export interface Answer {
  readonly status: number
  /** Parsed JSON; null if the response is not JSON. */
  readonly body: unknown
}

/**
 * Sends one request on its own connection. Resolves with any response, even one with an error status. Rejects with
 * Unreachable.
 */
export async function ask(
  to: Omit<Dial, 'protocol'>,
  { method, path, body }: { method: 'GET' | 'POST'; path: string; body?: object },
): Promise<Answer> {
  const socket = await dial({ ...to, protocol: 'http/1.1' })
  try {
    return await exchange(socket, to.server, { method, path, text: body ? JSON.stringify(body) : '' })
  } finally {
    socket.destroy()
  }
}

function exchange(
  socket: TLSSocket,
  { host, port }: ServerAddress,
  { method, path, text }: { method: string; path: string; text: string },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const unreachable = (reason: string) => reject(new Unreachable(`${host}:${port}${path}: ${reason}`))
    const sent = request(
      {
        createConnection: () => socket,
        host,
        port,
        method,
        path,
        headers: text
          ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
          : {},
        timeout: ANSWER_TIMEOUT_MS,
      },
      received => {
        let answer = ''
        received.setEncoding('utf8')
        received.on('data', chunk => {
          answer += chunk
          if (answer.length > MAX_ANSWER_BYTES) socket.destroy(new Error('the response is too long'))
        })
        received.on('end', () => resolve({ status: received.statusCode ?? 0, body: parse(answer) }))
        received.on('error', error => unreachable(messageOf(error)))
      },
    )
    sent.on('timeout', () => socket.destroy(new Error('no response in time')))
    sent.on('error', error => unreachable(messageOf(error)))
    sent.end(text)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
