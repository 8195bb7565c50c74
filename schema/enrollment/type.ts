import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { builder } from '../builder.ts'
import { Actor, actorOf } from '../viewer/type.ts'

export const EnrollmentToken = builder.prismaNode('EnrollmentToken', {
  description: 'A token with which devices enrol. Its secret is shown only once, when it is created.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'Its UUID.' }),
    createdBy: t.field({
      description: 'The creator.',
      type: Actor,
      resolve: ({ createdBy }, _, context) => actorOf(createdBy as DomainActor, context),
    }),
    createdAt: t.expose('createdAt', { description: 'When it was created.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { description: 'When it expires.', type: 'DateTime' }),
    usesLeft: t.exposeInt('usesLeft', {
      description: 'The number of devices that can still enrol with the token.',
    }),
    revokedAt: t.expose('revokedAt', {
      description: 'When it was revoked. Null if it was not.',
      type: 'DateTime',
      nullable: true,
    }),
  }),
})
