import type { GraphQLSchema } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Caller } from '#domain/actor.ts'
import { type PublicError, publicErrors } from './graphql-errors.ts'

export interface GraphqlOptions {
  readonly schema: GraphQLSchema
  /** What the resolvers get, of a caller. */
  readonly contextOf: (caller: Caller) => object
  readonly isOutage: (error: unknown) => boolean
  readonly log: { error(fields: object, message: string): void }
}

/** What a transport says of a request. */
export interface Called {
  readonly caller: Caller
}
export type Graphql = YogaServerInstance<Called, object>

const maxBody = 1024 * 1024

/** GraphQL over HTTP and SSE; its envelope serves WebSocket too, so that parsing, context and masking are one. */
export function createGraphql({ schema, contextOf, isOutage, log }: GraphqlOptions): {
  graphql: Graphql
  toPublic: PublicError
} {
  const toPublic = publicErrors({
    isOutage,
    onInternal: (error, errorId) => log.error({ err: error, errorId }, 'an operation failed'),
  })
  const graphql = createYoga<Called, object>({
    schema,
    context: ({ caller }) => contextOf(caller),
    graphqlEndpoint: '/graphql',
    maskedErrors: { maskError: toPublic },
    maxRequestBodySize: maxBody,
    // Errors are logged where they are masked; the rest is the server's around it.
    logging: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
  })
  return { graphql, toPublic }
}
