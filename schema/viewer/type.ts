import { type Actor as DomainActor, parseRoles } from '#domain/people/actor.ts'
import { isUuid } from '#domain/text/text.ts'
import { builder } from '../builder.ts'
import type { AnalystRow, Context, RuleRow, ServiceAccountRow } from '../context.ts'
import { parseId } from '../global-id.ts'
import { ResponseRule } from '../rule/type.ts'
import { Role } from './enums.ts'

export const Analyst = builder.prismaNode('Analyst', {
  description: 'A person of the organization, as the identity provider last described them.',
  id: { field: 'id', description: 'Global id, good for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    email: t.exposeString('email', {
      description: 'Two analysts with the same address, case folded, are one person.',
    }),
    name: t.exposeString('name', { description: 'For people.' }),
    roles: t.field({
      description: 'As of the last token that was seen.',
      type: [Role],
      resolve: ({ roles }) => [...parseRoles(roles)],
    }),
  }),
})

export const ServiceAccount = builder.prismaNode('ServiceAccount', {
  description: 'A caller that is a machine, with an API key. An analyst answers for what it does.',
  id: { field: 'id', description: 'Global id, good for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    roles: t.field({
      description: 'As its key was made; it has their rights as far as its owner has them too.',
      type: [Role],
      resolve: ({ roles }) => [...parseRoles(roles)],
    }),
    owner: t.relation('owner', { description: 'Who answers for it.', type: Analyst, nullable: true }),
    createdAt: t.expose('createdAt', { description: 'When its key was made.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      description: 'Until when its key is good; null: until it is revoked.',
      type: 'DateTime',
      nullable: true,
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      description: 'When it last called, to the minute; null: never.',
      type: 'DateTime',
      nullable: true,
    }),
    revokedAt: t.expose('revokedAt', {
      description: 'Since when its key is refused.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})

const ResponseRuleActor = builder.objectRef<{ readonly rule: RuleRow }>('ResponseRuleActor').implement({
  description: 'A response rule that a detection matched.',
  fields: t => ({
    rule: t.field({
      description: 'As it is now, or was when it was deleted.',
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
  description: 'Who did something.',
  types: [Analyst, ServiceAccount, ResponseRuleActor, SystemActor],
  resolveType: who => {
    if ('email' in who) return 'Analyst'
    if ('ownerId' in who) return 'ServiceAccount'
    return 'rule' in who ? 'ResponseRuleActor' : 'SystemActor'
  },
})

/** An actor of the ledger as the API shows it: a person, an account or a rule as they are now. */
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
