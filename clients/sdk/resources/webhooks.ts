import type { Calls } from '../calls.ts'
import * as documents from '../generated/documents.ts'

export const createWebhooks = ({ query, mutate }: Calls) => ({
  list: async () => (await query(documents.Webhooks, {})).webhooks,
  /** Creates a webhook. Its secret is shown only once; `verifyWebhook` needs it to verify messages. */
  create: (input: documents.CreateWebhookInput) => mutate(documents.CreateWebhook, { input }),
  update: (id: string, input: documents.UpdateWebhookInput) => mutate(documents.UpdateWebhook, { id, input }),
  delete: (id: string) => mutate(documents.DeleteWebhook, { id }),
  /** Sends one test message now. */
  test: (id: string) => mutate(documents.TestWebhook, { id }),
})
