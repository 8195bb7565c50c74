import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql'

/** Serves the schema as SDL, without a token. Its ETag changes only with the schema. */
export function createSchemaText(schema: GraphQLSchema) {
  const text = Buffer.from(printSchema(lexicographicSortSchema(schema)))
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`

  return function serveSchemaText(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
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
