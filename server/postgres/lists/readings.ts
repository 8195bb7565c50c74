import { openLedgerReading } from '../ledger/verify-ledger.ts'
import type { Pool } from '../pool/pool.ts'
import { openWebhookReading } from '../webhooks/webhook-reading.ts'
import { openBulkReading } from './bulk-reading.ts'
import { openCompliance } from './compliance.ts'
import { openLists } from './lists.ts'
import { fromReadRow, toReadRow } from './read-row.ts'
import { openActionRows } from './rows.ts'
import { openSettingsReading } from './settings.ts'
import { openStatistics } from './statistics.ts'

/**
 * All sources for queries, except the read-only Prisma client.
 * @param longReads a pool for queries that read a whole ledger, so that short queries never wait for them
 */
export const openReadings = (pool: Pool, longReads = pool) => ({
  lists: openLists(pool),
  actionRows: openActionRows(pool),
  ledger: openLedgerReading(pool, longReads),
  compliance: openCompliance(longReads),
  statistics: openStatistics(pool),
  settings: openSettingsReading(pool),
  bulks: openBulkReading(pool),
  webhooks: openWebhookReading(pool),
  toReadRow,
  fromReadRow,
})
