import type { ExecutionArgs, FormattedExecutionResult, GraphQLError } from 'graphql'
import type { YogaServerInstance } from 'graphql-yoga'
import type { Caller } from '#domain/people/actor.ts'
import type { RequestInfo } from '../access/request-info.ts'
import { formatError, type PublicError } from './public-errors.ts'
import { withRequestId } from './request-faults.ts'
import type { DocumentRequest, FindDocument } from './trusted-documents.ts'

type Yoga = YogaServerInstance<RequestInfo, object>

export interface OperationRequest extends DocumentRequest {
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** An operation that has passed all checks that precede its execution. */
export interface PreparedOperation extends ExecutionArgs {
  readonly run: Pick<ReturnType<Yoga['getEnveloped']>, 'execute' | 'subscribe'>
  readonly caller: Caller
  readonly requestId: string
}

interface Options {
  readonly graphql: Yoga
  readonly findDocument: FindDocument
  readonly toPublic: PublicError
}

/**
 * Prepares operations for transports that Yoga does not serve, in the same envelope as HTTP. Returns the errors of an
 * invalid document; throws if the operation is refused.
 */
export type PrepareOperation = (
  request: OperationRequest,
  info: RequestInfo,
) => Promise<PreparedOperation | readonly GraphQLError[]>

export const createPrepareOperation = ({ graphql, findDocument, toPublic }: Options): PrepareOperation =>
  async function prepareOperation(request, info) {
    const { caller, requestId } = info
    const envelope = graphql.getEnveloped({ ...info, params: request } as never)
    const document = envelope.parse(findDocument(request) ?? '')
    const faults = envelope.validate(envelope.schema, document)
    if (faults.length > 0) return faults.map((fault: GraphQLError) => toPublic(fault, requestId))
    return {
      schema: envelope.schema,
      document,
      operationName: request.operationName ?? null,
      variableValues: request.variables ?? null,
      contextValue: await envelope.contextFactory(),
      run: envelope,
      caller,
      requestId,
    }
  }

/** A result as it is sent, with the request id in every error. */
export const formatResult = (
  result: { errors?: readonly GraphQLError[] | undefined },
  requestId: string,
): FormattedExecutionResult =>
  result.errors
    ? { ...result, errors: result.errors.map(error => formatError(withRequestId(error, requestId))) }
    : (result as FormattedExecutionResult)
