import type { AuditEventKind as Kind } from '#domain/ledger/ledger.ts'
import { encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { AuditEventKind } from '../audit/enums.ts'
import { builder } from '../builder.ts'
import { Actor, actorOf } from '../viewer/type.ts'

export const Webhook = builder.prismaNode('Webhook', {
  description:
    'Ledger events sent to a URL as signed HTTP requests, in ledger order; see service.md, Webhooks.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    url: t.exposeString('url', { description: 'The URL that messages are sent to.' }),
    kinds: t.field({
      description: 'Empty: all kinds.',
      type: [AuditEventKind],
      resolve: ({ kinds }) => kinds as Kind[],
    }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether events are sent.' }),
    disabledReason: t.exposeString('disabledReason', {
      description: 'Why the service stopped sending by itself; null while it sends.',
      nullable: true,
    }),
    createdBy: t.field({
      description: 'The creator.',
      type: Actor,
      resolve: ({ createdBy }, _, context) => actorOf(createdBy as DomainActor, context),
    }),
    createdAt: t.expose('createdAt', { description: 'When it was created.', type: 'DateTime' }),
    deliveredCursor: t.field({
      description: 'The last event that the receiver accepted.',
      type: 'LedgerCursor',
      nullable: true,
      resolve: ({ organizationId, deliveredSequence }) =>
        deliveredSequence === null ? null : encodeLedgerCursor(organizationId, Number(deliveredSequence)),
    }),
  }),
})
