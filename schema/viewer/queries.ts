import { builder } from '../builder.ts'
import { Actor, actorOf } from './type.ts'

builder.queryField('viewer', t =>
  t.field({
    description: 'The caller.',
    type: Actor,
    right: 'read',
    resolve: (_, _args, context) => actorOf(context.caller.actor, context),
  }),
)
