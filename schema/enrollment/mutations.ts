import type { CreatedToken } from '#app/application.ts'
import type { EnrollmentTokenRecord } from '#domain/device/enrollment-token.ts'
import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { ForbiddenError, InvalidInputError, NotFoundError, refusalOr, resultOf } from '../user-error.ts'
import { EnrollmentToken } from './type.ts'

const CreateEnrollmentTokenInput = builder.inputType('CreateEnrollmentTokenInput', {
  description: 'The enrolment token to create.',
  fields: t => ({
    lifetime: t.int({ description: 'Seconds; 3600 by default.' }),
    uses: t.int({ description: 'How many devices may enrol with it; 1 by default.' }),
  }),
})

/** Converts a record to the read client's row. */
const rowOf = (record: EnrollmentTokenRecord) => ({
  ...record,
  createdBy: { ...record.createdBy },
  createdAt: new Date(record.createdAt),
  expiresAt: new Date(record.expiresAt),
  revokedAt: record.revokedAt === null ? null : new Date(record.revokedAt),
})

const CreateEnrollmentTokenPayload = builder
  .objectRef<CreatedToken>('CreateEnrollmentTokenPayload')
  .implement({
    description: 'Shown once; only its hash is stored.',
    fields: t => ({
      token: t.exposeString('token', { description: 'The token, for `npm run agent`.' }),
      expiresAt: t.field({
        description: 'When it expires.',
        type: 'DateTime',
        resolve: ({ record }) => record.expiresAt,
      }),
      enrollmentToken: t.field({
        description: 'The record of the token, without its secret.',
        type: EnrollmentToken,
        resolve: ({ record }) => rowOf(record),
      }),
    }),
  })

const RevokeEnrollmentTokenPayload = builder
  .objectRef<{ record: EnrollmentTokenRecord }>('RevokeEnrollmentTokenPayload')
  .implement({
    description: 'The token was revoked.',
    fields: t => ({
      enrollmentToken: t.field({
        description: 'Its current state.',
        type: EnrollmentToken,
        resolve: ({ record }) => rowOf(record),
      }),
    }),
  })

const CreateEnrollmentTokenResult = resultOf(CreateEnrollmentTokenPayload, InvalidInputError, ForbiddenError)

const RevokeEnrollmentTokenResult = resultOf(RevokeEnrollmentTokenPayload, NotFoundError, ForbiddenError)

builder.mutationFields(t => ({
  createEnrollmentToken: t.field({
    description: 'Creates a token with which devices can enrol.',
    type: CreateEnrollmentTokenResult,
    right: 'administer',
    args: {
      input: t.arg({
        description: 'The properties of the new object.',
        type: CreateEnrollmentTokenInput,
        required: true,
      }),
    },
    resolve: async (_, { input }, { app, caller }) =>
      refusalOr(await app.createEnrollmentToken(caller, { ...input }), created => created),
  }),
  revokeEnrollmentToken: t.field({
    description: 'Revokes an enrolment token. Devices that have enrolled with it stay enrolled.',
    type: RevokeEnrollmentTokenResult,
    right: 'administer',
    args: { id: t.arg.id({ description: 'The token, by its raw or global id.', required: true }) },
    resolve: async (_, { id }, { app, caller }) =>
      refusalOr(await app.revokeEnrollmentToken(caller, decodeId('EnrollmentToken', id)), record => ({
        record,
      })),
  }),
}))
