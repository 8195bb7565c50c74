import { failSpan, inSpan, startServerSpan } from '#flow/tracing.ts'
import type { Exchange } from './exchange.ts'

const traced = /^\/(graphql|openc2|v1|exports|artifacts)(\/|$)/

/** Serves a request in a span, which continues the trace of the caller's `traceparent`. Pages and probes have none. */
export async function traceRequest(exchange: Exchange, serve: () => Promise<void>): Promise<void> {
  const { request, response, url, requestId } = exchange
  const route = traced.exec(url.pathname)?.[1]
  if (!route) return serve()
  const span = startServerSpan(`${request.method} /${route}`, request.headers, {
    'http.request.method': request.method ?? '',
    'http.route': `/${route}`,
    'url.path': url.pathname,
    'defend.request.id': requestId,
  })
  response.once('close', () => {
    span.setAttribute('http.response.status_code', response.statusCode)
    if (response.statusCode >= 500) failSpan(span, `HTTP ${response.statusCode}`)
    span.end()
  })
  await inSpan(span, serve)
}
