import type { ChangeFeed } from '#app/change-feed.ts'
import type { Clock, Ledger } from '#app/ports.ts'
import { eventId } from '#domain/ledger/ledger.ts'
import { encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import { afterAttempt, type WebhookAnswer } from '#domain/webhook/delivery.ts'
import { messageBody, messageHeaders } from '#domain/webhook/message.ts'
import { createAlarm } from '#flow/alarm.ts'
import { createRerun } from '#flow/rerun.ts'
import { createTurns } from '#flow/turns.ts'
import { within } from '#flow/within.ts'
import { openSecrets } from './open-secrets.ts'
import type {
  LeasedWebhook,
  QueuedEvent,
  WebhookQueue,
  WebhookSecrets,
  WebhookSender,
} from './webhook-ports.ts'
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
  const sending = new Set<Promise<void>>()
  const aborting = new AbortController()
  const looks = createTurns()
  const pausing = createAlarm()
  let closing = false

  // An error here must not prevent the sweep's other work.
  const look = () => looks.run('', startAll).catch(onError)

  async function startAll(): Promise<void> {
    if (closing || sending.size >= maxAtOnce) return
    for (const webhook of await queue.lease(clock.now(), maxAtOnce - sending.size)) start(webhook)
  }

  function start(webhook: LeasedWebhook): void {
    const sent = deliverTo(ports, webhook, { isClosing: () => closing, signal: aborting.signal })
      .catch(onError)
      .finally(() => {
        sending.delete(sent)
        looksSoon.request()
      })
    sending.add(sent)
  }

  async function lookThenPause(): Promise<void> {
    await look()
    if (!closing) await pausing.sleep(pause)
  }
  const looksSoon = createRerun(lookThenPause, { onError })
  const unsubscribe = feed.subscribe(notice => {
    if (notice.kind === 'grown') looksSoon.request()
  })

  return {
    look,
    async close() {
      closing = true
      unsubscribe()
      pausing.wake()
      await looksSoon.stop()
      await looks.idle()
      const all = Promise.all(sending)
      if (!(await within(patience, all))) aborting.abort()
      await all
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
