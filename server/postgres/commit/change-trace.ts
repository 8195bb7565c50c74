import { activeSpan, failSpan, type Span, startSpan, traceIdIn, traceparentOf } from '#flow/tracing.ts'

/**
 * The spans of one change, from its arrival to its commit: one in its caller's trace, and one in each other trace whose
 * actions it affects (for example the trace of an approved action's submission).
 */
export interface ChangeTrace {
  /** The traceparent for an action that the change affects, from the traceparent of the action's previous step. */
  follow(previous: string | null): string | null
  /** Adds the kinds of the change's ledger events to the spans. */
  decided(kinds: () => readonly string[]): void
  end(error?: unknown): void
}

export function openChangeTrace(organization: string): ChangeTrace {
  const startedAt = Date.now()
  const spans: Span[] = []
  const own = activeSpan() && begun(undefined)
  let others: Map<string, Span> | undefined

  function begun(parent: string | undefined): Span {
    const attributes = { 'db.system.name': 'postgresql', 'defend.organization': organization }
    const link = parent === undefined ? null : own
    const span = startSpan('commit', {
      kind: 'client',
      attributes,
      startedAt,
      link,
      ...(parent !== undefined && { parent }),
    })
    spans.push(span)
    return span
  }

  return {
    follow: previous => {
      if (previous === null) return own && traceparentOf(own)
      const traceId = traceIdIn(previous)
      if (own?.spanContext().traceId === traceId) return traceparentOf(own)
      others ??= new Map()
      const other = others.get(traceId) ?? begun(previous)
      others.set(traceId, other)
      return traceparentOf(other)
    },
    decided: kindsOf => {
      if (spans.length === 0) return
      const kinds = kindsOf()
      for (const span of spans) {
        if (kinds[0]) span.updateName(`commit ${kinds[0]}`)
        span.setAttribute('defend.ledger.kinds', [...new Set(kinds)])
      }
    },
    end: error => {
      for (const span of spans) {
        if (error !== undefined) failSpan(span, error)
        span.end()
      }
    },
  }
}
