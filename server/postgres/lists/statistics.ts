import { verificationStatuses } from '#app/action/action-filter.ts'
import type { StatisticsReading } from '#app/reading.ts'
import { type ActionStatus, actionStatuses } from '#domain/action/action.ts'
import type { Pool } from '../pool/pool.ts'

/** Counts each value separately, with an index-only scan: the index ends with the time of submission. */
const countOf = (column: 'status' | 'verification', values: string) => `
(SELECT json_object_agg(value, count) FROM unnest(${values}::text[]) value, LATERAL (
  SELECT count(*) FROM response_action
  WHERE organization_id = $1 AND ${column} = value AND submitted_at >= $2 AND submitted_at < $3) counted)`

const text = `SELECT ${countOf('status', '$4')} AS "byStatus", ${countOf('verification', '$5')} AS "byVerification"`

/** Each status separately, as above. `width_bucket` finds the part of a time by the starts of the parts. */
const partsText = `
SELECT status, part, count::int FROM unnest($4::text[]) status, LATERAL (
  SELECT width_bucket(submitted_at, $5::timestamptz[]) - 1 AS part, count(*) FROM response_action
  WHERE organization_id = $1 AND response_action.status = status.status AND submitted_at >= $2 AND submitted_at < $3
  GROUP BY part) counted`

export const openStatistics = (pool: Pool): StatisticsReading => ({
  async counts(organization, from, to) {
    const values = [organization, from, to, actionStatuses, verificationStatuses]
    const [row] = await pool.query<Awaited<ReturnType<StatisticsReading['counts']>>>(text, values)
    if (!row) throw new Error('the statement returned no row')
    return row
  },
  async parts(organization, { from, to }, count) {
    const length = (to.getTime() - from.getTime()) / count
    const starts = Array.from({ length: count + 1 }, (_, part) => new Date(from.getTime() + part * length))
    const values = [organization, from, to, actionStatuses, starts.slice(0, count)]
    const counted = await pool.query<{ status: ActionStatus; part: number; count: number }>(partsText, values)
    return starts.slice(0, count).map((start, part) => ({
      from: start,
      to: starts[part + 1] ?? to,
      byStatus: Object.fromEntries(
        actionStatuses.map(status => [
          status,
          counted.find(one => one.status === status && one.part === part)?.count ?? 0,
        ]),
      ) as { [S in ActionStatus]: number },
    }))
  },
})
