import type { Actor as DomainActor } from '#domain/people/actor.ts'
import { mayApproveChange, type SettingsChangeRecord } from '#domain/settings/settings-change.ts'
import { builder } from '../builder.ts'
import type { SettingsChangeRow } from '../context.ts'
import { Actor, actorOf } from '../viewer/type.ts'

const recordOf = (row: SettingsChangeRow): SettingsChangeRecord =>
  ({
    ...row,
    proposedAt: row.proposedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }) as unknown as SettingsChangeRecord

export const PendingSettingsChange = builder.prismaNode('PendingSettingsChange', {
  description: 'A change of settings that lowers protection and waits for a second administrator.',
  id: { field: 'id', description: 'Global id, for `node`.' },
  fields: t => ({
    rawId: t.exposeID('id', { description: 'Its UUID.' }),
    proposedBy: t.field({
      description: 'The administrator who proposed the change.',
      type: Actor,
      resolve: ({ proposedBy }, _, context) => actorOf(proposedBy as DomainActor, context),
    }),
    proposedAt: t.expose('proposedAt', { description: 'When the change was proposed.', type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      description: 'When the proposal expires: 24 hours after it was made.',
      type: 'DateTime',
    }),
    before: t.expose('before', {
      description: 'The settings that would change, as they are and as they would be.',
      type: 'JSON',
    }),
    after: t.expose('after', {
      description: 'The proposed values.',
      type: 'JSON',
    }),
    viewerCanDecide: t.boolean({
      description: 'Whether the caller may approve the change now. The proposer can only reject it.',
      extensions: { dependsOnCaller: true },
      resolve: (row, _, { caller, clock }) => mayApproveChange(recordOf(row), caller, clock.now()),
    }),
  }),
})
