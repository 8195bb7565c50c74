import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Person } from './type.ts'

const SyncPersonInput = builder.inputType('SyncPersonInput', {
  description: 'A person as a directory describes them.',
  fields: t => ({
    externalId: t.string({ description: "The directory's own id for them.", required: true }),
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    email: t.string({ description: 'Their mail address; empty where they have none.', required: true }),
    deviceIds: t.idList({ description: 'All devices that are assigned to them; left out: as before.' }),
    passwordResetAt: t.field({
      description: 'When the directory saw the password changed; clears an older demand for it.',
      type: 'DateTime',
    }),
  }),
})

const SyncPersonPayload = builder.objectRef<{ readonly id: string }>('SyncPersonPayload').implement({
  description: 'The person is on record.',
  fields: t => ({
    person: t.prismaField({
      description: 'Their current state.',
      type: Person,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.person.findUniqueOrThrow({ ...query, where: { organizationId_id: { organizationId, id } } }),
    }),
  }),
})

const SyncPersonResult = resultOf(SyncPersonPayload, InvalidInputError, NotFoundError, ForbiddenError)

builder.mutationField('syncPerson', t =>
  t.field({
    description: 'Tells of a person and their devices; the same again changes nothing.',
    type: SyncPersonResult,
    right: 'report',
    args: { input: t.arg({ description: 'The person.', type: SyncPersonInput, required: true }) },
    resolve: async (_, { input }, { app, caller }) => {
      const { deviceIds, passwordResetAt, ...said } = input
      const devices = deviceIds?.map(id => decodeId('Device', id))
      const sync = { ...said, devices, passwordResetAt: passwordResetAt ?? null }
      return refusalOr(await app.syncPerson(caller, sync), ({ id }) => ({ id }))
    },
  }),
)
