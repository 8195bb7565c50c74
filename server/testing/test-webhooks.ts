import { randomBytes } from 'node:crypto'
import { createHttpSender, type HttpSenderOptions } from '../webhooks/http-sender.ts'
import { createWebhookSecrets } from '../webhooks/webhook-secrets.ts'

/** Webhook ports that reach the private host `receiver.test` and give up after 2 s. */
export function createTestWebhooks(sender: Partial<HttpSenderOptions> = {}) {
  const privateHosts = new Set(['receiver.test'])
  return {
    privateHosts,
    secrets: createWebhookSecrets(randomBytes(32)),
    sender: createHttpSender({ privateHosts, ownAddresses: () => [], timeout: 2000, ...sender }),
  }
}
