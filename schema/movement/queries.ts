import { builder } from '../builder.ts'
import { decodeId, nothing } from '../global-id.ts'
import { LateralMovementGraph } from './type.ts'

const most = 5000

builder.queryField('lateralMovement', t =>
  t.field({
    description: 'Which devices an intruder moved between, of an investigation or since an instant.',
    type: LateralMovementGraph,
    right: 'read',
    args: {
      investigationId: t.arg.id({ description: 'Only what was reported for this investigation.' }),
      since: t.arg({ description: 'Only what was seen at this instant or later.', type: 'DateTime' }),
    },
    resolve: async (_, { investigationId, since }, { prisma, caller: { organization: organizationId } }) => {
      const investigation =
        investigationId == null ? null : (decodeId('Investigation', investigationId) ?? nothing)
      const latest = await prisma.lateralMovement.findMany({
        where: {
          organizationId,
          ...(investigation && { investigationId: investigation }),
          ...(since && { observedAt: { gte: since } }),
        },
        orderBy: [{ observedAt: 'desc' }, { id: 'desc' }],
        take: most,
      })
      const ids = new Set(latest.flatMap(({ fromDeviceId, toDeviceId }) => [fromDeviceId, toDeviceId]))
      const devices = await prisma.device.findMany({
        where: { organizationId, id: { in: [...ids] } },
        orderBy: [{ hostname: 'asc' }, { id: 'asc' }],
      })
      return { movements: latest.reverse(), devices }
    },
  }),
)
