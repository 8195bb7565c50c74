import { type Logger, pino } from 'pino'
import { activeSpan } from '#flow/tracing.ts'

export type Log = Logger

/**
 * Logs to standard error, one line of JSON per entry. Standard output is reserved for the ready line.
 */
export const openLog = (level: string): Log =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, mixin: traceIds },
    pino.destination({ dest: 2, sync: true }),
  )

/** The ids of the trace and the span in which the line was written. */
function traceIds(): object {
  const span = activeSpan()?.spanContext()
  return span ? { traceId: span.traceId, spanId: span.spanId } : {}
}
