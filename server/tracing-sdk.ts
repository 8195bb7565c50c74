import { type DiagLogFunction, DiagLogLevel, diag } from '@opentelemetry/api'
import { core, NodeSDK, resources } from '@opentelemetry/sdk-node'
import { createRefusalLog } from '#flow/refusal-log.ts'
import { within } from '#flow/within.ts'
import type { Part } from './composition/parts.ts'
import type { Log } from './log.ts'

interface Options {
  /** The id of this process, unique among all instances. */
  readonly instance: string
  readonly version: string
  readonly log: Log
}

/** Milliseconds that `close` waits for a collector that does not answer. */
const flushTime = 2000
const logInterval = 60_000

/**
 * Starts OpenTelemetry's SDK, which exports the spans of `#flow/tracing.ts`. It reads its `OTEL_*` variables itself.
 * Import this module only if tracing is enabled, because the SDK is large.
 */
export function openTracing({ instance, version, log }: Options): Part {
  sendDiagnosticsTo(log)
  const sdk = new NodeSDK({
    resource: resources.defaultResource().merge(
      resources.resourceFromAttributes({
        'service.name': 'defend-response',
        'service.version': version,
        'service.instance.id': instance,
      }),
    ),
    // Metrics are Prometheus's and logs are pino's.
    metricReaders: [],
    logRecordProcessors: [],
  })
  sdk.start()
  return {
    close: async () => {
      await within(flushTime, sdk.shutdown())
    },
  }
}

/** Logs each fault (for example an unreachable collector) at most once a minute. */
function sendDiagnosticsTo(log: Log): void {
  const level = core.diagLogLevelFromString(process.env['OTEL_LOG_LEVEL']) ?? DiagLogLevel.WARN
  // By default, the SDK would print diagnostics to standard output, which is reserved for the ready line.
  delete process.env['OTEL_LOG_LEVEL']
  const complain = createRefusalLog({
    warn: fields => log.warn(fields, 'OpenTelemetry reports a fault'),
    interval: logInterval,
  })
  const fault: DiagLogFunction = message => complain(message.slice(0, 500), {})
  diag.setLogger(
    {
      error: fault,
      warn: fault,
      info: message => log.info(message),
      debug: message => log.debug(message),
      verbose: message => log.trace(message),
    },
    { logLevel: level },
  )
}
