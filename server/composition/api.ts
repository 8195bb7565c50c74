import { readArtifact } from '#app/action/artifacts.ts'
import { findSubmission } from '#app/action/find-submission.ts'
import { exportHistory } from '#app/ledger/export-history.ts'
import { createContext, type Services } from '../../schema/context.ts'
import { decodeId } from '../../schema/global-id.ts'
import { buildSchema } from '../../schema/schema.ts'
import clientDocuments from '../../schema/trusted-documents.json' with { type: 'json' }
import type { ApiOptions } from '../api-port/api-port.ts'
import { createDownloadTickets, type DownloadTickets } from '../api-port/download-tickets.ts'
import type { Environment } from '../environment.ts'
import type { Metrics } from '../metrics.ts'
import { openHistory } from '../postgres/ledger/history.ts'
import { openLedgerReader } from '../postgres/ledger/ledger-reader.ts'
import { openReadClients } from '../postgres/lists/read-client.ts'
import { openReadings } from '../postgres/lists/readings.ts'
import { isOutage } from '../postgres/pool/outage.ts'
import { openPool } from '../postgres/pool/pool.ts'
import { sharePool } from '../postgres/pool/shared-pool.ts'
import type { Core } from './core.ts'
import type { Keep } from './parts.ts'

interface Options {
  readonly core: Core
  readonly databaseUrl: string
  /** The directory of artifacts' files. */
  readonly artifactsDirectory: string
  /** Signs download tickets. */
  readonly downloadKey: Buffer
  /** Default: the documents of our own clients are registered, and all others are allowed too. */
  readonly trustedDocuments?: Environment['trustedDocuments']
  /** Default: none. */
  readonly metrics?: Pick<Metrics, 'watchPool' | 'feedLag'>
  readonly keep: Keep
  readonly onError: (what: string) => (error: unknown) => void
}

/** The options of `openApi` that depend on the core. The caller adds addresses, authentication and pages. */
export type ApiParts = Pick<
  ApiOptions,
  | 'schema'
  | 'contextOf'
  | 'isOutage'
  | 'trustedDocuments'
  | 'callers'
  | 'feed'
  | 'artifacts'
  | 'exports'
  | 'findSubmission'
> & { readonly services: Services; readonly tickets: DownloadTickets }

/** Builds the parts of the API. */
export function openApiParts(options: Options): ApiParts {
  const { core, databaseUrl, artifactsDirectory, downloadKey, keep, onError, metrics } = options
  const { trustedDocuments = { more: new Map(), only: false } } = options
  const { pool, clock, feed, callers, ports } = core
  const reads = keep(openReadClients(databaseUrl))
  const listReads = keep(openPool(databaseUrl))
  const longReads = sharePool(keep(openPool(databaseUrl, 3)), { organization: 2, caller: 1 })
  metrics?.watchPool('reads', reads.load)
  metrics?.watchPool('lists', listReads.load)
  metrics?.watchPool('long reads', longReads.load)
  const changes = keep(
    openLedgerReader({
      pool,
      feed,
      onError: onError('the ledger could not be read'),
      onRead: at => metrics?.feedLag(clock.now() - at),
    }),
  )
  const tickets = createDownloadTickets(downloadKey, clock.now)
  const services: Services = {
    app: core.app,
    readClient: reads.of,
    ...openReadings(sharePool(listReads, { organization: 3, caller: 2 }), longReads),
    changes,
    feed,
    clock,
    downloadUrl: tickets.urlFor,
  }
  const history = openHistory(longReads)
  return {
    services,
    tickets,
    schema: buildSchema(),
    contextOf: caller => createContext(services, caller),
    isOutage,
    trustedDocuments: {
      registered: new Map([...Object.entries(clientDocuments), ...trustedDocuments.more]),
      only: trustedDocuments.only,
    },
    callers,
    feed,
    artifacts: {
      tickets,
      read: readArtifact({ ledger: ports.ledger }),
      directory: artifactsDirectory,
    },
    findSubmission: findSubmission({ ledger: ports.ledger }),
    exports: {
      exportHistory: exportHistory({ ledger: ports.ledger, heads: services.ledger, history }),
      history,
      actionOf: id => decodeId('ResponseAction', id),
    },
  }
}
