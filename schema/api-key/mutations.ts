import type { CreatedKey } from '#app/application.ts'
import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Role } from '../viewer/enums.ts'
import { ServiceAccount } from '../viewer/type.ts'

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'The name and the roles of a machine.',
  fields: t => ({
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    roles: t.field({
      description: 'Its roles, at least one. It has their rights as far as its owner has them.',
      type: [Role],
      required: true,
    }),
    expiresAt: t.field({
      description: 'When the key expires; by default it is valid until it is revoked.',
      type: 'DateTime',
    }),
  }),
})

interface AccountId {
  readonly id: string
}

const CreateApiKeyPayload = builder
  .objectRef<AccountId & Pick<CreatedKey, 'key'>>('CreateApiKeyPayload')
  .implement({
    description: 'Shown once; only its hash is stored.',
    fields: t => ({
      key: t.exposeString('key', { description: 'For `Authorization: Bearer`.' }),
      account: t.prismaField({
        description: 'The account that the key authenticates.',
        type: ServiceAccount,
        resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
          prisma.serviceAccount.findUniqueOrThrow({
            ...query,
            where: { organizationId_id: { organizationId, id } },
          }),
      }),
    }),
  })

const RevokeApiKeyPayload = builder.objectRef<AccountId>('RevokeApiKeyPayload').implement({
  description: 'The key was revoked, and whoever was connected with it is cut off.',
  fields: t => ({
    account: t.prismaField({
      description: 'Its current state.',
      type: ServiceAccount,
      resolve: (query, { id }, _args, { prisma, caller: { organization: organizationId } }) =>
        prisma.serviceAccount.findUniqueOrThrow({
          ...query,
          where: { organizationId_id: { organizationId, id } },
        }),
    }),
  }),
})

const CreateApiKeyResult = resultOf(CreateApiKeyPayload, InvalidInputError, ForbiddenError)

const RevokeApiKeyResult = resultOf(RevokeApiKeyPayload, NotFoundError, ForbiddenError)

builder.mutationFields(t => ({
  createApiKey: t.field({
    description: 'Makes a service account and its key. A service account can make none.',
    type: CreateApiKeyResult,
    right: 'administer',
    args: {
      input: t.arg({
        description: 'The properties of what is created.',
        type: CreateApiKeyInput,
        required: true,
      }),
    },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(
        await app.createApiKey(caller, { ...input, expiresAt: input.expiresAt ?? null }),
        ({ key, account: { id } }) => ({ key, id }),
      ),
  }),
  revokeApiKey: t.field({
    description: 'Refuses a key from now on; what it submitted and is queued is not done.',
    type: RevokeApiKeyResult,
    right: 'administer',
    args: { id: t.arg.id({ description: 'The service account, by its raw or global id.', required: true }) },
    resolve: async (_, { id }, { app, caller }) =>
      refusalOr(await app.revokeApiKey(caller, decodeId('ServiceAccount', id)), account => ({
        id: account.id,
      })),
  }),
}))
