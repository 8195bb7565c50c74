import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Registry } from 'prom-client'
import type { FindSubmission } from '#app/action/find-submission.ts'
import type { Callers } from '#app/application.ts'
import type { ExportFormat } from '#app/ledger/export-history.ts'
import type { ChangeFeed } from '#app/ports.ts'
import type { Caller } from '#domain/people/actor.ts'
import { type ConnectionLimits, limitConnections } from '#flow/connection-limit.ts'
import { lacksHost, nameRefusals, refuseUpgrade } from '#flow/http-refusals.ts'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { requestIdOf } from '#flow/request-id.ts'
import { boundToSpan } from '#flow/tracing.ts'
import { within } from '#flow/within.ts'
import { type Admission, openAdmissions } from '../access/admissions.ts'
import { type Authenticate, bearerOf } from '../access/authentication.ts'
import { type CallerLimitOptions, callerKey, createCallerLimits } from '../access/caller-limits.ts'
import { unitsOfMutation } from '../access/mutation-rate.ts'
import { createGraphql, type GraphqlOptions } from '../graphql/graphql.ts'
import { createHub } from '../graphql/hub.ts'
import { tooManyAtOnce } from '../graphql/limit-callers.ts'
import { formatError } from '../graphql/public-errors.ts'
import { createGraphqlSockets, type SocketLimits } from '../graphql/websocket.ts'
import { allowOrigin, answer, askForToken, servePage, wantsPage } from './answers.ts'
import { type ArtifactDownloadOptions, createArtifactDownload } from './artifact-download.ts'
import type { ConsolePages } from './console-pages.ts'
import { artifactPath } from './download-tickets.ts'
import { createExports, type ExportOptions, exportOf } from './exports.ts'
import { createOpenC2, responseOf } from './openc2/openc2.ts'
import { answerOpenC2 } from './openc2/response.ts'
import { frontPage, graphiqlPage, type Page } from './pages.ts'
import { answerProblem, problemOfError, unauthenticated } from './rest/problem.ts'
import { createRest } from './rest/rest.ts'
import { createRunOperation } from './rest/run-operation.ts'
import { createSchemaText } from './schema-text.ts'
import { traceRequest } from './trace-request.ts'

export interface ApiOptions extends GraphqlOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Certificate and key in PEM; null: no TLS. */
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null
  /** Other origins whose pages may call the API (CORS). */
  readonly corsOrigins: readonly string[]
  readonly authenticate: Authenticate
  readonly callers: Callers
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly artifacts: ArtifactDownloadOptions
  readonly exports: ExportOptions
  readonly findSubmission: FindSubmission
  readonly metrics: Registry
  /** Null: a plain page is served instead. */
  readonly console: ConsolePages | null
  /** Whether the service is ready. */
  readonly ready: () => Promise<boolean>
  /** Names of parts that currently work with limits although the service is ready. Default: none. */
  readonly degraded?: () => readonly string[]
  /** Default: none. */
  readonly connectionLimits?: ConnectionLimits
  readonly socketLimits?: Partial<SocketLimits>
  readonly callerLimits?: Partial<CallerLimitOptions>
  /** Milliseconds after which a response is cut off if its client reads nothing. Default: two minutes. */
  readonly patience?: number
}

export interface Api {
  /** For example `http://127.0.0.1:4000`. */
  readonly url: string
  load(): { readonly sockets: number; readonly subscriptions: number; readonly exports: number }
  /** Uses this certificate for new connections. */
  renewCertificate(certificate: NonNullable<ApiOptions['tls']>): void
  /** Stops accepting connections, waits for requests to end, then closes sockets with 1001 and cuts streams. */
  close(): Promise<void>
}

/** Limits in milliseconds for the arrival of a request's headers and of the whole request. */
const httpOptions = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2000,
  requireHostHeader: false,
}

/** Milliseconds that `close` waits for requests. */
const drainTime = 5000

export async function openApi(options: ApiOptions): Promise<Api> {
  const { host, port, tls, corsOrigins, metrics, ready, socketLimits, log, patience = 120_000 } = options
  const callerLimits = createCallerLimits(options.callerLimits)
  const refused = createRefusalLog({ warn: (fields, message) => options.log.warn?.(fields, message) })
  const { graphql, toPublic } = createGraphql(options, callerLimits)
  const hub = createHub({
    contextOf: options.contextOf,
    toPublic,
    onUndeclared: ({ loc }) =>
      log.error(
        { document: loc?.source.body },
        'a field depends on the caller but does not declare dependsOnCaller; its answers are not shared',
      ),
  })
  let graphiql: Promise<Page> | undefined
  const front = frontPage()
  const exportTo = createExports(options.exports)
  const serveSchemaText = createSchemaText(options.schema)

  const run = createRunOperation(graphql)
  const rest = createRest({ schema: options.schema, run })
  const openC2 = createOpenC2({
    run,
    findSubmission: options.findSubmission,
    rateLimit: options.mutationRate && options.mutationRate.limit / unitsOfMutation,
  })

  const download = createArtifactDownload(options.artifacts)
  const admissions = openAdmissions(options)
  const { admit } = admissions

  async function admitted(request: IncomingMessage): Promise<Admitted | null> {
    const admission = await admit(bearerOf(request.headers.authorization))
    const caller = await admission?.caller()
    if (admission && caller) return { admission, caller }
    const cause = request.headers.authorization === undefined ? 'no token' : 'an invalid token or API key'
    refused(cause, { address: request.socket.remoteAddress, path: request.url?.split('?')[0] })
    return null
  }

  async function serveGraphql({ request, response, url, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (wantsPage(request, url)) {
      graphiql ??= graphiqlPage()
      return servePage(request, response, await graphiql)
    }
    const found = await admitted(request)
    if (!found) return askForToken(response, requestId)
    // Ends a stream when its token expires.
    const stopWaiting = found.admission.whenOver(() => response.destroy())
    if (response.closed) return stopWaiting()
    response.once('close', stopWaiting)
    response.setTimeout(patience, () => response.destroy())
    await graphql.handle(request, response, { caller: found.caller, requestId, ...transportOf(response) })
  }

  async function serveRest({ request, response, url, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (url.pathname === '/v1/openapi.json') return serveOpenApi(request, response)
    try {
      const found = await admitted(request)
      if (!found) return answerProblem(response, unauthenticated)
      const called = { caller: found.caller, requestId, ...transportOf(response) }
      await rest.serve(request, response, url, called)
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      answerProblem(response, problemOfError(toPublic(error, requestId)))
    }
  }

  async function serveOpenC2({ request, response, requestId }: Exchange): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (request.method !== 'POST')
      return answer(response, 405, { error: 'Only POST is allowed.' }, { allow: 'POST' })
    try {
      const found = await admitted(request)
      const { detail, headers } = unauthenticated
      if (!found) return answerOpenC2(response, { status: 401, status_text: detail }, headers)
      await openC2.serve(request, response, { caller: found.caller, requestId, ...transportOf(response) })
    } catch (error) {
      if (response.headersSent) return void response.destroy()
      answerOpenC2(response, responseOf(problemOfError(toPublic(error, requestId))))
    }
  }

  function serveOpenApi(request: IncomingMessage, response: ServerResponse): void {
    if (request.method !== 'GET') {
      answer(response, 405, { error: 'Only GET is allowed.' }, allowGet)
      return
    }
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    response.end(rest.openApi())
  }

  async function serveExport(
    format: ExportFormat,
    { request, response, url, requestId }: Exchange,
  ): Promise<void> {
    if (allowOrigin(request, response, corsOrigins)) return
    if (request.method !== 'GET') return answer(response, 405, { error: 'Only GET is allowed.' }, allowGet)
    const found = await admitted(request)
    if (!found) return askForToken(response, requestId)
    const end = callerLimits.exports.take(callerKey(found.caller))
    if (!end) throw tooManyAtOnce('exports')
    try {
      response.setTimeout(patience, () => response.destroy())
      // An export may continue after its token has expired.
      await exportTo(format, found.caller, url.searchParams, response)
    } finally {
      end()
    }
  }

  async function serveArtifact(id: string, { request, response, url }: Exchange): Promise<void> {
    if (request.method !== 'GET') return answer(response, 405, { error: 'Only GET is allowed.' }, allowGet)
    const fault = await download(id, response, url.searchParams)
    if (fault) answer(response, fault.status, { error: fault.error })
  }

  async function serve(exchange: Exchange): Promise<void> {
    const { request, response, url } = exchange
    const artifact = artifactPath(url.pathname)
    if (artifact) return serveArtifact(artifact, exchange)
    if (url.pathname.startsWith('/v1/')) return serveRest(exchange)
    const format = exportOf(url.pathname)
    if (format) return serveExport(format, exchange)
    switch (url.pathname) {
      case '/openc2':
        return serveOpenC2(exchange)
      case '/graphql':
        return serveGraphql(exchange)
      case '/schema.graphql':
        return serveSchemaText(request, response)
      case '/health/live':
        return answer(response, 200, { status: 'live' })
      case '/health/ready': {
        if (!(await ready().catch(() => false))) return answer(response, 503, { status: 'not ready' })
        const degraded = options.degraded?.() ?? []
        return answer(response, 200, { status: degraded.length > 0 ? 'degraded' : 'ready', degraded })
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': metrics.contentType })
        response.end(await metrics.metrics())
        return
      default:
        if (options.console?.serve(request, response, url)) return
        if (url.pathname === '/') return servePage(request, response, front)
        return answer(response, 404, { error: 'Not found.' })
    }
  }

  function logAccess({ request, response, url, requestId }: Exchange): void {
    const begin = performance.now()
    const line = () =>
      log.debug?.(
        {
          requestId,
          method: request.method,
          path: url.pathname,
          status: response.statusCode,
          milliseconds: Math.round(performance.now() - begin),
        },
        'request',
      )
    response.once('close', boundToSpan(line))
  }

  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    const requestId = requestIdOf(request.headers)
    response.setHeader('x-request-id', requestId)
    const url = urlOf(request)
    if (!url || lacksHost(request)) {
      answer(response, 400, {
        error: url ? 'The Host header is required.' : 'The request target must be a path.',
      })
      return
    }
    const exchange = { request, response, url, requestId }
    const isLogged = log.isLevelEnabled?.('debug')
    const answerIt = () => {
      if (isLogged) logAccess(exchange)
      return serve(exchange)
    }
    traceRequest(exchange, answerIt).catch(error => {
      if (response.headersSent) return void response.destroy()
      const failure = toPublic(error, requestId)
      const http = failure.extensions['http'] as { status?: number; headers?: Record<string, string> }
      answer(response, http?.status ?? 500, { errors: [formatError(failure)] }, http?.headers)
    })
  }

  const server = tls
    ? createHttpsServer({ ...httpOptions, handshakeTimeout: httpOptions.headersTimeout, ...tls }, listen)
    : createHttpServer(httpOptions, listen)
  nameRefusals(server)
  if (options.connectionLimits)
    limitConnections<Socket>(server, options.connectionLimits, address =>
      refused('too many connections', { address }),
    )
  const sockets = createGraphqlSockets({
    graphql,
    hub,
    callerLimits,
    admit,
    toPublic,
    log,
    ...(socketLimits && { limits: socketLimits }),
  })
  server.on('upgrade', (request, socket, head) => {
    // Node removes its error listener before it hands over the socket. Without one, a reset would end the process.
    socket.on('error', () => socket.destroy())
    const requestId = requestIdOf(request.headers)
    if (urlOf(request)?.pathname === '/graphql') sockets.upgrade(request, socket, head, requestId)
    else refuseUpgrade(socket, 404, requestId)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: bound } = server.address() as AddressInfo

  return {
    url: `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    load: () => ({
      sockets: callerLimits.sockets.taken,
      subscriptions: callerLimits.subscriptions.taken,
      exports: callerLimits.exports.taken,
    }),
    renewCertificate: certificate => {
      if (server instanceof HttpsServer) server.setSecureContext(certificate)
    },
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      await sockets.close()
      await within(drainTime, closed)
      server.closeAllConnections()
      await closed
      admissions.close()
      await graphql.dispose()
    },
  }
}

interface Admitted {
  readonly admission: Admission
  readonly caller: Caller
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  readonly requestId: string
}

const transportOf = (response: ServerResponse) => ({
  setHeader: (name: string, value: string) => void response.setHeader(name, value),
  whenSent: (done: () => void) => void (response.closed ? done() : response.once('close', done)),
})

const allowGet = { allow: 'GET' }

/** Null if the request target is not a path (for example `*`). */
function urlOf({ url }: IncomingMessage): URL | null {
  if (!url?.startsWith('/')) return null
  try {
    // Appended instead of resolved, because a path with `//` would resolve to another host.
    return new URL(`http://localhost${url}`)
  } catch {
    return null
  }
}
