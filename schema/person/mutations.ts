import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Person } from './type.ts'

const SyncPersonInput = builder.inputType('SyncPersonInput', {
  description: 'A person as the directory describes them.',
  fields: t => ({
    externalId: t.string({ description: "The directory's id for the person.", required: true }),
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    email: t.string({ description: "The person's e-mail address. Empty if they have none.", required: true }),
    deviceIds: t.idList({
      description: 'All devices assigned to the person. If left out, the assignments do not change.',
    }),
    passwordResetAt: t.field({
      description: 'When the directory saw the password changed; clears an older demand for it.',
      type: 'DateTime',
    }),
  }),
})

const SyncPersonPayload = builder.objectRef<{ readonly id: string }>('SyncPersonPayload').implement({
  description: 'The person was created or updated.',
  fields: t => ({
    person: t.prismaField({
      description: "The person's current state.",
      type: Person,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.person.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
    }),
  }),
})

const SyncPersonResult = resultOf(SyncPersonPayload, InvalidInputError, NotFoundError, ForbiddenError)

builder.mutationField('syncPerson', t =>
  t.field({
    description:
      'Creates or updates a person and the devices assigned to them. Repeating it with the same input changes nothing.',
    type: SyncPersonResult,
    right: 'report',
    args: { input: t.arg({ description: 'The person.', type: SyncPersonInput, required: true }) },
    resolve: async (_, { input }, { app, caller }) => {
      const { deviceIds, passwordResetAt, ...properties } = input
      const devices = deviceIds?.map(id => decodeId('Device', id))
      const sync = { ...properties, devices, passwordResetAt: passwordResetAt ?? null }
      return refusalOr(await app.syncPerson(caller, sync), ({ id }) => ({ id }))
    },
  }),
)
