import type { GraphQLSchema } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { RateLimit } from '#app/ports.ts'
import type { Caller } from '#domain/people/actor.ts'
import type { CallerLimits } from '../access/caller-limits.ts'
import { limitMutations } from '../access/mutation-rate.ts'
import type { RequestInfo } from '../access/request-info.ts'
import { limitBody } from './body-limit.ts'
import { limitCallers } from './limit-callers.ts'
import { type OnOperation, observeOperations } from './observe-operations.ts'
import { documentCaches, limitOperations } from './operation-limits.ts'
import { createPrepareOperation, type PrepareOperation } from './prepare-operation.ts'
import { type PublicError, publicErrors } from './public-errors.ts'
import { addRequestId, refuseMalformed } from './request-faults.ts'
import { createFindDocument, resolveDocuments, type TrustedDocuments } from './trusted-documents.ts'

export interface GraphqlOptions {
  readonly schema: GraphQLSchema
  /** Creates the resolvers' context for a caller. */
  readonly contextOf: (caller: Caller) => object
  readonly isOutage: (error: unknown) => boolean
  readonly trustedDocuments: TrustedDocuments
  /** In units of `mutation-rate.ts`; null: no limit. */
  readonly mutationRate: RateLimit | null
  /** Told of each query and mutation that was run. */
  readonly onOperation?: OnOperation
  /** Told of each error that leaves the API. */
  readonly onError?: (code: string) => void
  readonly log: {
    error(fields: object, message: string): void
    warn?(fields: object, message: string): void
    debug?(fields: object, message: string): void
    isLevelEnabled?(level: string): boolean
  }
}

export type Graphql = YogaServerInstance<RequestInfo, object>

const maxBody = 1024 * 1024

/**
 * GraphQL over HTTP and SSE. `prepareOperation` gives other transports the same envelope: parsing, context and error
 * masking.
 */
export function createGraphql(
  options: GraphqlOptions,
  callerLimits: CallerLimits,
): {
  graphql: Graphql
  prepareOperation: PrepareOperation
  toPublic: PublicError
} {
  const { schema, contextOf, isOutage, trustedDocuments, mutationRate, log } = options
  const findDocument = createFindDocument(trustedDocuments)
  const toPublic = publicErrors({
    isOutage,
    ...(options.onError && { onError: options.onError }),
    onInternal: (err, errorId, requestId) => log.error({ err, errorId, requestId }, 'an operation failed'),
  })
  const graphql = createYoga<RequestInfo, object>({
    schema,
    context: ({ caller }) => contextOf(caller),
    graphqlEndpoint: '/graphql',
    maskedErrors: { maskError: error => toPublic(error) },
    maxRequestBodySize: false,
    plugins: [
      refuseMalformed,
      limitBody(maxBody),
      resolveDocuments(findDocument),
      limitOperations({ schema, rate: limitMutations(schema, mutationRate) }),
      limitCallers(callerLimits, toPublic),
      // After limitCallers, so that a span includes the wait for a turn.
      observeOperations(options.onOperation),
      addRequestId,
    ],
    parserAndValidationCache: documentCaches(),
    // `onInternal` logs errors, and the HTTP server around Yoga logs requests.
    logging: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
  })
  return { graphql, prepareOperation: createPrepareOperation({ graphql, findDocument, toPublic }), toPublic }
}
