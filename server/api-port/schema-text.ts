import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'

/** Serves the schema as SDL, without authentication. The ETag changes only with the schema. */
export function createSchemaText(schema: GraphQLSchema) {
  // Printed when it is first asked for, because sorting the schema would delay the start.
  let printed: ReturnType<typeof print> | undefined

  return function serveSchemaText(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    printed ??= print(schema)
    const { text, etag } = printed
    const known = (request.headers['if-none-match'] ?? '')
      .split(',')
      .map(tag => tag.trim().replace(/^W\//, ''))
    const headers = { etag, 'cache-control': 'no-cache' }
    if (known.includes(etag) || known.includes('*')) return void response.writeHead(304, headers).end()
    response.writeHead(200, {
      ...headers,
      'content-type': 'application/graphql; charset=utf-8',
      'content-length': text.length,
      'x-content-type-options': 'nosniff',
    })
    response.end(request.method === 'HEAD' ? undefined : text)
  }
}

function print(schema: GraphQLSchema) {
  const text = Buffer.from(printSchema(lexicographicSortSchema(schema)))
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
}
