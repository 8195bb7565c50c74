import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import type { Callers } from '#app/application.ts'
import type { ExportFormat } from '#app/ledger/export-history.ts'
import type { ChangeFeed } from '#app/ports.ts'
import { openAdmissions } from '../access/admissions.ts'
import { type Authenticate, bearerOf } from '../access/authentication.ts'
import { createGraphql, type GraphqlOptions } from '../graphql/graphql.ts'
import { told } from '../graphql/graphql-errors.ts'
import { createGraphqlSockets, type SocketLimits } from '../graphql/graphql-socket.ts'
import { createHub } from '../graphql/hub.ts'
import { frontPage, graphiqlPage, type Page } from './api-pages.ts'
import { type ArtifactDownloadOptions, createArtifactDownload } from './artifact-download.ts'
import type { ConsolePages } from './console-pages.ts'
import { artifactPath } from './download-tickets.ts'
import { createExports, type ExportOptions, exportOf } from './exports.ts'
import { answerProblem, problemOfError, unauthenticated } from './rest/problem.ts'
import { createRest } from './rest/rest.ts'
import { createRunOperation } from './rest/run-operation.ts'

export interface ApiOptions extends GraphqlOptions {
  readonly host: string
  /** 0: any free one. */
  readonly port: number
  /** PEM; null: no TLS. */
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null
  /** Other origins whose pages may call the API. */
  readonly corsOrigins: readonly string[]
  readonly authenticate: Authenticate
  readonly callers: Callers
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly artifacts: ArtifactDownloadOptions
  readonly exports: ExportOptions
  readonly metrics: Registry
  /** Null: a plain page in its place. */
  readonly console: ConsolePages | null
  /** Whether the service can do its work now. */
  readonly ready: () => Promise<boolean>
  readonly socketLimits?: Partial<SocketLimits>
}

export interface Api {
  /** `http://127.0.0.1:4000` */
  readonly url: string
  /** Stops accepting, lets requests end, then ends what is left: sockets with 1001, streams without more ado. */
  close(): Promise<void>
}

/** Milliseconds that `close` waits for requests. */
const drainTime = 5000

export async function openApi(options: ApiOptions): Promise<Api> {
  const { host, port, tls, corsOrigins, metrics, ready, socketLimits } = options
  const { graphql, toPublic } = createGraphql(options)
  const hub = createHub({
    contextOf: options.contextOf,
    toPublic,
    onUndeclared: ({ loc }) =>
      options.log.error(
        { document: loc?.source.body },
        'a field depends on the caller and does not declare it; its answers are not shared',
      ),
  })
  const graphiql = graphiqlPage()
  const front = frontPage()
  const exportTo = createExports(options.exports)

  const rest = createRest({ schema: options.schema, run: createRunOperation(graphql) })

  const download = createArtifactDownload(options.artifacts)
  const admissions = openAdmissions(options)
  const { admit } = admissions

  async function serveGraphql(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (wantsPage(request, url)) return servePage(request, response, graphiql)
    const admission = await admit(bearerOf(request.headers.authorization))
    const caller = await admission?.caller()
    if (!admission || !caller) return askForToken(response)
    // A stream does not outlive the token that opened it.
    const stopWaiting = admission.whenOver(() => response.destroy())
    if (response.closed) return stopWaiting()
    response.once('close', stopWaiting)
    const setHeader = (name: string, value: string) => void response.setHeader(name, value)
    await graphql.handle(request, response, { caller, setHeader })
  }

  async function serveRest(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (url.pathname === '/v1/openapi.json') return serveOpenApi(request, response)
    try {
      const caller = await (await admit(bearerOf(request.headers.authorization)))?.caller()
      if (!caller) return answerProblem(response, unauthenticated)
      const setHeader = (name: string, value: string) => void response.setHeader(name, value)
      await rest.serve(request, response, url, { caller, setHeader })
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      answerProblem(response, problemOfError(toPublic(error)))
    }
  }

  function serveOpenApi(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET') {
      answer(response, 405, { error: 'GET it.' }, { allow: 'GET' })
      return
    }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(rest.openApi)
  }

  async function serveExport(
    format: ExportFormat,
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (request.method !== 'GET') return answer(response, 405, { error: 'GET it.' }, { allow: 'GET' })
    const admission = await admit(bearerOf(request.headers.authorization))
    const caller = await admission?.caller()
    if (!caller) return askForToken(response)
    // Once begun it may take longer than its token lasts.
    await exportTo(format, caller, url.searchParams, response)
  }

  async function serveArtifact(
    id: string,
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    if (request.method !== 'GET') return answer(response, 405, { error: 'GET it.' }, { allow: 'GET' })
    const fault = await download(id, response, url.searchParams)
    if (fault) answer(response, fault.status, { error: fault.error })
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const artifact = artifactPath(url.pathname)
    if (artifact) return serveArtifact(artifact, request, response, url)
    if (url.pathname.startsWith('/v1/')) return serveRest(request, response, url)
    const format = exportOf(url.pathname)
    if (format) return serveExport(format, request, response, url)
    switch (url.pathname) {
      case '/graphql':
        return serveGraphql(request, response, url)
      case '/health/live':
        return answer(response, 200, { status: 'live' })
      case '/health/ready': {
        const isReady = await ready().catch(() => false)
        return answer(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' })
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': metrics.contentType })
        response.end(await metrics.metrics())
        return
      default:
        if (options.console?.serve(request, response, url)) return
        if (url.pathname === '/') return servePage(request, response, front)
        return answer(response, 404, { error: 'There is nothing here.' })
    }
  }

  const listen = (request: IncomingMessage, response: ServerResponse) =>
    void serve(request, response).catch(error => {
      if (response.headersSent) return void response.destroy()
      const failure = toPublic(error)
      const status = (failure.extensions['http'] as { status?: number } | undefined)?.status ?? 500
      answer(response, status, { errors: [told(failure)] })
    })

  const server = tls ? createHttpsServer({ cert: tls.cert, key: tls.key }, listen) : createHttpServer(listen)
  const sockets = createGraphqlSockets({
    graphql,
    hub,
    admit,
    toPublic,
    log: options.log,
    ...(socketLimits && { limits: socketLimits }),
  })
  server.on('upgrade', (request, socket, head) => {
    // Node removes its own listener before it hands the socket over; without one, a reset ends the process.
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?')[0] === '/graphql') sockets.upgrade(request, socket, head)
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: bound } = server.address() as AddressInfo

  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      await sockets.close()
      const late = setTimeout(() => server.closeAllConnections(), drainTime)
      await closed
      clearTimeout(late)
      admissions.close()
      await graphql.dispose()
    },
  }
}

/** A browser that opens the address wants GraphiQL; one that sends a query wants its answer. */
const wantsPage = ({ method, headers }: IncomingMessage, url: URL): boolean =>
  method === 'GET' && !url.searchParams.has('query') && (headers.accept ?? '').includes('text/html')

async function servePage(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return answer(response, 405, { error: 'GET it.' }, { allow: 'GET, HEAD' })
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
  'link, location, retry-after, x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset'

/** Whether the request was a browser's question whether it may ask, which is then answered. */
function allowOrigin(
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
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key',
    'access-control-max-age': '600',
  })
  response.end()
  return true
}

const askForToken = (response: ServerResponse): void =>
  answer(
    response,
    401,
    {
      errors: [
        { message: 'A valid bearer token or API key is needed.', extensions: { code: 'UNAUTHENTICATED' } },
      ],
    },
    { 'www-authenticate': 'Bearer' },
  )

function answer(
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
