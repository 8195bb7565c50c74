import type { BulkInput, DecideBulkInput, DecidedBulk } from '#app/application.ts'
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
  .implement({
    description: 'All devices or none: one unknown device refuses the whole bulk and names it.',
    fields: t => ({
      bulkAction: t.prismaField({
        description: 'Its current state.',
        type: BulkAction,
        resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
          prisma.bulkAction.findUniqueOrThrow({
            ...query,
            where: { organizationId_id: { organizationId, id } },
          }),
      }),
    }),
  })

const DecideBulkActionPayload = builder.objectRef<DecidedBulkRow>('DecideBulkActionPayload').implement({
  description: 'The decision was recorded.',
  fields: t => ({
    bulkAction: t.prismaField({
      description: 'Its current state.',
      type: BulkAction,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.bulkAction.findUniqueOrThrow({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        }),
    }),
    decided: t.exposeInt('decided', { description: 'Actions that this decision moved.' }),
  }),
})

const refusals = [InvalidInputError, NotFoundError, ForbiddenError, ConflictError] as const

const SubmitBulkActionResult = resultOf(SubmitBulkActionPayload, ...refusals)

const DecideBulkActionResult = resultOf(DecideBulkActionPayload, ...refusals)

const toBulk = ({ deviceIds, rollout, ...intent }: typeof SubmitBulkActionInput.$inferInput): BulkInput => ({
  ...toIntent(intent),
  devices: deviceIds.map(globalId => ({ globalId, id: decodeId('Device', globalId) })),
  rollout,
})

const toDecision = (input: typeof DecideBulkActionInput.$inferInput): DecideBulkInput => ({
  bulk: decodeId('BulkAction', input.bulkActionId),
  comment: input.comment,
  digest: input.digest,
})

const toPayload = ({ bulk, decided }: DecidedBulk): DecidedBulkRow => ({ id: bulk.id, decided })

builder.mutationFields(t => {
  const input = t.arg({
    description: 'The bulk action to decide on.',
    type: DecideBulkActionInput,
    required: true,
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
    approveBulkAction: t.field({
      description: 'Approves every action of the bulk action that still waits for approval.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.approveBulkAction(caller, toDecision(input)), toPayload),
    }),
    rejectBulkAction: t.field({
      description: 'Rejects every action of the bulk action that still waits for approval.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.rejectBulkAction(caller, toDecision(input)), toPayload),
    }),
    cancelBulkAction: t.field({
      description: 'Cancels every action of the bulk action that no device has claimed.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.cancelBulkAction(caller, toDecision(input)), toPayload),
    }),
    pauseBulkAction: t.field({
      description: 'Sends no more actions until the bulk action is resumed. Actions that were sent continue.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.pauseBulkAction(caller, toDecision(input)), toPayload),
    }),
    resumeBulkAction: t.field({
      description: 'Continues a paused bulk action, even if one of its canary actions failed.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.resumeBulkAction(caller, toDecision(input)), toPayload),
    }),
  }
})
