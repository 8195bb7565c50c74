import type { Interpreter } from '#domain/catalog/script.ts'
import { type Actor as DomainActor, hasRight } from '#domain/people/actor.ts'
import { builder } from '../builder.ts'
import { Actor, actorOf } from '../viewer/type.ts'
import { ScriptInterpreter } from './enums.ts'

export const Script = builder.prismaNode('Script', {
  description: 'Immutable once registered.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'The UUID in the ledger and in digests.' }),
    name: t.exposeString('name', { description: 'For people.' }),
    interpreter: t.field({
      description: 'The interpreter that runs the script.',
      type: ScriptInterpreter,
      resolve: ({ interpreter }) => interpreter as Interpreter,
    }),
    sha256: t.exposeString('sha256', { description: 'The SHA-256 of the UTF-8 body, in lower-case hex.' }),
    destructive: t.exposeBoolean('destructive', {
      description: 'Whether running the script needs approval even if RUN_SCRIPT does not.',
    }),
    body: t.string({
      description: 'Null without the right to read it.',
      extensions: { cost: 10, bytes: 131_072 },
      nullable: true,
      resolve: ({ body }, _, { caller }) => (hasRight(caller, 'content') ? body : null),
    }),
    registeredBy: t.field({
      description:
        'The person who registered the script. They cannot run it without the approval of another person.',
      type: Actor,
      resolve: ({ registeredBy }, _, context) => actorOf(registeredBy as DomainActor, context),
    }),
    registeredAt: t.expose('registeredAt', {
      description: 'When the script was registered.',
      type: 'DateTime',
    }),
    retiredAt: t.expose('retiredAt', {
      description: 'When the script was retired. Null if it was not.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
