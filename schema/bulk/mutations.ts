import type { BulkInput, DecidedBulk, DecideInput } from '#app/application.ts'
import { intentFields, toIntent } from '../action/inputs.ts'
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
import { BulkAction } from './type.ts'

const RolloutInput = builder.inputType('RolloutInput', {
  description: 'The rollout of the bulk action. A field left out sets no limit.',
  fields: t => ({
    canary: t.int({
      description: 'Devices that go first; the rest waits until all of them have ended well.',
    }),
    perMinute: t.int({ description: 'The number of devices per minute after the canary.' }),
    abortAboveFailurePercent: t.int({
      description:
        'Abort when more than this share of the ended ones failed or did not verify, looked at once `abortAfter` have ended.',
    }),
    abortAfter: t.int({
      description:
        'The number of actions that must have ended before the failure percentage is checked; 1 by default.',
    }),
  }),
})

const SubmitBulkActionInput = builder.inputType('SubmitBulkActionInput', {
  description: 'The action to submit, its devices, its justification and its rollout.',
  fields: t => ({
    deviceIds: t.idList({
      description: 'The devices, up to 10,000. They are rolled out in this order.',
      required: true,
    }),
    ...intentFields(t),
    rollout: t.field({
      description: 'The rollout of the bulk action. By default all actions are sent at once.',
      type: RolloutInput,
    }),
  }),
})

const DecideBulkActionInput = builder.inputType('DecideBulkActionInput', {
  description: 'The bulk action to decide on.',
  fields: t => ({
    bulkActionId: t.id({ description: 'The bulk action, by its raw or global id.', required: true }),
    comment: t.string({ description: 'For people, 1 to 500 characters.' }),
    digest: t.string({ description: 'Refuse unless the bulk is exactly this.' }),
  }),
})

interface DecidedBulkRow {
  readonly id: string
  readonly decided: number
}

const SubmitBulkActionPayload = builder
  .objectRef<Pick<DecidedBulkRow, 'id'>>('SubmitBulkActionPayload')
  .implement({ description: 'All devices or none: one unknown device refuses the whole bulk and names it.' })

const DecideBulkActionPayload = builder.objectRef<DecidedBulkRow>('DecideBulkActionPayload').implement({
  description: 'The decision was recorded.',
  fields: t => ({
    decided: t.exposeInt('decided', { description: 'Actions that this decision moved.' }),
  }),
})

for (const payload of [SubmitBulkActionPayload, DecideBulkActionPayload])
  builder.objectField(payload, 'bulkAction', t =>
    t.prismaField({
      description: 'Its current state.',
      type: BulkAction,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.bulkAction.findUniqueOrThrow({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        }),
    }),
  )

const refusals = [InvalidInputError, NotFoundError, ForbiddenError, ConflictError] as const

const SubmitBulkActionResult = resultOf(SubmitBulkActionPayload, ...refusals)

const DecideBulkActionResult = resultOf(DecideBulkActionPayload, ...refusals)

const toBulk = ({ deviceIds, rollout, ...intent }: typeof SubmitBulkActionInput.$inferInput): BulkInput => ({
  ...toIntent(intent),
  devices: deviceIds.map(globalId => ({ globalId, id: decodeId('Device', globalId) })),
  rollout,
})

const toDecision = (input: typeof DecideBulkActionInput.$inferInput): DecideInput => ({
  id: decodeId('BulkAction', input.bulkActionId),
  comment: input.comment,
  digest: input.digest,
})

const toPayload = ({ bulk, decided }: DecidedBulk): DecidedBulkRow => ({ id: bulk.id, decided })

type Decision = 'approve' | 'reject' | 'cancel' | 'pause' | 'resume'

builder.mutationFields(t => {
  const decision = (name: Decision, description: string) =>
    t.field({
      description,
      type: DecideBulkActionResult,
      right: 'act',
      args: {
        input: t.arg({
          description: 'The bulk action to decide on.',
          type: DecideBulkActionInput,
          required: true,
        }),
      },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app[`${name}BulkAction`](caller, toDecision(input)), toPayload),
    })
  return {
    submitBulkAction: t.field({
      description: 'Submits an action for each of many devices. Submits either all of the actions or none.',
      type: SubmitBulkActionResult,
      right: 'act',
      args: {
        input: t.arg({ description: 'The bulk to submit.', type: SubmitBulkActionInput, required: true }),
      },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.submitBulkAction(caller, toBulk(input)), ({ id }) => ({ id })),
    }),
    approveBulkAction: decision(
      'approve',
      'Approves every action of the bulk action that still waits for approval.',
    ),
    rejectBulkAction: decision(
      'reject',
      'Rejects every action of the bulk action that still waits for approval.',
    ),
    cancelBulkAction: decision(
      'cancel',
      'Cancels every action of the bulk action that no device has claimed.',
    ),
    pauseBulkAction: decision(
      'pause',
      'Sends no more actions until the bulk action is resumed. Actions that were sent continue.',
    ),
    resumeBulkAction: decision(
      'resume',
      'Continues a paused bulk action, even if one of its canary actions failed.',
    ),
  }
})
