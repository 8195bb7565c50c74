import type { WebhookDeliveryFacts, WebhookReading } from '#app/reading.ts'
import { refuseFuture } from '../pool/ledger-head.ts'
import type { Pool } from '../pool/pool.ts'

/** The latest event comes first, so the rows after a position have lower sequences. */
const deliveries = (direction: 'ASC' | 'DESC') => `
SELECT d.* FROM unnest($2::uuid[]) parent (id) CROSS JOIN LATERAL (
  SELECT webhook_id AS webhook, sequence, attempts, response_status AS "responseStatus", error,
    delivered_at AS "deliveredAt", next_attempt_at AS "nextAttemptAt"
  FROM webhook_delivery
  WHERE organization_id = $1 AND webhook_id = parent.id
    AND ($3::bigint IS NULL OR sequence < $3) AND ($4::bigint IS NULL OR sequence > $4)
  ORDER BY sequence ${direction} LIMIT $5
) d ORDER BY d.sequence ${direction}`
const [fromLatest, fromOldest] = [deliveries('DESC'), deliveries('ASC')]

type Row = Omit<WebhookDeliveryFacts, 'sequence'> & { readonly webhook: string; readonly sequence: string }

export function openWebhookReading(pool: Pool): WebhookReading {
  return {
    async deliveriesOf(organization, webhooks, { size, after, before, fromEnd }) {
      await refuseFuture(pool, organization, Math.max(after ?? 0, before ?? 0))
      const text = fromEnd ? fromOldest : fromLatest
      const rows = await pool.query<Row>(text, [organization, webhooks, after, before, size + 1])
      return webhooks.map(id => {
        const found = rows.filter(({ webhook }) => webhook === id)
        const page = found.slice(0, size).map(row => ({ ...row, sequence: Number(row.sequence) }))
        if (fromEnd) page.reverse()
        return { keys: page.map(({ sequence }) => sequence), rows: page, hasMore: found.length > size }
      })
    },
  }
}
