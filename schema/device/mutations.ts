import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Device } from './type.ts'

const RevokeDevicePayload = builder.objectRef<{ readonly id: string }>('RevokeDevicePayload').implement({
  description: "Refuses the device's certificate from now on and drops its connection.",
  fields: t => ({
    device: t.prismaField({
      description: 'Its current state.',
      type: Device,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.device.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
    }),
  }),
})

const RevokeDeviceResult = resultOf(RevokeDevicePayload, NotFoundError, ForbiddenError)

const LabelDevicesInput = builder.inputType('LabelDevicesInput', {
  description:
    'The labels to add and to remove. A label has 1 to 64 characters on one line and is stored trimmed, in lower case and in NFC. A device can have at most 64 labels.',
  fields: t => ({
    deviceIds: t.idList({ description: 'At most 10,000.', required: true }),
    add: t.stringList({ description: 'Labels to add to the devices.' }),
    remove: t.stringList({ description: 'Labels to remove from the devices.' }),
  }),
})

const LabelDevicesPayload = builder.objectRef<{ readonly changed: number }>('LabelDevicesPayload').implement({
  description: 'The labels were changed.',
  fields: t => ({ changed: t.exposeInt('changed', { description: 'Devices whose labels changed.' }) }),
})

const LabelDevicesResult = resultOf(LabelDevicesPayload, InvalidInputError, NotFoundError, ForbiddenError)

builder.mutationFields(t => ({
  revokeDevice: t.field({
    description:
      'Revokes a device: refuses its certificate, closes its connection and ends its open actions.',
    type: RevokeDeviceResult,
    right: 'administer',
    args: { deviceId: t.arg.id({ description: 'The device, by its raw or global id.', required: true }) },
    resolve: async (_, { deviceId }, { app, caller }) =>
      refusalOr(await app.revokeDevice(caller, decodeId('Device', deviceId)), ({ id }) => ({ id })),
  }),
  labelDevices: t.field({
    description: 'Adds and removes labels of devices. Changes either all of the devices or none.',
    type: LabelDevicesResult,
    right: 'act',
    args: {
      input: t.arg({
        description: 'The devices and the labels.',
        type: LabelDevicesInput,
        required: true,
      }),
    },
    resolve: async (_, { input: { deviceIds, add, remove } }, { app, caller }) => {
      const devices = deviceIds.map(id => decodeId('Device', id))
      const outcome = await app.labelDevices(caller, { devices, add: add ?? [], remove: remove ?? [] })
      return refusalOr(outcome, changed => changed)
    },
  }),
}))
