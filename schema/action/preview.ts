import type { Preview } from '#app/application.ts'
import { builder } from '../builder.ts'
import { UserError } from '../user-error.ts'
import { SubmitActionInput, toSubmission } from './inputs.ts'

const ActionPreview = builder.objectRef<Preview>('ActionPreview').implement({
  description: 'What a submission would do, without doing it.',
  fields: t => ({
    digest: t.exposeString('digest', { description: 'Null where the input is invalid.', nullable: true }),
    destructive: t.exposeBoolean('destructive', {
      description: 'Whether it takes something away from people.',
    }),
    approvalsRequired: t.exposeInt('approvalsRequired', {
      description: 'How many would have to approve it.',
    }),
    deviceOnline: t.exposeBoolean('deviceOnline', {
      description: 'Whether its device is connected now; null where there is none.',
      nullable: true,
    }),
    warnings: t.exposeStringList('warnings', { description: 'What to think of before submitting it.' }),
    refusal: t.expose('refusal', {
      description: 'Why it would be refused; null where it would not.',
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
      input: t.arg({ description: 'What would be submitted.', type: SubmitActionInput, required: true }),
    },
    resolve: (_, { input }, { app, caller }) => app.previewAction(caller, toSubmission(input)),
  }),
)
