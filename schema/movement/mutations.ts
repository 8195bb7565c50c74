import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { LateralMovement } from './type.ts'

const ReportLateralMovementInput = builder.inputType('ReportLateralMovementInput', {
  description: 'The movement of an intruder from one device to another.',
  fields: t => ({
    fromDeviceId: t.id({ description: 'The device that the intruder came from.', required: true }),
    toDeviceId: t.id({ description: 'The device that the intruder moved to.', required: true }),
    technique: t.string({ description: 'A MITRE ATT&CK technique id.' }),
    observedAt: t.field({ description: 'When it was observed; now by default.', type: 'DateTime' }),
    investigationId: t.id({ description: 'The investigation that it belongs to.' }),
  }),
})

const ReportLateralMovementPayload = builder
  .objectRef<{ readonly id: string }>('ReportLateralMovementPayload')
  .implement({
    description: 'The movement was recorded.',
    fields: t => ({
      movement: t.prismaField({
        description: 'The movement.',
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
    description: 'Reports that an intruder moved from one device to another.',
    type: ReportLateralMovementResult,
    right: 'report',
    args: {
      input: t.arg({
        description: 'The movement to report.',
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
