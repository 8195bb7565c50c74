import type { IncomingMessage } from 'node:http'
import { within } from '#flow/within.ts'

export interface BodyLimits {
  readonly bytes: number
  /** Milliseconds within which the body must arrive. */
  readonly time: number
}

export type Body = { readonly ok: Buffer } | { readonly fault: 'too large' | 'too slow' | 'cut off' }

/** Reads a body. Resolves as soon as the body is known to be too large. */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  if (Number(request.headers['content-length']) > limits.bytes) return { fault: 'too large' }
  return (await within(limits.time, collect(request, limits.bytes))) ?? { fault: 'too slow' }
}

function collect(request: IncomingMessage, most: number): Promise<Body> {
  const chunks: Buffer[] = []
  let bytes = 0
  return new Promise(resolve => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > most) resolve({ fault: 'too large' })
      else chunks.push(chunk)
    })
    request.once('end', () => resolve({ ok: Buffer.concat(chunks) }))
    request.once('error', () => resolve({ fault: 'cut off' }))
    request.once('close', () => resolve({ fault: 'cut off' }))
  })
}

/**
 * Reads and discards the rest of a body, so that a client that is still sending gets the response. (Closing immediately
 * would reset its connection.) Destroys the connection beyond the limits.
 */
export function discardBody(request: IncomingMessage, limits: BodyLimits): void {
  if (request.complete) return
  let left = limits.bytes
  const cut = () => void request.socket.destroy()
  const timer = setTimeout(cut, limits.time)
  request.once('close', () => clearTimeout(timer))
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) cut()
  })
}
