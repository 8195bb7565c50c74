import type { DecideInput } from '#app/application.ts'
import type { Action } from '#domain/action/action.ts'
import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  refusalOr,
  resultOf,
} from '../user-error.ts'
import { DecideActionInput, SubmitActionInput, toSubmission } from './inputs.ts'
import { ResponseAction } from './type.ts'

const payloadType = (name: string, description: string) =>
  builder.objectRef<{ readonly action: Action }>(name).implement({
    description,
    fields: t => ({
      action: t.field({
        description: 'Its current state.',
        type: ResponseAction,
        resolve: ({ action }, _, { toReadRow }) => toReadRow(action),
      }),
    }),
  })

const SubmitActionResult = resultOf(
  payloadType('SubmitActionPayload', 'The action was submitted.'),
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
)

const DecideActionResult = resultOf(
  payloadType('DecideActionPayload', 'The decision was recorded.'),
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
)

const toDecision = (input: typeof DecideActionInput.$inferInput): DecideInput => ({
  id: decodeId('ResponseAction', input.actionId),
  comment: input.comment,
  digest: input.digest,
})

const payload = (action: Action) => ({ action })

builder.mutationFields(t => {
  const decision = (name: 'approve' | 'reject' | 'cancel', description: string) =>
    t.field({
      description,
      type: DecideActionResult,
      right: 'act',
      args: {
        input: t.arg({ description: 'The action to decide on.', type: DecideActionInput, required: true }),
      },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app[`${name}Action`](caller, toDecision(input)), payload),
    })
  return {
    submitAction: t.field({
      description: 'Submits an action. It waits for approvals if they are required, and then for its device.',
      type: SubmitActionResult,
      right: 'act',
      args: {
        input: t.arg({ description: 'The action to submit.', type: SubmitActionInput, required: true }),
      },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.submitAction(caller, toSubmission(input)), payload),
    }),
    approveAction: decision('approve', 'Approves an action that another person submitted.'),
    rejectAction: decision(
      'reject',
      'Rejects an action that another person submitted. One rejection cancels the action.',
    ),
    cancelAction: decision('cancel', 'Cancels an action that its device has not claimed yet.'),
  }
})
