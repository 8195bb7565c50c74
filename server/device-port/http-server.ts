import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { lacksHost, nameRefusals } from '#flow/http-refusals.ts'
import { requestIdOf } from '#flow/request-id.ts'

export interface HttpLimits {
  /** Milliseconds within which a request's headers must arrive. */
  readonly headersTime: number
  /** Milliseconds that a connection may idle between two requests. */
  readonly idleTime: number
}

/** An HTTP server that does not listen. The device port passes HTTP connections to it. */
export interface DeviceHttp {
  /** Receives connections by `connection` events, and emits `upgrade` events. */
  readonly server: Server
  /** Resolves when all running requests are answered. Their connections are closed afterwards. */
  drain(): Promise<void>
}

export function createHttpServer(
  onRequest: RequestListener,
  { headersTime = 10_000, idleTime = 30_000 }: Partial<HttpLimits> = {},
): DeviceHttp {
  const server = createServer({
    headersTimeout: headersTime,
    keepAliveTimeout: idleTime,
    // Each route limits the duration of its body, because artifacts may take hours.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(headersTime, 2000),
    requireHostHeader: false,
  })
  nameRefusals(server)
  // Node checks timeouts only after 'listening', which a server without a port never emits.
  server.emit('listening')

  const open = new Set<ServerResponse>()
  let draining: (() => void) | null = null

  server.on('request', (request, response) => {
    // Log entries about the request use this id too.
    const requestId = requestIdOf(request.headers)
    request.headers['x-request-id'] = requestId
    response.setHeader('x-request-id', requestId)
    open.add(response)
    if (draining) closeAfter(response)
    response.once('close', () => {
      open.delete(response)
      if (open.size === 0) draining?.()
    })
    if (lacksHost(request)) response.writeHead(400).end()
    else onRequest(request, response)
  })

  return {
    server,
    drain: () =>
      new Promise(resolve => {
        draining = resolve
        for (const response of open) closeAfter(response)
        server.close()
        if (open.size === 0) resolve()
      }),
  }
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}
