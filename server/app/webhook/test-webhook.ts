import type { WebhookTest } from '#app/application.ts'
import type { Clock, Ledger } from '#app/ports.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused } from '#domain/refusal.ts'
import { messageHeaders } from '#domain/webhook/message.ts'
import type { WebhookRecord } from '#domain/webhook/webhook.ts'
import { openSecrets } from './open-secrets.ts'
import type { WebhookSecrets, WebhookSender } from './webhook-ports.ts'
import { forbidden, noWebhook } from './webhooks.ts'

interface Ports {
  readonly ledger: Ledger
  readonly secrets: WebhookSecrets
  readonly sender: WebhookSender
  readonly newId: () => string
  readonly clock: Clock
}

/** Sends a `defend.test` message immediately, even if the webhook is disabled. */
export function testWebhook({ ledger, secrets, sender, newId, clock }: Ports) {
  return async function testWebhook(caller: Caller, id: string | null): Promise<WebhookTest | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noWebhook
    const webhook = await ledger.commit<WebhookRecord | Refused>({
      organization: caller.organization,
      reads: { webhook: [id] },
      decide: transaction => {
        const found = transaction.find('webhook', id)
        return found && found.deletedAt === null ? found : noWebhook
      },
    })
    if (isRefused(webhook)) return webhook
    const now = clock.now()
    const oldSecretUntil = webhook.oldSecretUntil === null ? null : Date.parse(webhook.oldSecretUntil)
    const keys = openSecrets(secrets, { ...webhook, oldSecretUntil }, now)
    if (!keys) return { answer: { error: 'the secret cannot be decrypted; rotate it' }, milliseconds: 0 }
    const body = JSON.stringify({
      type: 'defend.test',
      timestamp: new Date(now).toISOString(),
      data: { organization: caller.organization, webhook: id, name: webhook.name },
    })
    const headers = messageHeaders(newId(), body, keys, now)
    const answer = await sender.send({ url: webhook.url, headers, body }, new AbortController().signal)
    return { answer, milliseconds: clock.now() - now }
  }
}
