import type { HistoryAction, HistoryLine, HistoryReading, LedgerRange } from '#app/reading.ts'
import type { Platform, Requested } from '#domain/catalog/action-types.ts'
import { placeOfInstant } from '../pool/place-of-instant.ts'
import type { Pool } from '../pool/pool.ts'

interface LineRow {
  readonly sequence: string
  readonly canonical: string
  readonly hash: string
  readonly type: string | null
  readonly parameters: object | null
  readonly device_id: string | null
  readonly hostname: string | null
  readonly platform: Platform | null
}

// A ledger has no gaps, so a page is a range of sequences. A LIMIT would let the planner sort the rest of the ledger for
// each page while the table's statistics are old.
const within = `
WHERE e.organization_id = $1 AND e.sequence > $2 AND e.sequence <= $3
  AND ($4::timestamptz IS NULL OR e.at >= $4) AND ($5::timestamptz IS NULL OR e.at < $5)`

const lines = `
SELECT e.sequence, e.canonical, e.hash, a.type, a.parameters, d.id AS device_id, d.hostname, d.platform
FROM audit_event e
LEFT JOIN response_action a ON a.organization_id = e.organization_id AND a.id = e.action_id
LEFT JOIN device d ON d.organization_id = a.organization_id AND d.id = a.device_id
${within}
ORDER BY e.sequence`

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const actions = `
SELECT a.id, a.type, a.status, a.origin, a.device_id AS device, d.hostname,
  a.submitted_by->>'name' AS "submittedBy", ${iso('a.submitted_at')} AS "submittedAt",
  ARRAY(SELECT x->'by'->>'name' FROM jsonb_array_elements(a.decisions) x WHERE x->>'decision' = 'APPROVED') AS "approvedBy",
  ${iso('a.queued_at')} AS "queuedAt", ${iso('a.started_at')} AS "startedAt", ${iso('a.completed_at')} AS "completedAt",
  a.failure_code AS "failureCode", a.cancellation->>'reason' AS "cancellationReason",
  a.verification, a.detection_id AS detection, a.justification
FROM audit_event e
JOIN response_action a ON a.organization_id = e.organization_id AND a.id = e.action_id
LEFT JOIN device d ON d.organization_id = a.organization_id AND d.id = a.device_id
${within} AND e.kind = 'ACTION_SUBMITTED'
ORDER BY e.sequence`

const place = `SELECT ${placeOfInstant('$1', '$2::timestamptz')} AS sequence`

/** @param size events per page */
export function openHistory(pool: Pool, size = 500): HistoryReading {
  /** Converts the range's times to sequences, so that no row outside the range is read. */
  async function narrowed(organization: string, { after, upTo, from, to }: LedgerRange) {
    const sequenceAt = async (instant: Date | null) => {
      const rows = instant
        ? await pool.query<{ sequence: string | null }>(place, [organization, instant])
        : []
      return rows[0]?.sequence == null ? null : Number(rows[0].sequence)
    }
    const [first, end] = await Promise.all([sequenceAt(from), sequenceAt(to)])
    return {
      after: Math.max(after, (first ?? 1) - 1),
      upTo: end === null ? upTo : Math.min(upTo, end - 1),
    }
  }

  async function* read<Row extends object>(
    text: string,
    organization: string,
    range: LedgerRange,
  ): AsyncGenerator<readonly Row[]> {
    const { from, to } = range
    const { after, upTo } = await narrowed(organization, range)
    for (let start = after; start < upTo; start += size) {
      const end = Math.min(upTo, start + size)
      const rows = await pool.query<Row>(text, [organization, start, end, from, to])
      if (rows.length > 0) yield rows
    }
  }

  return {
    async *lines(organization, range) {
      for await (const rows of read<LineRow>(lines, organization, range)) yield rows.map(lineOf)
    },
    async *actions(organization, range) {
      yield* read<HistoryAction>(actions, organization, range)
    },
    async submissionOf(organization, action) {
      const [row] = await pool.query<{ sequence: string }>(
        `SELECT sequence FROM audit_event
          WHERE organization_id = $1 AND action_id = $2 AND kind = 'ACTION_SUBMITTED' ORDER BY sequence LIMIT 1`,
        [organization, action],
      )
      return row ? Number(row.sequence) : null
    },
  }
}

const lineOf = (row: LineRow): HistoryLine => ({
  sequence: Number(row.sequence),
  canonical: row.canonical,
  hash: row.hash,
  action:
    row.type === null
      ? null
      : {
          requested: { type: row.type, parameters: row.parameters } as Requested,
          device:
            row.device_id === null || row.platform === null
              ? null
              : { id: row.device_id, hostname: row.hostname ?? '', platform: row.platform },
        },
})
