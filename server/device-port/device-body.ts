import type { IncomingMessage } from 'node:http'

export interface BodyLimits {
  readonly bytes: number
  /** Milliseconds within which the body must arrive. */
  readonly time: number
}

export type Body = { readonly ok: Buffer } | { readonly fault: 'too large' | 'too slow' | 'cut off' }

/** Reads a body. Stops as soon as the body is known to be too large. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let bytes = 0

    const settle = (body: Body) => {
      clearTimeout(timer)
      request.off('data', take)
      resolve(body)
    }
    const timer = setTimeout(settle, limits.time, { fault: 'too slow' })

    const take = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > limits.bytes) settle({ fault: 'too large' })
      else chunks.push(chunk)
    }

    if (Number(request.headers['content-length']) > limits.bytes) return settle({ fault: 'too large' })
    request.on('data', take)
    request.once('end', () => settle({ ok: Buffer.concat(chunks) }))
    request.once('error', () => settle({ fault: 'cut off' }))
    request.once('close', () => settle({ fault: 'cut off' }))
  })
}

/**
 * Reads and discards the rest, so that a client that is still sending gets the response. Closing at once would reset its
 * connection. Destroys the connection beyond these limits.
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
