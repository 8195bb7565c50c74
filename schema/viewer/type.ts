import type { Actor as DomainActor } from '#domain/actor.ts'
import { parseRoles } from '#domain/actor.ts'
import { builder } from '../builder.ts'
import type { AnalystRow, Context } from '../context.ts'
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

export const SystemActor = builder.objectRef<{ readonly name: string }>('SystemActor').implement({
  description: 'The service itself, or a device.',
  fields: t => ({ name: t.exposeString('name', { description: '`server`, `agent` or `auto-response`.' }) }),
})

export const Actor = builder.unionType('Actor', {
  description: 'Who did something.',
  types: [Analyst, SystemActor],
  resolveType: who => ('email' in who ? 'Analyst' : 'SystemActor'),
})

/** An actor of the ledger as the API shows it: an analyst as they are now. */
export async function actorOf(
  actor: DomainActor,
  { analysts }: Context,
): Promise<AnalystRow | { name: string }> {
  const analyst = actor.kind === 'analyst' ? await analysts.load(actor.id) : null
  return analyst ?? { name: actor.name }
}
