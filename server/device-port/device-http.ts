import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { requestIdOf } from '#flow/request-id.ts'

export interface HttpLimits {
  /** Milliseconds until a request's headers must have arrived. */
  readonly headersTime: number
  /** Milliseconds that a connection may idle between two requests. */
  readonly idleTime: number
}

/** An HTTP server that listens nowhere: the device port hands it the connections that speak HTTP. */
export interface DeviceHttp {
  /** For `connection` and `upgrade` events. */
  readonly server: Server
  /** Resolves when the requests that have begun are answered; no connection is kept for another. */
  drain(): Promise<void>
}

export function createDeviceHttp(
  onRequest: RequestListener,
  { headersTime = 10_000, idleTime = 30_000 }: Partial<HttpLimits> = {},
): DeviceHttp {
  const server = createServer({
    headersTimeout: headersTime,
    keepAliveTimeout: idleTime,
    // How long a body may take is for its route to say: an artifact has hours.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(headersTime, 2000),
  })
  // Node watches over time-outs from 'listening' on, which a server that only gets connections never says.
  server.emit('listening')

  const open = new Set<ServerResponse>()
  let draining: (() => void) | null = null

  server.on('request', (request, response) => {
    // Also read by whatever logs about the request.
    const requestId = requestIdOf(request.headers)
    request.headers['x-request-id'] = requestId
    response.setHeader('x-request-id', requestId)
    open.add(response)
    if (draining) closeAfter(response)
    response.once('close', () => {
      open.delete(response)
      if (open.size === 0) draining?.()
    })
    onRequest(request, response)
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
