import {
  type Attributes,
  context,
  isSpanContextValid,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'

// OpenTelemetry's API does nothing until server/tracing-sdk.ts starts the SDK.

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const

interface SpanOptions {
  /** Default: `internal`. */
  readonly kind?: keyof typeof kinds
  /** A W3C traceparent, or null for a new trace. Default: the active span. */
  readonly parent?: string | null
  readonly attributes?: Attributes
  /** Another span that caused this one. */
  readonly link?: Span | null
  /** Milliseconds since 1970. Default: now. */
  readonly startedAt?: number
}

export type { Span }

/** Starts a span. The caller must end it. */
export function startSpan(name: string, options: SpanOptions = {}): Span {
  const { kind = 'internal', parent, attributes = {}, link, startedAt } = options
  const around = parent === undefined ? context.active() : parent === null ? ROOT_CONTEXT : contextOf(parent)
  return trace.getTracer('defend-response').startSpan(
    name,
    {
      kind: kinds[kind],
      attributes,
      ...(link && { links: [linkTo(link)] }),
      ...(startedAt !== undefined && { startTime: startedAt }),
    },
    around,
  )
}

/** Starts the span of a request, which continues the client's trace. */
export function startServerSpan(
  name: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  attributes: Attributes,
): Span {
  const around = propagation.extract(ROOT_CONTEXT, headers)
  return trace.getTracer('defend-response').startSpan(name, { kind: SpanKind.SERVER, attributes }, around)
}

const linkTo = (span: Span): Link => ({ context: span.spanContext() })

/** The span in which this code runs; null: none. */
export const activeSpan = (): Span | null => trace.getActiveSpan() ?? null

/** Runs `work`, including its asynchronous parts, in this span. */
export const inSpan = <T>(span: Span, work: () => T): T =>
  context.with(trace.setSpan(context.active(), span), work)

/** Runs work that serves many callers, and therefore belongs to no caller's trace. */
export const outsideSpans = <T>(work: () => T): T => context.with(ROOT_CONTEXT, work)

/** Binds a callback to the current span. */
export const boundToSpan = <T extends (...args: never[]) => unknown>(callback: T): T =>
  context.bind(context.active(), callback)

export function failSpan(span: Span, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  span.setStatus({ code: SpanStatusCode.ERROR, message })
}

/** The span as a W3C traceparent; null while nothing is traced. */
export function traceparentOf(span: Span): string | null {
  const { traceId, spanId, traceFlags } = span.spanContext()
  if (!isSpanContextValid(span.spanContext())) return null
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

/** The trace id in a traceparent of `traceparentOf`. */
export const traceIdIn = (traceparent: string): string => traceparent.slice(3, 35)

function contextOf(traceparent: string) {
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-')
  const spanContext = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true }
  return isSpanContextValid(spanContext) ? trace.setSpanContext(ROOT_CONTEXT, spanContext) : ROOT_CONTEXT
}
