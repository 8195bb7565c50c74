/**
 * SQL for the first sequence at or after a time; null if the chain has a gap. `at` never decreases, so a binary search
 * finds it: about 20 primary key lookups in a million events, without an index that every write would have to update.
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
