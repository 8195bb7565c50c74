import { deliverWebhooks, type WebhookDelivery } from '#app/webhook/deliver-webhooks.ts'
import { openWebhookQueue } from '../postgres/webhooks/webhook-queue.ts'
import type { Core } from './core.ts'
import type { Keep } from './parts.ts'

interface Options {
  readonly core: Core
  /** Wakes a process soon after these times (ms). */
  readonly wakeAt: (instants: readonly number[]) => void
  readonly keep: Keep
  readonly onError: (what: string) => (error: unknown) => void
}

/** Sends ledger events to the webhooks that no other process has leased. */
export function openWebhookDelivery({ core, wakeAt, keep, onError }: Options): {
  readonly delivery: WebhookDelivery
  /** Deletes old delivery records. */
  forgetOld(): Promise<void>
} {
  const { pool, clock, feed } = core
  const { ledger, webhooks } = core.ports
  const queue = openWebhookQueue(pool)
  const delivery = keep(
    deliverWebhooks({
      ...webhooks,
      ledger,
      queue,
      feed,
      clock,
      wakeAt,
      onError: onError('delivering to a webhook failed'),
    }),
  )
  return { delivery, forgetOld: queue.forgetOld }
}
