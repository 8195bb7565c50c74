import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

const tooLarge = () =>
  new GraphQLError('Request body too large', {
    extensions: { code: 'LIMIT_EXCEEDED', http: { status: 413 } },
  })

/**
 * In place of `maxRequestBodySize`, which sends each body through a stream of its own: that costs as much as all the
 * rest of a small request. Where a length is said, HTTP holds the sender to it; only one that is unsaid is counted.
 * @param bytes the most that a body may have; more is answered 413
 */
export const limitBody = (bytes: number): Plugin => ({
  onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
    const length = request.headers.get('content-length')
    if (Number(length) > bytes) throw tooLarge()
    if (length !== null || !requestParser || !request.body) return
    setRequestParser(async ({ url, method, headers, signal, body }) =>
      requestParser(
        new fetchAPI.Request(url, { method, headers, signal, body: body && (await readUpTo(bytes, body)) }),
      ),
    )
  },
})

/** Past the limit the rest is left unread, and the connection open for the answer. */
async function readUpTo(bytes: number, body: ReadableStream<Uint8Array>): Promise<string> {
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString()
    length += value.byteLength
    if (length > bytes) throw tooLarge()
    chunks.push(value)
  }
}
