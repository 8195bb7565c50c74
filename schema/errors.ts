import { GraphQLError } from 'graphql'
import type { RefusalCode } from '#domain/refusal.ts'

/** Codes in the `extensions` of GraphQL errors. Errors in result unions have a RefusalCode instead. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'BAD_CURSOR'
  | 'NOT_FOUND'
  | 'LIMIT_EXCEEDED'
  | 'UNAVAILABLE'
  | 'INTERNAL'

const failure = (code: ErrorCode, message: string) => new GraphQLError(message, { extensions: { code } })

export const forbidden = () => failure('FORBIDDEN', 'Your roles do not allow this.')
export const badUserInput = (message: string) => failure('BAD_USER_INPUT', message)
/** For subscriptions. Mutations return a NotFoundError, and queries return null. */
export const notFound = (what: string) => failure('NOT_FOUND', `There is no such ${what}.`)
export const badCursor = () => failure('BAD_CURSOR', 'The cursor is not valid for this list.')

/** Maps each refusal code to its error type. */
export const typenameOf: {
  readonly [C in RefusalCode]: 'InvalidInputError' | 'NotFoundError' | 'ForbiddenError' | 'ConflictError'
} = {
  INVALID_INPUT: 'InvalidInputError',
  PROTECTED_TARGET: 'InvalidInputError',
  UNSUPPORTED_PLATFORM: 'InvalidInputError',
  LIMIT_EXCEEDED: 'InvalidInputError',
  NOT_FOUND: 'NotFoundError',
  FORBIDDEN: 'ForbiddenError',
  SELF_APPROVAL: 'ForbiddenError',
  ALREADY_DECIDED: 'ConflictError',
  DIGEST_MISMATCH: 'ConflictError',
  ILLEGAL_TRANSITION: 'ConflictError',
  IDEMPOTENCY_CONFLICT: 'ConflictError',
}
