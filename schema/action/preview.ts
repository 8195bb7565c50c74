import type { Preview } from '#app/application.ts'
import { builder } from '../builder.ts'
import { UserError } from '../user-error.ts'
import { SubmitActionInput, toSubmission } from './inputs.ts'

const ActionPreview = builder.objectRef<Preview>('ActionPreview').implement({
  description: 'What a submission would do, without doing it.',
  fields: t => ({
    digest: t.exposeString('digest', { description: 'Null where the input is invalid.', nullable: true }),
    destructive: t.exposeBoolean('destructive', {
      description: 'Whether it disrupts users.',
    }),
    approvalsRequired: t.exposeInt('approvalsRequired', {
      description: 'The number of approvals that the action would need.',
    }),
    deviceOnline: t.exposeBoolean('deviceOnline', {
      description: 'Whether the device is connected now. Null if the action has no device.',
      nullable: true,
    }),
    warnings: t.exposeStringList('warnings', {
      description: 'Points to consider before submitting the action.',
    }),
    refusal: t.expose('refusal', {
      description: 'The error that the submission would return. Null if it would be accepted.',
      type: UserError,
      nullable: true,
    }),
  }),
})

builder.queryField('previewAction', t =>
  t.field({
    description: 'What a submission would do, without doing it.',
    type: ActionPreview,
    right: 'read',
    args: {
      input: t.arg({ description: 'The submission to preview.', type: SubmitActionInput, required: true }),
    },
    resolve: (_, { input }, { app, caller }) => app.previewAction(caller, toSubmission(input)),
  }),
)
