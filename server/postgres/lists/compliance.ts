import type { ComplianceFigures, ComplianceReading } from '#app/reading.ts'
import type { Pool } from '../pool/pool.ts'

const seconds = (from: string, to: string) =>
  `percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ${to} - ${from})::float8)`

const byWeek = `(SELECT coalesce(json_agg(w ORDER BY w."from"), '[]') FROM (
  SELECT date_trunc('week', submitted_at, 'UTC') AS "from", count(*) AS submitted,
    count(*) FILTER (WHERE destructive) AS destructive, count(*) FILTER (WHERE alone) AS "withoutSecondPerson",
    count(*) FILTER (WHERE status = 'FAILED') AS failed
  FROM wanted GROUP BY 1) w)`

const byAnalyst = `(SELECT coalesce(json_agg(a), '[]') FROM (
  SELECT max(actor->>'name') AS name, sum(submitted) AS submitted, sum(approved) AS approved FROM (
    SELECT submitted_by AS actor, 1 AS submitted, 0 AS approved FROM wanted
    UNION ALL
    SELECT decision->'by', 0, 1 FROM wanted, jsonb_array_elements(decisions) decision
    WHERE decision->>'decision' = 'APPROVED') done
  WHERE actor->>'kind' = 'analyst' GROUP BY actor->>'id' ORDER BY sum(submitted) + sum(approved) DESC, 1 LIMIT 100) a)`

const text = `
WITH wanted AS (
  SELECT id, type, status, destructive, approver_ids, submitted_by, decisions,
    destructive AND queued_at IS NOT NULL AND approver_ids = '{}' AS alone, verification, submitted_at, queued_at, completed_at,
    -- The last approval is the one that let it go.
    CASE WHEN queued_at IS NOT NULL AND approver_ids <> '{}' THEN (
      SELECT max((decision->>'at')::timestamptz) FROM jsonb_array_elements(decisions) decision
      WHERE decision->>'decision' = 'APPROVED') END AS approved_at
  FROM response_action
  WHERE organization_id = $1 AND submitted_at >= $2 AND submitted_at < $3
)
SELECT
  (SELECT coalesce(json_object_agg(type, n), '{}') FROM (SELECT type, count(*) AS n FROM wanted GROUP BY type) t) AS "byType",
  (SELECT coalesce(json_object_agg(status, n), '{}') FROM (SELECT status, count(*) AS n FROM wanted GROUP BY status) s) AS "byStatus",
  count(*) FILTER (WHERE destructive)::int AS "destructive",
  count(*) FILTER (WHERE alone)::int AS "withoutSecondPerson",
  ${byWeek} AS "byWeek",
  ${byAnalyst} AS "byAnalyst",
  ARRAY(SELECT id FROM wanted WHERE alone ORDER BY submitted_at DESC, id LIMIT 100) AS "alone",
  count(*) FILTER (WHERE verification = 'PASSED')::float8
    / nullif(count(*) FILTER (WHERE verification IN ('PASSED', 'FAILED')), 0) AS "passRate",
  ${seconds('submitted_at', 'approved_at')} FILTER (WHERE approved_at IS NOT NULL) AS "secondsToApproval",
  ${seconds('submitted_at', 'completed_at')} FILTER (WHERE status = 'COMPLETED') AS "secondsToCompletion"
FROM wanted`

export const openCompliance = (pool: Pool): ComplianceReading => ({
  async figures(organization, from, to) {
    const [row] = await pool.query<ComplianceFigures>(text, [organization, from, to])
    if (!row) throw new Error('the statement returned no row')
    return row
  },
})
