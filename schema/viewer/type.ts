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
      description: 'Analysts whose addresses differ only in case count as one person.',
    }),
    name: t.exposeString('name', { description: 'For people.' }),
    roles: t.field({
      description: "The roles in the analyst's most recent token.",
      type: [Role],
      resolve: ({ roles }) => [...parseRoles(roles)],
    }),
  }),
})

export const ServiceAccount = builder.prismaNode('ServiceAccount', {
  description: 'A program that calls the API with an API key. An analyst is responsible for it.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger uses.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    roles: t.field({
      description:
        'The roles assigned at creation. The account has only those rights that its owner has too.',
      type: [Role],
      resolve: ({ roles }) => [...parseRoles(roles)],
    }),
    owner: t.relation('owner', {
      description: 'The analyst who is responsible for the account.',
      type: Analyst,
      nullable: true,
    }),
    createdAt: t.expose('createdAt', { description: 'When the key was created.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      description: 'When the key expires. Null if it does not.',
      type: 'DateTime',
      nullable: true,
    }),
    lastUsedAt: t.expose('lastUsedAt', {
      description: 'When the key was last used, to the minute. Null if it never was.',
      type: 'DateTime',
      nullable: true,
    }),
    revokedAt: t.expose('revokedAt', {
      description: 'When the key was revoked. Null if it was not.',
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
  fields: t => ({
    name: t.exposeString('name', { description: 'The name: `server`, `agent` or `auto-response`.' }),
  }),
})

export const Actor = builder.unionType('Actor', {
  description: 'Who or what made a change.',
  types: [Analyst, ServiceAccount, ResponseRuleActor, SystemActor],
  resolveType: actor => {
    if ('email' in actor) return 'Analyst'
    if ('ownerId' in actor) return 'ServiceAccount'
    return 'rule' in actor ? 'ResponseRuleActor' : 'SystemActor'
  },
})

/** The current row of an actor in the ledger. If there is no row, the name that the ledger recorded. */
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

/** The UUID of an actor's raw id or global id. Null for anything else. */
export function decodeActorId(id: string): string | null {
  if (isUuid(id)) return id
  const parsed = parseId(id)
  return parsed && ['Analyst', 'ServiceAccount', 'ResponseRule'].includes(parsed.typename)
    ? parsed.uuid
    : null
}
