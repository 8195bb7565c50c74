import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CollectedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Empty: the trace begins here. */
  readonly parentSpanId: string
  readonly name: string
  /** `service.instance.id` of the process. */
  readonly instance: string
  readonly service: string
}

/** Receives OTLP over HTTP with JSON, as a collector does. */
export interface TraceCollector {
  readonly url: string
  /** Content types of the requests so far. */
  readonly contentTypes: ReadonlySet<string>
  readonly spans: readonly CollectedSpan[]
  /** Resolves when a span of this trace with this name has arrived. */
  arrived(traceId: string, name: string): Promise<CollectedSpan>
  /** Resolves when a request of this content type has arrived. */
  asked(contentType: string): Promise<void>
  close(): Promise<void>
}

interface Attribute {
  readonly key: string
  readonly value: { readonly stringValue?: string }
}
interface Export {
  readonly resourceSpans: {
    readonly resource: { readonly attributes: Attribute[] }
    readonly scopeSpans: { readonly spans: Omit<CollectedSpan, 'instance' | 'service'>[] }[]
  }[]
}

export async function startTraceCollector(): Promise<TraceCollector> {
  const spans: CollectedSpan[] = []
  const contentTypes = new Set<string>()
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const contentType = request.headers['content-type'] ?? ''
    if (request.url === '/v1/traces') contentTypes.add(contentType)
    if (contentType === 'application/json') spans.push(...read(JSON.parse(Buffer.concat(chunks).toString())))
    response
      .writeHead(200, { 'content-type': contentType })
      .end(contentType === 'application/json' ? '{}' : '')
    for (const look of waiting) look()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  const until = <T>(find: () => T | undefined): Promise<T> =>
    new Promise(resolve => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    contentTypes,
    spans,
    arrived: (traceId, name) =>
      until(() => spans.find(span => span.traceId === traceId && span.name === name)),
    asked: async contentType => void (await until(() => contentTypes.has(contentType) || undefined)),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const read = ({ resourceSpans }: Export): CollectedSpan[] =>
  resourceSpans.flatMap(({ resource: { attributes }, scopeSpans }) => {
    const attribute = (name: string) => attributes.find(({ key }) => key === name)?.value.stringValue ?? ''
    const process = { instance: attribute('service.instance.id'), service: attribute('service.name') }
    return scopeSpans.flatMap(scope =>
      scope.spans.map(({ traceId, spanId, parentSpanId = '', name }) => ({
        traceId,
        spanId,
        parentSpanId,
        name,
        ...process,
      })),
    )
  })
