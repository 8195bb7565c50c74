import { eventId, type LedgerEntry, sequenceOf } from '#domain/ledger/ledger.ts'
import { encodeLedgerCursor } from '#domain/ledger/ledger-cursor.ts'
import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { builder } from '../builder.ts'
import { Actor, actorOf } from '../viewer/type.ts'
import { AuditEventKind } from './enums.ts'

const entryOf = ({ canonical }: { readonly canonical: string }): LedgerEntry => JSON.parse(canonical)

export const AuditEvent = builder.prismaNode('AuditEvent', {
  description: 'One line of the append-only, gapless, hash-chained ledger of an organization.',
  id: {
    description: 'Global id, for `node`.',
    resolve: ({ organizationId, sequence }) => eventId(organizationId, Number(sequence)),
  },
  findUnique: (id, { caller: { organization: organizationId } }) => ({
    organizationId_sequence: { organizationId, sequence: sequenceOf(organizationId, id) ?? 0 },
  }),
  fields: t => ({
    rawId: t.id({
      description: 'Its UUID.',
      resolve: ({ organizationId, sequence }) => eventId(organizationId, Number(sequence)),
    }),
    sequence: t.int({
      description: '1, 2, 3, … within the organization, without gaps.',
      resolve: ({ sequence }) => Number(sequence),
    }),
    cursor: t.field({
      description: 'The position of the event, for `after` in `auditEvents` and in subscriptions.',
      type: 'LedgerCursor',
      resolve: ({ organizationId, sequence }) => encodeLedgerCursor(organizationId, Number(sequence)),
    }),
    kind: t.field({
      description: 'The kind of the event.',
      type: AuditEventKind,
      resolve: ({ kind }) => kind as typeof AuditEventKind.$inferType,
    }),
    at: t.expose('at', {
      description: 'When the event was committed. Never decreases from one event to the next.',
      type: 'DateTime',
    }),
    actor: t.field({
      description: 'The actor who caused it.',
      type: Actor,
      resolve: ({ actor }, _, context) => actorOf(actor as DomainActor, context),
    }),
    data: t.field({
      description: 'What changed, as it was at that moment.',
      extensions: { cost: 10, bytes: 8192 },
      type: 'JSON',
      resolve: event => entryOf(event).data,
    }),
    hash: t.exposeString('hash', {
      description: "SHA-256 over this event's canonical form and the previous event's hash, in hex.",
    }),
    previousHash: t.string({
      description: 'The hash of the preceding event; 64 zeros for the first event.',
      resolve: event => entryOf(event).previousHash,
    }),
    canonical: t.exposeString('canonical', {
      description: 'The very text that was hashed, RFC 8785: sha256(canonical) = hash.',
      extensions: { cost: 10, bytes: 8192 },
    }),
  }),
})
