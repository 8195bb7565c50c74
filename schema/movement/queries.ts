import { builder } from '../builder.ts'
import { decodeId, nothing } from '../global-id.ts'
import { LateralMovementGraph } from './type.ts'

const maxMovements = 5000

builder.queryField('lateralMovement', t =>
  t.field({
    description:
      'The devices that an intruder moved between, within an investigation or since a point in time.',
    type: LateralMovementGraph,
    right: 'read',
    args: {
      investigationId: t.arg.id({ description: 'Only movements reported for this investigation.' }),
      since: t.arg({ description: 'Only movements observed at this time or later.', type: 'DateTime' }),
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
        take: maxMovements,
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
