/**
 * SQL for the first sequence at or after an instant, or null where the chain is broken on the way. Since `at` never
 * goes back, an instant is found by halving: about 20 lookups by the primary key in a million events, and no index
 * that every write would have to keep up.
 */
export const placeOfInstant = (organization: string, instant: string): string => `(
  WITH RECURSIVE search (low, high) AS (
    SELECT 1::bigint, sequence + 1 FROM ledger_head WHERE organization_id = ${organization}
    UNION ALL
    SELECT CASE WHEN at < ${instant} THEN middle + 1 ELSE low END, CASE WHEN at < ${instant} THEN high ELSE middle END
    FROM search, LATERAL (SELECT (low + high) / 2 AS middle) AS half, audit_event
    WHERE low < high AND organization_id = ${organization} AND sequence = middle
  )
  SELECT low FROM search WHERE low = high
)`
