import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, memberOf, NotFoundError, refusalOr } from '../user-error.ts'
import { Device } from './type.ts'

const RevokeDevicePayload = builder.objectRef<{ readonly id: string }>('RevokeDevicePayload').implement({
  description: "Refuses the device's certificate from now on and drops its connection.",
  fields: t => ({
    device: t.prismaField({
      description: 'As it is now.',
      type: Device,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.device.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
    }),
  }),
})

const RevokeDeviceResult = builder.unionType('RevokeDeviceResult', {
  description: 'Revoked, or why not.',
  types: [RevokeDevicePayload, NotFoundError, ForbiddenError],
  resolveType: memberOf('RevokeDevicePayload'),
})

builder.mutationField('revokeDevice', t =>
  t.field({
    description: 'Ends what the device may do: its certificate, its connection, its open actions.',
    type: RevokeDeviceResult,
    right: 'administer',
    args: { deviceId: t.arg.id({ description: 'The device, by its raw or global id.', required: true }) },
    resolve: async (_, { deviceId }, { app, caller }) =>
      refusalOr(await app.revokeDevice(caller, decodeId('Device', deviceId)), ({ id }) => ({ id })),
  }),
)
