import type { AuditEventKind } from '#domain/ledger/ledger.ts'
import type { DeliveryState, WebhookAnswer } from '#domain/webhook/delivery.ts'

/** Encrypts the secrets of webhooks for the database. */
export interface WebhookSecrets {
  seal(secret: Uint8Array): string
  /** Null if it was sealed with another key. */
  open(sealed: string): Uint8Array | null
}

export interface WebhookMessage {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON. */
  readonly body: string
}

export interface WebhookSender {
  /** Sends one POST. Resolves within 15 s and never rejects: failures and aborts resolve with `error`. */
  send(message: WebhookMessage, signal: AbortSignal): Promise<WebhookAnswer>
}

/** A webhook to which only this process delivers until it releases the lease or the lease expires. */
export interface LeasedWebhook extends DeliveryState {
  readonly id: string
  readonly organization: string
  readonly url: string
  /** Sealed. */
  readonly secret: string
  readonly oldSecret: string | null
  /** Milliseconds since 1970. */
  readonly oldSecretUntil: number | null
  readonly generation: number
  /** The sequence of the last event that was delivered or skipped. */
  readonly position: number
  readonly lease: string
}

export interface QueuedEvent {
  readonly sequence: number
  readonly kind: AuditEventKind
  /** ISO 8601. */
  readonly at: string
  readonly canonical: string
  readonly hash: string
}

/** The pending deliveries of webhooks, in PostgreSQL, shared by all processes. */
export interface WebhookQueue {
  /** Leases at most `limit` webhooks with a delivery due at `now`. */
  lease(now: number, limit: number): Promise<readonly LeasedWebhook[]>
  /** The next events of the webhook's kinds, and the last sequence that was examined (`upTo`). */
  next(
    webhook: LeasedWebhook,
    position: number,
  ): Promise<{ readonly events: readonly QueuedEvent[]; readonly upTo: number }>
  /** Records that the receiver accepted the event. False if the lease is lost or the webhook has changed: stop. */
  accepted(webhook: LeasedWebhook, sequence: number, attempts: number, status: number): Promise<boolean>
  /** Records a failed attempt and releases the lease. `nextAt` null: no further attempt. */
  failed(
    webhook: LeasedWebhook,
    sequence: number,
    state: DeliveryState,
    answer: WebhookAnswer,
    nextAt: number | null,
  ): Promise<void>
  /** Releases the lease. Events up to `position` need not be examined again. */
  release(webhook: LeasedWebhook, position: number): Promise<void>
  /** Deletes deliveries whose last attempt is more than 30 days old. */
  forgetOld(): Promise<void>
}
