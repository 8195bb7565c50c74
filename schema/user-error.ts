import type { ObjectRef } from '@pothos/core'
import { isRefused, type Refusal, type Refused } from '#domain/refusal.ts'
import { ResponseAction } from './action/type.ts'
import { builder } from './builder.ts'
import { typenameOf } from './errors.ts'
import { UserErrorCode } from './user-error-code.ts'

export const UserError = builder.interfaceRef<Refusal>('UserError').implement({
  description:
    'Every expected failure of a mutation. Unexpected ones are GraphQL errors with an opaque id and no internals.',
  resolveType: ({ code }) => typenameOf[code],
  fields: t => ({
    code: t.expose('code', { description: 'Stable, for programs.', type: UserErrorCode }),
    message: t.exposeString('message', { description: 'For people.' }),
    path: t.stringList({
      description:
        'Path of the offending input field, when one is to blame: ["action", "blockIp", "address"].',
      nullable: true,
      resolve: ({ path }) => path ?? null,
    }),
  }),
})

const errorType = (name: string, description: string) =>
  builder.objectRef<Refusal>(name).implement({ description, interfaces: [UserError] })

export const InvalidInputError = errorType(
  'InvalidInputError',
  'The input is well typed and still wrong: an address that is no address, a path that is not absolute, no justification.',
)
export const NotFoundError = errorType(
  'NotFoundError',
  "No such thing in the caller's organization (whether it exists elsewhere is not told).",
)
export const ForbiddenError = errorType(
  'ForbiddenError',
  "The caller's role or rights do not allow it; SELF_APPROVAL is one of these.",
)
export const ConflictError = builder.objectRef<Refusal>('ConflictError').implement({
  description: "The action's state does not allow it, or somebody was faster.",
  interfaces: [UserError],
  fields: t => ({
    conflictingAction: t.field({
      description: 'The action as it is now, so that the caller sees who was faster.',
      type: ResponseAction,
      nullable: true,
      resolve: ({ action }, _, { toReadRow }) => action && toReadRow(action),
    }),
    action: t.field({
      description: 'The same as conflictingAction.',
      deprecationReason:
        'Nullable here and non-null in the payloads, so one operation cannot select both. Use conflictingAction.',
      type: ResponseAction,
      nullable: true,
      resolve: ({ action }, _, { toReadRow }) => action && toReadRow(action),
    }),
  }),
})

/** A mutation's result: the payload, or the refusal. */
export const refusalOr = <T extends object, P extends object>(
  outcome: T | Refused,
  payload: (value: T) => P,
): P | Refusal => (isRefused(outcome) ? outcome.refused : payload(outcome))

type Ref<T> = ObjectRef<typeof builder.$inferSchemaTypes, T>

/** The result union `XResult` of the payload type `XPayload` and the errors that its mutation can return. */
export const resultOf = <T extends object>(payload: Ref<T>, ...errors: readonly Ref<Refusal>[]) =>
  builder.unionType(payload.name.replace(/Payload$/, 'Result'), {
    description: 'The payload, or the error for which the mutation was refused.',
    types: [payload, ...errors],
    resolveType: (result: T | Refusal) => ('code' in result ? typenameOf[result.code] : payload.name),
  })
