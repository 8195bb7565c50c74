import type { CreatedKey } from '#app/application.ts'
import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { Role } from '../viewer/enums.ts'
import { ServiceAccount } from '../viewer/type.ts'

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'The service account to create.',
  fields: t => ({
    name: t.string({ description: 'For people, 1 to 500 characters.', required: true }),
    roles: t.field({
      description: 'At least one role. The account has only those rights that its owner has too.',
      type: [Role],
      required: true,
    }),
    expiresAt: t.field({
      description: 'When the key expires. By default it is valid until it is revoked.',
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
      key: t.exposeString('key', { description: 'The API key, for `Authorization: Bearer`.' }),
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
  description: 'The key was revoked and its open connections were closed.',
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
    description: 'Creates a service account and its API key. Only analysts can create one.',
    type: CreateApiKeyResult,
    right: 'administer',
    args: {
      input: t.arg({
        description: 'The properties of the new object.',
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
    description: 'Revokes an API key and cancels the queued actions that it submitted.',
    type: RevokeApiKeyResult,
    right: 'administer',
    args: { id: t.arg.id({ description: 'The service account, by its raw or global id.', required: true }) },
    resolve: async (_, { id }, { app, caller }) =>
      refusalOr(await app.revokeApiKey(caller, decodeId('ServiceAccount', id)), account => ({
        id: account.id,
      })),
  }),
}))
