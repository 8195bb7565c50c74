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
 * Everything that queries read from, besides the read-only client.
 * @param longReads runs what reads a whole ledger, so that nothing short waits for it
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
