import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttpsServer, Server as HttpsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Callers } from '#app/application.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import { type ConnectionLimits, limitConnections } from '#flow/connection-limit.ts'
import { lacksHost, nameRefusals, refuseUpgrade } from '#flow/http-refusals.ts'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { requestIdOf } from '#flow/request-id.ts'
import { boundToSpan } from '#flow/tracing.ts'
import { within } from '#flow/within.ts'
import { openAdmissions } from '../access/admissions.ts'
import type { Authenticate } from '../access/authentication.ts'
import { type CallerLimitOptions, createCallerLimits } from '../access/caller-limits.ts'
import { createGraphql, type GraphqlOptions } from '../graphql/graphql.ts'
import { createHub } from '../graphql/hub.ts'
import { formatError } from '../graphql/public-errors.ts'
import { createGraphqlSockets, type SocketLimits } from '../graphql/websocket.ts'
import { answer } from './answers.ts'
import type { Exchange } from './exchange.ts'
import { createRoutes, type RouteOptions } from './routes.ts'
import { traceRequest } from './trace-request.ts'

export interface ApiOptions extends GraphqlOptions, RouteOptions {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Certificate and key in PEM; null: no TLS. */
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer } | null
  readonly authenticate: Authenticate
  readonly callers: Callers
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  /** Default: none. */
  readonly connectionLimits?: ConnectionLimits
  readonly socketLimits?: Partial<SocketLimits>
  readonly callerLimits?: Partial<CallerLimitOptions>
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
  const { host, port, tls, socketLimits, log } = options
  const callerLimits = createCallerLimits(options.callerLimits)
  const refused = createRefusalLog({ warn: (fields, message) => options.log.warn?.(fields, message) })
  const { graphql, prepareOperation, toPublic } = createGraphql(options, callerLimits)
  const hub = createHub({
    contextOf: options.contextOf,
    toPublic,
    onUndeclared: ({ loc }) =>
      log.error(
        { document: loc?.source.body },
        'a field depends on the caller but does not declare dependsOnCaller; its answers are not shared',
      ),
  })
  const admissions = openAdmissions(options)
  const { admit } = admissions
  const serve = createRoutes(options, { graphql, prepareOperation, toPublic, admit, callerLimits, refused })

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
    prepareOperation,
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
