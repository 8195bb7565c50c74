import type { Interpreter } from '#domain/catalog/script.ts'
import { type Actor as DomainActor, hasRight } from '#domain/people/actor.ts'
import { builder } from '../builder.ts'
import { Actor, actorOf } from '../viewer/type.ts'
import { ScriptInterpreter } from './enums.ts'

export const Script = builder.prismaNode('Script', {
  description: 'Immutable once registered.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID that the ledger and the digest use.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    interpreter: t.field({
      description: 'The interpreter that runs it.',
      type: ScriptInterpreter,
      resolve: ({ interpreter }) => interpreter as Interpreter,
    }),
    sha256: t.exposeString('sha256', { description: 'Of its body in UTF-8, lower-case hex.' }),
    destructive: t.exposeBoolean('destructive', {
      description: 'Whether running it needs an approval even where RUN_SCRIPT does not.',
    }),
    body: t.string({
      description: 'Null without the right to read it.',
      extensions: { cost: 10 },
      nullable: true,
      resolve: ({ body }, _, { caller }) => (hasRight(caller, 'content') ? body : null),
    }),
    registeredBy: t.field({
      description: 'Who registered it: never runs it without the approval of another person.',
      type: Actor,
      resolve: ({ registeredBy }, _, context) => actorOf(registeredBy as DomainActor, context),
    }),
    registeredAt: t.expose('registeredAt', { description: 'When it was registered.', type: 'DateTime' }),
    retiredAt: t.expose('retiredAt', {
      description: 'When it was retired; null if it was not.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
