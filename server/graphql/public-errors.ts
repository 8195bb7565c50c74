import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { Unavailable } from '#app/ports.ts'
import { BadCursor } from '#app/reading.ts'

interface Options {
  /** Whether an error means that the database is unreachable. `Unavailable` always does. */
  readonly isOutage: (error: unknown) => boolean
  /** Called once for each error. */
  readonly onError?: (code: string) => void
  readonly onInternal: (error: unknown, errorId: string, requestId: string | undefined) => void
}

/** Converts an error to its public form. Idempotent: a public error stays unchanged. */
export type PublicError = (error: unknown, requestId?: string) => GraphQLError

/** Creates the conversion of errors to their public form: a code of the contract and a message without internals. */
export function publicErrors({ isOutage, onError, onInternal }: Options): PublicError {
  function describe(
    error: unknown,
    requestId: string | undefined,
  ): { message: string; extensions: Record<string, unknown> } {
    const original = originalOf(error)
    if (original instanceof GraphQLError && !isThrownInside(error, original))
      return { message: original.message, extensions: publicExtensions(original) }
    if (original instanceof BadCursor)
      return { message: 'The cursor is not valid for this list.', extensions: { code: 'BAD_CURSOR' } }
    if (original instanceof Unavailable || isOutage(original))
      return {
        message: 'The service is temporarily unavailable. The operation may or may not have taken effect.',
        extensions: { code: 'UNAVAILABLE', http: { status: 503 } },
      }
    const errorId = randomUUID()
    onInternal(original, errorId, requestId)
    return {
      message: 'Internal error.',
      extensions: { code: 'INTERNAL', errorId, http: { status: 500 } },
    }
  }

  const reported = new WeakSet<GraphQLError>()
  return (error, requestId) => {
    const { message, extensions } = describe(error, requestId)
    if (!(error instanceof GraphQLError && reported.has(error))) onError?.(String(extensions['code']))
    const where =
      error instanceof GraphQLError ? { nodes: error.nodes ?? null, path: error.path ?? null } : {}
    const shown = new GraphQLError(message, {
      ...where,
      extensions: requestId === undefined ? extensions : { requestId, ...extensions },
    })
    reported.add(shown)
    return shown
  }
}

/** Yoga calls a malformed request BAD_REQUEST and repeats the parser's error; neither is in the contract. */
function publicExtensions({ extensions: { originalError: _, ...extensions } }: GraphQLError) {
  const { code } = extensions
  return { ...extensions, code: code === undefined || code === 'BAD_REQUEST' ? 'BAD_USER_INPUT' : code }
}

/** The error without HTTP extensions, for transports without a status. */
export function formatError(error: GraphQLError): GraphQLFormattedError {
  const { extensions: { http: _, ...extensions } = {}, ...rest } = error.toJSON()
  return { ...rest, extensions }
}

/**
 * Whether a library threw this GraphQL error in a resolver. The service's own errors have a code. graphql-js's errors
 * about the operation have a location, or occur before any field is resolved.
 */
const isThrownInside = (error: unknown, original: GraphQLError): boolean =>
  error instanceof GraphQLError &&
  error.path !== undefined &&
  original.nodes === undefined &&
  original.extensions['code'] === undefined

function originalOf(error: unknown): unknown {
  let original = error
  while (original instanceof GraphQLError && original.originalError) original = original.originalError
  return original
}
