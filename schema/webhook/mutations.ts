import type { CreatedWebhook, WebhookTest } from '#app/application.ts'
import { decodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import type { Caller } from '#domain/people/actor.ts'
import { AuditEventKind } from '../audit/enums.ts'
import { builder } from '../builder.ts'
import { decodeId, encodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Webhook } from './type.ts'

const CreateWebhookInput = builder.inputType('CreateWebhookInput', {
  description: 'The webhook to create.',
  fields: t => ({
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    url: t.string({
      description: 'An https: URL. http: is allowed only for hosts in DEFEND_WEBHOOK_HOSTS.',
      required: true,
    }),
    kinds: t.field({ description: 'Only events of these kinds; all by default.', type: [AuditEventKind] }),
    after: t.field({
      description: 'Start after this event; default: with the next one.',
      type: 'LedgerCursor',
    }),
  }),
})

const UpdateWebhookInput = builder.inputType('UpdateWebhookInput', {
  description: 'The values to change. Fields left out keep their value.',
  fields: t => ({
    name: t.string({ description: 'For people, 1 to 500 characters.' }),
    url: t.string({ description: 'An https: URL. http: is allowed only for hosts in DEFEND_WEBHOOK_HOSTS.' }),
    kinds: t.field({
      description: 'Only events of these kinds. An empty list means all.',
      type: [AuditEventKind],
    }),
    enabled: t.boolean({
      description: 'Whether to send events. Re-enabling continues after the last delivered event.',
    }),
    replayAfter: t.field({ description: 'Send again from after this event.', type: 'LedgerCursor' }),
    rotateSecret: t.boolean({ description: 'Answer a new secret; the old one signs too for 24 h.' }),
  }),
})

interface WebhookResponse extends Pick<CreatedWebhook, 'secret'> {
  readonly id: string
}

const WebhookPayload = builder.objectRef<WebhookResponse>('WebhookPayload').implement({
  description:
    '`secret` (whsec_ and base64) is shown once: when the webhook is made and when the secret is rotated.',
  fields: t => ({
    webhook: t.prismaField({
      description: 'Its current state.',
      type: Webhook,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.webhook.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
    }),
    secret: t.exposeString('secret', {
      description: 'The secret that verifies message signatures. Null if it did not change.',
      nullable: true,
    }),
  }),
})

const WebhookTestDelivery = builder.objectRef<WebhookTest>('WebhookTestDelivery').implement({
  description: "The receiver's response to a test message.",
  fields: t => ({
    responseStatus: t.int({
      description: 'The HTTP status. Null if there was no response.',
      nullable: true,
      resolve: ({ answer }) => ('status' in answer ? answer.status : null),
    }),
    error: t.string({
      description: 'Why there was no response. Null if there was one.',
      nullable: true,
      resolve: ({ answer }) => ('error' in answer ? answer.error : null),
    }),
    milliseconds: t.exposeInt('milliseconds', {
      description: 'How long the delivery took, in milliseconds.',
    }),
  }),
})

const WebhookTestPayload = builder.objectRef<WebhookTest>('WebhookTestPayload').implement({
  description: 'The test message was sent.',
  fields: t => ({
    delivery: t.field({
      description: 'The result of the delivery.',
      type: WebhookTestDelivery,
      resolve: test => test,
    }),
  }),
})

const DeleteWebhookPayload = builder.objectRef<{ readonly id: string }>('DeleteWebhookPayload').implement({
  description: 'The webhook was deleted and sends no more events.',
  fields: t => ({
    id: t.id({ description: 'Its global id.', resolve: ({ id }) => encodeId('Webhook', id) }),
  }),
})

const WebhookResult = resultOf(WebhookPayload, InvalidInputError, NotFoundError, ForbiddenError)

const WebhookTestResult = resultOf(WebhookTestPayload, NotFoundError, ForbiddenError)

const DeleteWebhookResult = resultOf(DeleteWebhookPayload, NotFoundError, ForbiddenError)

/** The sequence of a cursor. Null for an invalid cursor; undefined if no cursor was passed. */
const sequenceOf = (
  cursor: string | null | undefined,
  { organization }: Caller,
): number | null | undefined => (cursor == null ? undefined : decodeLedgerCursor(organization, cursor))

const payload = ({ webhook: { id }, secret }: CreatedWebhook) => ({ id, secret })

builder.mutationFields(t => {
  const id = t.arg.id({ description: "The webhook's global id.", required: true })
  return {
    createWebhook: t.field({
      description: 'Creates a webhook. Its secret is shown only once.',
      type: WebhookResult,
      right: 'administer',
      args: {
        input: t.arg({
          description: 'The properties of the new object.',
          type: CreateWebhookInput,
          required: true,
        }),
      },
      resolve: async (_, { input: { after, ...input } }, { app, caller }) => {
        const sequence = sequenceOf(after, caller)
        const request = { ...input, ...(sequence !== undefined && { after: sequence }) }
        return refusalOr(await app.createWebhook(caller, request), payload)
      },
    }),
    updateWebhook: t.field({
      description: 'Changes a webhook, replays events to it, or rotates its secret.',
      type: WebhookResult,
      right: 'administer',
      args: {
        id,
        input: t.arg({ description: 'The changes.', type: UpdateWebhookInput, required: true }),
      },
      resolve: async (_, { id, input: { replayAfter, ...input } }, { app, caller }) => {
        const sequence = sequenceOf(replayAfter, caller)
        const change = { ...input, ...(sequence !== undefined && { replayAfter: sequence }) }
        return refusalOr(await app.updateWebhook(caller, decodeId('Webhook', id), change), payload)
      },
    }),
    deleteWebhook: t.field({
      description: 'Deletes a webhook. Events that have not been delivered are dropped.',
      type: DeleteWebhookResult,
      right: 'administer',
      args: { id },
      resolve: async (_, { id }, { app, caller }) =>
        refusalOr(await app.deleteWebhook(caller, decodeId('Webhook', id)), ({ id }) => ({ id })),
    }),
    testWebhook: t.field({
      description: 'Sends one test message now; the answer says what the receiver said.',
      type: WebhookTestResult,
      right: 'administer',
      args: { id },
      resolve: async (_, { id }, { app, caller }) =>
        refusalOr(await app.testWebhook(caller, decodeId('Webhook', id)), test => test),
    }),
  }
})
