import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Page } from './pages.ts'

/** Whether to serve the GraphiQL page: a browser opens the URL without a query. */
export const wantsPage = ({ method, headers }: IncomingMessage, url: URL): boolean =>
  method === 'GET' && !url.searchParams.has('query') && (headers.accept ?? '').includes('text/html')

export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(response, 405, { error: 'Only GET is allowed.' }, { allow: 'GET, HEAD' })
  const isGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = isGzip ? await page.gzipped() : Buffer.from(page.html)
  const encoding = isGzip ? { 'content-encoding': 'gzip' } : {}
  response.writeHead(200, {
    ...page.headers,
    ...encoding,
    vary: 'accept-encoding',
    'content-length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const exposedHeaders =
  'link, location, x-request-id, retry-after, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset'

/** Sets the CORS headers. Answers a preflight request and then returns true. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): boolean {
  const { origin } = request.headers
  response.setHeader('vary', 'origin')
  if (origin && origins.includes(origin)) {
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', exposedHeaders)
  }
  if (request.method !== 'OPTIONS') return false
  response.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-allow-headers':
      'authorization, content-type, idempotency-key, x-request-id, x-graphql-event-stream-token',
    'access-control-max-age': '600',
  })
  response.end()
  return true
}

export const askForToken = (response: ServerResponse, requestId: string): void =>
  answer(
    response,
    401,
    {
      errors: [
        {
          message: 'A valid bearer token or API key is required.',
          extensions: { requestId, code: 'UNAUTHENTICATED' },
        },
      ],
    },
    { 'www-authenticate': 'Bearer' },
  )

export function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'x-content-type-options': 'nosniff',
    ...headers,
  })
  response.end(JSON.stringify(body))
}
