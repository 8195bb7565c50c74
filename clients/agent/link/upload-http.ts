import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { messageOf, Unreachable } from '../failures.ts'
import { type Dial, dial } from './tls.ts'

/** One request of the tus protocol. */
export interface Exchange {
  readonly method: 'POST' | 'HEAD' | 'PATCH'
  readonly path: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: Readable
}
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** The beginning of the response text, for error messages. */
  readonly detail: string
}

const TUS_VERSION = '1.0.0'
/** Maximum time without a byte in either direction. */
const IDLE_MS = 60_000
const DETAIL_LENGTH = 500

/**
 * Sends one request on its own connection. Resolves with any response, even one with an error status. Rejects with
 * Unreachable.
 */
export async function exchange(to: Omit<Dial, 'protocol'>, sent: Exchange): Promise<Answer> {
  const { host, port } = to.server
  const socket = await dial({ ...to, protocol: 'http/1.1' }).catch(error => {
    sent.body?.destroy()
    throw error
  })
  socket.setTimeout(IDLE_MS, () => socket.destroy(new Error('no response in time')))
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const headers = { 'tus-resumable': TUS_VERSION, 'content-length': 0, ...sent.headers }
      const { method, path } = sent
      const outgoing = request({ createConnection: () => socket, host, port, method, path, headers })
      outgoing.on('response', async received => {
        try {
          let detail = ''
          for await (const chunk of received.setEncoding('utf8'))
            if (detail.length < DETAIL_LENGTH) detail += chunk
          resolve({
            status: received.statusCode ?? 0,
            headers: received.headers,
            detail: detail.slice(0, DETAIL_LENGTH),
          })
        } catch (error) {
          reject(error)
        }
      })
      outgoing.on('error', reject)
      // A server may refuse before it has read the whole body. Its response then takes precedence over the
      // write error.
      if (sent.body) pipeline(sent.body, outgoing).catch(reject)
      else outgoing.end()
    })
  } catch (error) {
    throw new Unreachable(`${host}:${port}${sent.path}: ${messageOf(error)}`)
  } finally {
    sent.body?.destroy()
    socket.destroy()
  }
}

export const encodeMetadata = (metadata: Readonly<Record<string, string>>) =>
  Object.entries(metadata)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',')

export const readMetadata = (header: string | string[] | undefined) =>
  new Map(
    String(header ?? '')
      .split(',')
      .map(pair => {
        const [key = '', value = ''] = pair.trim().split(' ')
        return [key, Buffer.from(value, 'base64').toString()] as const
      }),
  )

/** `Upload-Offset`: the bytes the server has. */
export function offsetOf({ headers }: Answer): number {
  const offset = Number(headers['upload-offset'] ?? Number.NaN)
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new Unreachable('the server answered without Upload-Offset')
  return offset
}
