import { actionTypes, type ActionType as DomainType } from '#domain/action-types.ts'
import type { Settings } from '#domain/settings.ts'
import { ActionType } from '../action/enums.ts'
import { builder } from '../builder.ts'

const ApprovalRequirement = builder
  .objectRef<{ type: DomainType; required: boolean; approvals: number }>('ApprovalRequirement')
  .implement({
    description: 'Who has to agree to a type of action.',
    fields: t => ({
      type: t.expose('type', { description: 'Of which type.', type: ActionType }),
      required: t.exposeBoolean('required', { description: 'Whether somebody else has to approve it.' }),
      approvals: t.exposeInt('approvals', { description: 'How many have to, where it is required; 1 to 5.' }),
    }),
  })

export const ResponseSettings = builder.objectRef<Settings>('ResponseSettings').implement({
  description: 'How the organization responds.',
  fields: t => ({
    approvalRequirements: t.field({
      description: 'One for each type of action.',
      type: [ApprovalRequirement],
      resolve: ({ approvalRequirements }) =>
        actionTypes.map(type => ({ type, ...approvalRequirements[type] })),
    }),
    verificationDelay: t.exposeInt('verificationDelay', {
      description: 'Seconds between completion and verification; 60 by default.',
    }),
    queueTimeout: t.exposeInt('queueTimeout', {
      description: 'Seconds a queued action waits for its agent before it fails with AGENT_OFFLINE.',
    }),
    approvalTimeout: t.exposeInt('approvalTimeout', {
      description: 'Seconds an action waits for approval before it is cancelled.',
    }),
  }),
})
