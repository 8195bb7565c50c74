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
  description: 'The pace of the bulk; a field left out sets no limit.',
  fields: t => ({
    canary: t.int({
      description: 'Devices that go first; the rest waits until all of them have ended well.',
    }),
    perMinute: t.int({ description: 'Devices per minute after the canary.' }),
    abortAboveFailurePercent: t.int({
      description:
        'Abort when more than this share of the ended ones failed or did not verify, looked at once `abortAfter` have ended.',
    }),
    abortAfter: t.int({
      description: 'Actions that must have ended before the share is checked; 1 by default.',
    }),
  }),
})

const SubmitBulkActionInput = builder.inputType('SubmitBulkActionInput', {
  description: 'The action to submit, its devices and the reason.',
  fields: t => ({
    deviceIds: t.idList({ description: 'Up to 10,000; the first go first.', required: true }),
    ...intentFields(t),
    rollout: t.field({
      description: 'The pace of the bulk; by default everything starts at once.',
      type: RolloutInput,
    }),
  }),
})

const DecideBulkActionInput = builder.inputType('DecideBulkActionInput', {
  description: 'Which bulk is meant.',
  fields: t => ({
    bulkActionId: t.id({ description: 'The bulk, by its raw or global id.', required: true }),
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
  description: 'The decision stands.',
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
  devices: deviceIds.map(given => ({ given, id: decodeId('Device', given) })),
  rollout,
})

const toDecision = (input: typeof DecideBulkActionInput.$inferInput): DecideBulkInput => ({
  bulk: decodeId('BulkAction', input.bulkActionId),
  comment: input.comment,
  digest: input.digest,
})

const told = ({ bulk, decided }: DecidedBulk): DecidedBulkRow => ({ id: bulk.id, decided })

builder.mutationFields(t => {
  const input = t.arg({ description: 'Which bulk.', type: DecideBulkActionInput, required: true })
  return {
    submitBulkAction: t.field({
      description: 'Submits an action for each of many devices, all in one or none.',
      type: SubmitBulkActionResult,
      right: 'act',
      args: {
        input: t.arg({ description: 'The bulk to submit.', type: SubmitBulkActionInput, required: true }),
      },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.submitBulkAction(caller, toBulk(input)), ({ id }) => ({ id })),
    }),
    approveBulkAction: t.field({
      description: 'Agrees to every action of the bulk that still awaits a decision.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.approveBulkAction(caller, toDecision(input)), told),
    }),
    rejectBulkAction: t.field({
      description: 'Refuses every action of the bulk that still awaits a decision.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.rejectBulkAction(caller, toDecision(input)), told),
    }),
    cancelBulkAction: t.field({
      description: 'Withdraws every action of the bulk that no device has claimed.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.cancelBulkAction(caller, toDecision(input)), told),
    }),
    pauseBulkAction: t.field({
      description: 'Sends nothing more until it is resumed; what was sent runs on.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.pauseBulkAction(caller, toDecision(input)), told),
    }),
    resumeBulkAction: t.field({
      description: 'Goes ahead, also where a canary had not ended well.',
      type: DecideBulkActionResult,
      right: 'act',
      args: { input },
      resolve: async (_, { input }, { app, caller }) =>
        refusalOr(await app.resumeBulkAction(caller, toDecision(input)), told),
    }),
  }
})
