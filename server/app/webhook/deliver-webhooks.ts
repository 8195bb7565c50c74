import type {
  ChangeFeed,
  Clock,
  LeasedWebhook,
  Ledger,
  QueuedEvent,
  WebhookQueue,
  WebhookSecrets,
  WebhookSender,
} from '#app/ports.ts'
import { eventId } from '#domain/ledger/ledger.ts'
import { encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import { afterAttempt, type WebhookAnswer } from '#domain/webhook/delivery.ts'
import { messageBody, messageHeaders } from '#domain/webhook/message.ts'
import { openSecrets } from './open-secrets.ts'
import { disableWebhook } from './webhooks.ts'

interface Ports {
  readonly ledger: Ledger
  readonly queue: WebhookQueue
  readonly sender: WebhookSender
  readonly secrets: WebhookSecrets
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly clock: Clock
  /** Calls `look` soon after these times (ms); a call may be lost. */
  readonly wakeAt: (instants: readonly number[]) => void
  readonly onError: (error: unknown) => void
}

export interface WebhookDelivery {
  /** Starts sending to all webhooks with due deliveries that no other process has leased. Never rejects. */
  look(): Promise<void>
  /** Waits up to `patience` for current attempts and releases all leases. */
  close(): Promise<void>
}

/** Maximum webhooks that this process sends to concurrently. */
const maxAtOnce = 100
/** Milliseconds between two looks caused by notices. */
const pause = 100
/** Milliseconds that `close` waits for answers. */
const patience = 3000

/**
 * Sends ledger events to webhooks: to each webhook in ledger order, one at a time, by the process that holds its lease.
 * PostgreSQL stores each webhook's position, which advances when the receiver has accepted an event. So a crash repeats
 * at most the event that was being sent.
 */
export function deliverWebhooks(ports: Ports): WebhookDelivery {
  const { queue, feed, clock, onError } = ports
  const running = new Map<string, Promise<void>>()
  const aborting = new AbortController()
  let closing = false
  let looking: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let lastLook = 0

  async function look(): Promise<void> {
    while (looking) await looking
    if (closing || running.size >= maxAtOnce) return
    // An error here must not prevent the sweep's other work.
    looking = start()
      .catch(onError)
      .finally(() => {
        looking = null
      })
    await looking
  }

  async function start(): Promise<void> {
    const leased = await queue.lease(clock.now(), maxAtOnce - running.size)
    for (const webhook of leased) {
      const sending = deliverTo(ports, webhook, { isClosing: () => closing, signal: aborting.signal })
        .catch(onError)
        .finally(() => {
          running.delete(webhook.lease)
          lookSoon()
        })
      running.set(webhook.lease, sending)
    }
  }

  function lookSoon(): void {
    if (closing || timer) return
    const elapsed = clock.now() - lastLook
    timer = setTimeout(
      () => {
        timer = undefined
        lastLook = clock.now()
        void look()
      },
      Math.min(pause, Math.max(0, pause - elapsed)),
    )
  }
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind === 'grown') lookSoon()
  })

  return {
    look,
    async close() {
      closing = true
      unsubscribe()
      clearTimeout(timer)
      await looking
      const late = setTimeout(() => aborting.abort(), patience)
      await Promise.all(running.values())
      clearTimeout(late)
    },
  }
}

interface Ending {
  readonly isClosing: () => boolean
  readonly signal: AbortSignal
}

/** Sends due events to one webhook until none is left, an attempt fails, or the webhook changes. */
async function deliverTo(ports: Ports, webhook: LeasedWebhook, ending: Ending): Promise<void> {
  const { queue, ledger, clock, wakeAt } = ports
  let { position } = webhook
  let state = { attempts: webhook.attempts, failingSince: webhook.failingSince }
  while (!ending.isClosing()) {
    const { events, upTo } = await queue.next(webhook, position)
    if (events.length === 0) return queue.release(webhook, upTo)
    for (const event of events) {
      if (ending.isClosing()) break
      const answer = await send(ports, webhook, event, ending.signal)
      // The event may have arrived, so it must be sent again.
      if (ending.signal.aborted) break
      const step = afterAttempt(state, answer, clock.now())
      if (step.kind !== 'accepted') {
        const nextAt = step.kind === 'retry' ? step.at : null
        if (step.kind === 'disable') await disableWebhook({ ledger })(webhook, step.reason)
        await queue.failed(webhook, event.sequence, step.state, answer, nextAt)
        if (nextAt !== null) wakeAt([nextAt])
        return
      }
      const status = 'status' in answer ? answer.status : 0
      if (!(await queue.accepted(webhook, event.sequence, state.attempts + 1, status)))
        return queue.release(webhook, webhook.position)
      position = event.sequence
      state = { attempts: 0, failingSince: null }
    }
  }
  await queue.release(webhook, position)
}

async function send(
  { sender, secrets, clock }: Ports,
  webhook: LeasedWebhook,
  event: QueuedEvent,
  signal: AbortSignal,
): Promise<WebhookAnswer> {
  const now = clock.now()
  const keys = openSecrets(secrets, webhook, now)
  if (!keys) return { error: 'the secret cannot be decrypted; rotate it' }
  const { organization, url } = webhook
  const body = messageBody({ ...event, cursor: encodeLedgerCursor(organization, event.sequence) })
  const headers = messageHeaders(eventId(organization, event.sequence), body, keys, now)
  return sender.send({ url, headers, body }, signal)
}
