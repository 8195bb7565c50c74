import type { WebhookDeliveryFacts, WebhookReading } from '#app/reading.ts'
import { refuseFuture } from '../pool/ledger-head.ts'
import type { Pool } from '../pool/pool.ts'

const deliveries = `
SELECT d.* FROM unnest($2::uuid[]) parent (id) CROSS JOIN LATERAL (
  SELECT webhook_id AS webhook, sequence, attempts, response_status AS "responseStatus", error,
    delivered_at AS "deliveredAt", next_attempt_at AS "nextAttemptAt"
  FROM webhook_delivery
  WHERE organization_id = $1 AND webhook_id = parent.id AND ($3::bigint IS NULL OR sequence < $3)
  ORDER BY sequence DESC LIMIT $4
) d ORDER BY d.sequence DESC`

type Row = Omit<WebhookDeliveryFacts, 'sequence'> & { readonly webhook: string; readonly sequence: string }

export function openWebhookReading(pool: Pool): WebhookReading {
  return {
    async deliveriesOf(organization, webhooks, { size, after }) {
      if (after !== null) await refuseFuture(pool, organization, after)
      const rows = await pool.query<Row>(deliveries, [organization, webhooks, after, size + 1])
      return webhooks.map(id => {
        const found = rows.filter(({ webhook }) => webhook === id)
        const page = found.slice(0, size).map(row => ({ ...row, sequence: Number(row.sequence) }))
        return { keys: page.map(({ sequence }) => sequence), rows: page, hasMore: found.length > size }
      })
    },
  }
}
