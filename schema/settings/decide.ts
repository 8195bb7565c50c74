import type { Settings } from '#domain/settings/settings.ts'
import { Decision } from '../action/enums.ts'
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
import { ResponseSettings } from './type.ts'

const DecideSettingsChangeInput = builder.inputType('DecideSettingsChangeInput', {
  description: 'The decision on a pending change of settings.',
  fields: t => ({
    id: t.id({ description: 'The pending change, by its raw or global id.', required: true }),
    decision: t.field({
      description: 'Whether to approve or to reject the change.',
      type: Decision,
      required: true,
    }),
    comment: t.string({ description: 'A comment for the ledger, 1 to 500 characters.' }),
  }),
})

const DecideSettingsChangePayload = builder
  .objectRef<{ settings: Settings }>('DecideSettingsChangePayload')
  .implement({
    description: 'The change was approved and is in effect, or it was rejected.',
    fields: t => ({
      settings: t.field({
        description: 'The settings as they are now.',
        type: ResponseSettings,
        resolve: ({ settings }) => settings,
      }),
    }),
  })

const DecideSettingsChangeResult = resultOf(
  DecideSettingsChangePayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
  ConflictError,
)

builder.mutationField('decideSettingsChange', t =>
  t.field({
    description: 'Approves or rejects a change of settings that another administrator proposed.',
    type: DecideSettingsChangeResult,
    right: 'administer',
    args: {
      input: t.arg({ description: 'The decision.', type: DecideSettingsChangeInput, required: true }),
    },
    resolve: async (_, { input: { id, decision, comment } }, { app, caller }) => {
      const change = decodeId('PendingSettingsChange', id)
      const decided = await app.decideSettingsChange(caller, { change, decision, comment })
      return refusalOr(decided, settings => ({ settings }))
    },
  }),
)
