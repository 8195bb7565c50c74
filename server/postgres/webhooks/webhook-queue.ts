import type { LeasedWebhook, QueuedEvent, WebhookQueue } from '#app/webhook/webhook-ports.ts'
import type { AuditEventKind } from '#domain/ledger/ledger.ts'
import type { WebhookAnswer } from '#domain/webhook/delivery.ts'
import type { Pool } from '../pool/pool.ts'

/** Longer than any delivery attempt. After a process dies, its webhooks wait this long for another process. */
const leaseTime = `interval '20 seconds'`
const eventsAtOnce = 20

/** Leases webhooks with undelivered events, or whose position must be reset because their generation has changed. */
const lease = `
UPDATE webhook w SET
  lease = gen_random_uuid(), leased_until = now() + ${leaseTime},
  position = CASE WHEN w.position_generation = w.generation THEN w.position ELSE coalesce(w.start_after, w.position) END,
  attempts = CASE WHEN w.position_generation = w.generation THEN w.attempts ELSE 0 END,
  failing_since = CASE WHEN w.position_generation = w.generation THEN w.failing_since END,
  position_generation = w.generation
FROM (
  SELECT d.id FROM webhook d JOIN ledger_head h ON h.organization_id = d.organization_id
  WHERE d.enabled AND d.deleted_at IS NULL AND (d.leased_until IS NULL OR d.leased_until < now())
    AND (d.position_generation <> d.generation
      OR h.sequence > d.position AND (d.next_at IS NULL OR d.next_at <= $1::timestamptz))
  ORDER BY d.next_at NULLS FIRST LIMIT $2 FOR UPDATE OF d SKIP LOCKED
) due
WHERE w.id = due.id
RETURNING w.id, w.organization_id, w.url, w.secret, w.old_secret, w.old_secret_until, w.generation,
  w.position, w.attempts, w.failing_since, w.lease`

interface LeaseRow {
  readonly id: string
  readonly organization_id: string
  readonly url: string
  readonly secret: string
  readonly old_secret: string | null
  readonly old_secret_until: Date | null
  readonly generation: number
  readonly position: string
  readonly attempts: number
  readonly failing_since: Date | null
  readonly lease: string
}

/** Returns no row if the webhook was disabled, deleted or restarted since it was leased. */
const next = `
SELECT h.sequence AS head, e.* FROM webhook w JOIN ledger_head h ON h.organization_id = w.organization_id
LEFT JOIN LATERAL (
  SELECT sequence, kind, at, canonical, hash FROM audit_event
  WHERE organization_id = $1 AND sequence > $4 AND (cardinality(w.kinds) = 0 OR kind = ANY(w.kinds))
  ORDER BY sequence LIMIT ${eventsAtOnce}
) e ON true
WHERE w.organization_id = $1 AND w.id = $2 AND w.lease = $3
  AND w.enabled AND w.deleted_at IS NULL AND w.generation = w.position_generation
ORDER BY e.sequence`

interface EventRow {
  readonly head: string
  readonly sequence: string | null
  readonly kind: AuditEventKind
  readonly at: Date
  readonly canonical: string
  readonly hash: string
}

const mine = 'organization_id = $1 AND id = $2 AND lease = $3'
const stillLeased = `WHERE ${mine} AND generation = position_generation`

const logged = `
INSERT INTO webhook_delivery
  (webhook_id, organization_id, sequence, attempts, attempted_at, response_status, error, delivered_at, next_attempt_at)
SELECT id, organization_id, $4, $5, now(), $6, $7, $8::timestamptz, $9::timestamptz FROM moved
ON CONFLICT (webhook_id, sequence) DO UPDATE SET attempts = excluded.attempts, attempted_at = excluded.attempted_at,
  response_status = excluded.response_status, error = excluded.error,
  delivered_at = excluded.delivered_at, next_attempt_at = excluded.next_attempt_at`

const accepted = `
WITH moved AS (
  UPDATE webhook SET position = $4, delivered_sequence = $4, attempts = 0, failing_since = NULL, next_at = NULL,
    leased_until = now() + ${leaseTime}
  ${stillLeased} RETURNING id, organization_id, enabled AND deleted_at IS NULL AS goes_on
), logged AS (${logged})
SELECT goes_on FROM moved`

const failed = `
WITH moved AS (
  UPDATE webhook SET attempts = $5, failing_since = $10::timestamptz, next_at = $9::timestamptz, lease = NULL, leased_until = NULL
  ${stillLeased} RETURNING id, organization_id
), logged AS (${logged})
SELECT id FROM moved`

const release = `
UPDATE webhook SET lease = NULL, leased_until = NULL,
  position = CASE WHEN generation = position_generation THEN greatest(position, $4) ELSE position END
WHERE ${mine}`

const forgetOld = `DELETE FROM webhook_delivery WHERE attempted_at < now() - interval '30 days'`

const instant = (milliseconds: number | null): Date | null =>
  milliseconds === null ? null : new Date(milliseconds)

const outcomeOf = (answer: WebhookAnswer): readonly [number | null, string | null] =>
  'status' in answer ? [answer.status, null] : [null, answer.error]

/** The ledger is the queue. A webhook's `position` is the sequence up to which its events were handled. */
export function openWebhookQueue(pool: Pool): WebhookQueue {
  const key = ({ organization, id, lease }: LeasedWebhook) => [organization, id, lease]
  return {
    async lease(now, limit) {
      const rows = await pool.query<LeaseRow>(lease, [new Date(now), limit])
      return rows.map(toWebhook)
    },
    async next(webhook, position) {
      const rows = await pool.query<EventRow>(next, [...key(webhook), position])
      const events = rows.flatMap(toEvent)
      return { events, upTo: Number(rows[0]?.head ?? position) }
    },
    async accepted(webhook, sequence, attempts, status) {
      const now = new Date()
      const values = [...key(webhook), sequence, attempts, status, null, now, null]
      const [moved] = await pool.query<{ goes_on: boolean }>(accepted, values)
      return moved?.goes_on ?? false
    },
    async failed(webhook, sequence, { attempts, failingSince }, answer, nextAt) {
      const [status, error] = outcomeOf(answer)
      const values = [...key(webhook), sequence, attempts, status, error, null, instant(nextAt)]
      await pool.query(failed, [...values, instant(failingSince)])
      await pool.query(release, [...key(webhook), 0])
    },
    async release(webhook, position) {
      await pool.query(release, [...key(webhook), position])
    },
    async forgetOld() {
      await pool.query(forgetOld)
    },
  }
}

const toWebhook = (row: LeaseRow): LeasedWebhook => ({
  id: row.id,
  organization: row.organization_id,
  url: row.url,
  secret: row.secret,
  oldSecret: row.old_secret,
  oldSecretUntil: row.old_secret_until?.getTime() ?? null,
  generation: row.generation,
  position: Number(row.position),
  attempts: row.attempts,
  failingSince: row.failing_since?.getTime() ?? null,
  lease: row.lease,
})

const toEvent = ({ sequence, kind, at, canonical, hash }: EventRow): QueuedEvent[] =>
  sequence === null ? [] : [{ sequence: Number(sequence), kind, at: at.toISOString(), canonical, hash }]
