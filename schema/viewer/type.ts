import { type Actor as DomainActor, parseRoles } from '#domain/people/actor.ts'
import { isUuid } from '#domain/text/text.ts'
import { builder } from '../builder.ts'
import type { AnalystRow, Context, RuleRow, ServiceAccountRow } from '../context.ts'
import { parseId } from '../global-id.ts'
import { ResponseRule } from '../rule/type.ts'
import { Role } from './enums.ts'

export const Analyst = builder.prismaNode('Analyst', {
  description: 'A person of the organization, as the identity provider last described them.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    email: t.exposeString('email', {
      description: 'Two analysts with the same address, case folded, are one person.',
    }),
    name: t.exposeString('name', { description: 'For people.' }),
    roles: t.field({
      description: 'The roles in the last token that was seen.',
      type: [Role],
      resolve: ({ roles }) => [...parseRoles(roles)],
    }),
  }),
})

export const ServiceAccount = builder.prismaNode('ServiceAccount', {
  description: 'A caller that is a machine, with an API key. An analyst answers for what it does.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    roles: t.field({
      description: 'The roles given at creation. It has their rights as far as its owner has them.',
      type: [Role],
      resolve: ({ roles }) => [...parseRoles(roles)],
    }),
    owner: t.relation('owner', {
      description: 'The analyst who is responsible for it.',
      type: Analyst,
      nullable: true,
    }),
    createdAt: t.expose('createdAt', { description: 'When its key was made.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      description: 'When its key expires; null if it does not.',
      type: 'DateTime',
      nullable: true,
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      description: 'When it last called, to the minute; null: never.',
      type: 'DateTime',
      nullable: true,
    }),
    revokedAt: t.expose('revokedAt', {
      description: 'When its key was revoked; null if it was not.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

const ResponseRuleActor = builder.objectRef<{ readonly rule: RuleRow }>('ResponseRuleActor').implement({
  description: 'A response rule that a detection matched.',
  fields: t => ({
    rule: t.field({
      description: "The rule's current state, or its last one before it was deleted.",
      type: ResponseRule,
      resolve: ({ rule }) => rule,
    }),
  }),
})

export const SystemActor = builder.objectRef<{ readonly name: string }>('SystemActor').implement({
  description: 'The service itself, or a device.',
  fields: t => ({ name: t.exposeString('name', { description: '`server`, `agent` or `auto-response`.' }) }),
})

export const Actor = builder.unionType('Actor', {
  description: 'The author of a change.',
  types: [Analyst, ServiceAccount, ResponseRuleActor, SystemActor],
  resolveType: who => {
    if ('email' in who) return 'Analyst'
    if ('ownerId' in who) return 'ServiceAccount'
    return 'rule' in who ? 'ResponseRuleActor' : 'SystemActor'
  },
})

/** The current row of a ledger's actor. An actor without a row keeps the name from the ledger. */
export async function actorOf(
  actor: DomainActor,
  { analysts, accounts, rules }: Context,
): Promise<AnalystRow | ServiceAccountRow | { rule: RuleRow } | { name: string }> {
  switch (actor.kind) {
    case 'analyst':
      return (await analysts.load(actor.id)) ?? { name: actor.name }
    case 'service_account':
      return (await accounts.load(actor.id)) ?? { name: actor.name }
    case 'rule': {
      const rule = await rules.load(actor.id)
      return rule ? { rule } : { name: actor.name }
    }
    default:
      return { name: actor.name }
  }
}

/** The UUID of an actor named by its raw id or the global id of one of its types; null for anything else. */
export function decodeActorId(id: string): string | null {
  if (isUuid(id)) return id
  const parsed = parseId(id)
  return parsed && ['Analyst', 'ServiceAccount', 'ResponseRule'].includes(parsed.typename)
    ? parsed.uuid
    : null
}
