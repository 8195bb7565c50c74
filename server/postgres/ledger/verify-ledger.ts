import { BadCursor, type LedgerReading, type LedgerReport } from '#app/reading.ts'
import { emptyLedger } from '#domain/ledger/ledger.ts'
import { headOf } from '../pool/ledger-head.ts'
import type { Pool } from '../pool/pool.ts'

/**
 * Compares each column with its copy in `canonical` as text. RFC 8785 allows only one spelling, so nothing must be parsed,
 * and tampered text that is not JSON cannot fail the statement.
 */
const text = `
WITH head AS (
  SELECT coalesce(max(sequence), 0) AS sequence, coalesce(max(hash), $4) AS hash
  FROM ledger_head WHERE organization_id = $1
), bounds AS (
  SELECT greatest($2::bigint, 1) AS first, coalesce($3::bigint, head.sequence) AS last FROM head
), line AS (
  SELECT e.*, lag(hash) OVER w AS previous_hash, lag(sequence) OVER w AS previous_sequence
  FROM audit_event e, bounds
  WHERE organization_id = $1 AND sequence >= first - 1 AND sequence <= coalesce($3::bigint, 9223372036854775807)
  WINDOW w AS (ORDER BY sequence)
), judged AS (
  SELECT line.sequence, CASE
    WHEN line.sequence <> coalesce(previous_sequence, first - 1) + 1 THEN coalesce(previous_sequence, first - 1) + 1
    WHEN encode(sha256(convert_to(canonical, 'UTF8')), 'hex') = line.hash
      AND starts_with(canonical, '{"action":' || coalesce('"' || action_id || '"', 'null')
        || ',"actor":{"id":' || coalesce(to_json(actor->>'id')::text, 'null')
        || ',"kind":' || to_json(actor->>'kind')::text || ',"name":' || to_json(actor->>'name')::text
        || '},"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","data":{')
      AND right(canonical, length(ending)) = ending
      AND actor_id::text IS NOT DISTINCT FROM actor->>'id'
      AND line.sequence <= head.sequence
      AND (line.sequence < head.sequence OR line.hash = head.hash)
      THEN NULL
    ELSE line.sequence
  END AS broken
  FROM line, bounds, head, LATERAL (SELECT
    '},"kind":"' || kind || '","organization":"' || organization_id || '","previousHash":"'
    || coalesce(previous_hash, $4) || '","sequence":' || line.sequence || '}' AS ending) e
  WHERE line.sequence >= first
)
SELECT
  (SELECT count(*) FROM judged)::int AS checked,
  (SELECT hash FROM head) AS head_hash,
  least(
    (SELECT min(broken) FROM judged),
    -- The head's sequence shows a truncated end.
    (SELECT CASE WHEN coalesce(max(sequence), first - 1) < last THEN coalesce(max(sequence), first - 1) + 1 END
      FROM bounds LEFT JOIN judged ON true GROUP BY first, last)
  ) AS broken`

export const openLedgerReading = (pool: Pool, longReads = pool): LedgerReading => ({
  head: organization => headOf(pool, organization),
  async verify(organization, from, to): Promise<LedgerReport> {
    const head = await headOf(pool, organization)
    if (Math.max(from ?? 0, to ?? 0) > head) throw new BadCursor()
    const [row] = await longReads.query<{ checked: number; head_hash: string; broken: string | null }>(text, [
      organization,
      from ?? 1,
      to,
      emptyLedger.hash,
    ])
    if (!row) throw new Error('the verification returned no row')
    return {
      intact: row.broken === null,
      checked: row.checked,
      firstBrokenSequence: row.broken === null ? null : Number(row.broken),
      headHash: row.head_hash,
    }
  },
})
