import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { mapIterator } from '#flow/iterate.ts'
import type { RequestInfo } from '../access/request-info.ts'

/** Answers malformed JSON in the body or in `variables` with BAD_USER_INPUT. */
export const refuseMalformed: Plugin = {
  onRequestParse({ requestParser, setRequestParser }) {
    if (!requestParser) return
    setRequestParser(async request => {
      try {
        return await requestParser(request)
      } catch (error) {
        if (!isUnreadable(error)) throw error
        throw new GraphQLError('The request is not valid JSON.', {
          extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
        })
      }
    })
  },
}

/** Yoga wraps a SyntaxError of the body, but not one of `variables` in the query string. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof GraphQLError && 'originalError' in error.extensions)

/** Adds the request id to every error of a result. */
export const addRequestId: Plugin<object, RequestInfo> = {
  onResultProcess({ result, setResult, serverContext: { requestId } }) {
    const add = (answer: ExecutionResult): ExecutionResult =>
      answer.errors
        ? { ...answer, errors: answer.errors.map(error => withRequestId(error, requestId)) }
        : answer
    if (Array.isArray(result)) return
    if (!(Symbol.asyncIterator in result)) return setResult(add(result as ExecutionResult))
    setResult(mapIterator(result as AsyncIterableIterator<ExecutionResult>, add) as typeof result)
  },
}

export const withRequestId = (error: GraphQLError, requestId: string): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions: { requestId, ...error.extensions },
  })
