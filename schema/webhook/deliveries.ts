import { queryFromInfo } from '@pothos/plugin-prisma'
import type { WebhookDeliveryFacts } from '#app/reading.ts'
import { eventId } from '#domain/ledger/ledger.ts'
import { decodeLedgerCursor, encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import { AuditEvent } from '../audit/type.ts'
import { batched } from '../batches.ts'
import { builder } from '../builder.ts'
import type { EventRow } from '../context.ts'
import { type Connection, described, noCount, pageArgs, parsePage, toConnection } from '../lists.ts'
import { Webhook } from './type.ts'

const WebhookDelivery = builder.objectRef<WebhookDeliveryFacts>('WebhookDelivery').implement({
  description: 'The delivery of one event to a webhook.',
  fields: t => ({
    messageId: t.id({
      description: 'The webhook-id header: the same on every attempt.',
      resolve: ({ sequence }, _, { caller }) => eventId(caller.organization, sequence),
    }),
    event: t.field({
      description: 'The event that was sent.',
      type: AuditEvent,
      resolve: ({ sequence }, _, context, info) => {
        const { prisma, caller } = context
        const { organization: organizationId } = caller
        const { include = {} } = queryFromInfo({ context, info, typeName: 'AuditEvent' })
        const events = batched<EventRow>(context, info, 'events', async keys => {
          const where = { organizationId, sequence: { in: keys.map(BigInt) } }
          const rows: EventRow[] = await prisma.auditEvent.findMany({ include, where } as {
            where: typeof where
          })
          const bySequence = new Map(rows.map(row => [String(row.sequence), row]))
          return keys.map(key => bySequence.get(key) as EventRow)
        })
        return events.load(String(sequence))
      },
    }),
    attempts: t.exposeInt('attempts', { description: 'How many times the event was sent.' }),
    responseStatus: t.exposeInt('responseStatus', {
      description: 'The HTTP status of the latest attempt. Null if there was no response.',
      nullable: true,
    }),
    error: t.exposeString('error', {
      description: 'Why the latest attempt got no response. Null if it got one.',
      nullable: true,
    }),
    deliveredAt: t.expose('deliveredAt', {
      description: 'When the receiver accepted the event. Null until then.',
      type: 'DateTime',
      nullable: true,
    }),
    nextAttemptAt: t.expose('nextAttemptAt', {
      description: 'When the next attempt is due. Null if there is none.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

type Deliveries = Connection<WebhookDeliveryFacts>

const WebhookDeliveryEdge = builder.objectRef<Deliveries['edges'][number]>('WebhookDeliveryEdge').implement({
  description: 'A delivery in a list.',
  fields: t => ({
    node: t.field({ description: described.node, type: WebhookDelivery, resolve: ({ node }) => node }),
    cursor: t.exposeString('cursor', { description: described.cursor }),
  }),
})

const WebhookDeliveryConnection = builder.objectRef<Deliveries>('WebhookDeliveryConnection').implement({
  description: 'A page of deliveries.',
  fields: t => ({
    edges: t.field({
      description: described.edges,
      type: [WebhookDeliveryEdge],
      resolve: ({ edges }) => edges,
    }),
    pageInfo: t.field({
      description: described.pageInfo,
      type: builder.pageInfoRef(),
      resolve: ({ pageInfo }) => pageInfo,
    }),
  }),
})

builder.prismaObjectField(Webhook, 'deliveries', t =>
  t.field({
    description: 'Latest first; kept for 30 days.',
    type: WebhookDeliveryConnection,
    args: pageArgs(t.arg),
    resolve: async ({ id }, args, context, info) => {
      const { organization } = context.caller
      const page = parsePage(args, cursor => decodeLedgerCursor(organization, cursor))
      const found = await batched(context, info, 'deliveries', ids =>
        context.webhooks.deliveriesOf(organization, ids, page),
      ).load(id)
      const bySequence = new Map(found.rows.map(row => [row.sequence, row]))
      return toConnection(page, found, bySequence, key => encodeLedgerCursor(organization, key), noCount)
    },
  }),
)
