import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { builder } from '../builder.ts'
import { Actor, actorOf } from '../viewer/type.ts'

export const EnrollmentToken = builder.prismaNode('EnrollmentToken', {
  description: 'What lets a device enrol. The token itself is shown once, when it is created.',
  id: { field: 'id', description: 'Global id, good for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'Its UUID.' }),
    createdBy: t.field({
      description: 'Who created it.',
      type: Actor,
      resolve: ({ createdBy }, _, context) => actorOf(createdBy as DomainActor, context),
    }),
    createdAt: t.expose('createdAt', { description: 'When it was created.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { description: 'Until when it is good.', type: 'DateTime' }),
    usesLeft: t.exposeInt('usesLeft', { description: 'How many devices may still enrol with it.' }),
    revokedAt: t.expose('revokedAt', {
      description: 'Since when it is refused.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
