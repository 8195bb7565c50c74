import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { LateralMovement } from './type.ts'

const ReportLateralMovementInput = builder.inputType('ReportLateralMovementInput', {
  description: 'An intruder went from one device to another.',
  fields: t => ({
    fromDeviceId: t.id({ description: 'The source.', required: true }),
    toDeviceId: t.id({ description: 'The target.', required: true }),
    technique: t.string({ description: 'MITRE ATT&CK technique id.' }),
    observedAt: t.field({ description: 'When it was seen; now by default.', type: 'DateTime' }),
    investigationId: t.id({ description: 'The investigation that it belongs to.' }),
  }),
})

const ReportLateralMovementPayload = builder
  .objectRef<{ readonly id: string }>('ReportLateralMovementPayload')
  .implement({
    description: 'The movement is on record.',
    fields: t => ({
      movement: t.prismaField({
        description: 'As it was reported.',
        type: LateralMovement,
        resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
          prisma.lateralMovement.findUniqueOrThrow({
            ...query,
            where: { organizationId_id: { organizationId, id } },
          }),
      }),
    }),
  })

const ReportLateralMovementResult = resultOf(
  ReportLateralMovementPayload,
  InvalidInputError,
  NotFoundError,
  ForbiddenError,
)

builder.mutationField('reportLateralMovement', t =>
  t.field({
    description: 'Reports that an intruder went from one device to another.',
    type: ReportLateralMovementResult,
    right: 'report',
    args: {
      input: t.arg({
        description: 'The movement that was seen.',
        type: ReportLateralMovementInput,
        required: true,
      }),
    },
    resolve: async (_, { input }, { app, caller }) => {
      const { fromDeviceId, toDeviceId, investigationId, ...seen } = input
      const report = {
        ...seen,
        from: decodeId('Device', fromDeviceId),
        to: decodeId('Device', toDeviceId),
        ...(investigationId != null && { investigation: decodeId('Investigation', investigationId) }),
      }
      return refusalOr(await app.reportLateralMovement(caller, report), ({ id }) => ({ id }))
    },
  }),
)
