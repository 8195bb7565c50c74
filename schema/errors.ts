import { GraphQLError } from 'graphql'
import type { RefusalCode } from '#domain/refusal.ts'

/** Codes of GraphQL errors, as opposed to members of result unions. */
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
/** For subscriptions; a mutation answers with a NotFoundError and a query with null. */
export const notFound = (what: string) => failure('NOT_FOUND', `There is no such ${what}.`)
export const badCursor = () => failure('BAD_CURSOR', 'This cursor names nothing in this list.')

/** The error type of each refusal code. */
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
