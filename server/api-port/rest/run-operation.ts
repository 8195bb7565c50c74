import type { RequestInfo } from '../../access/request-info.ts'
import type { Graphql } from '../../graphql/graphql.ts'
import { type Problem, problemOfError } from './problem.ts'

/** Runs a GraphQL operation in this process, through the same envelope as a request over HTTP. */
export type RunOperation = (
  document: string,
  variables: object,
  info: RequestInfo,
) => Promise<{ readonly data: Readonly<Record<string, unknown>> } | { readonly problem: Problem }>

export function createRunOperation(graphql: Graphql): RunOperation {
  return async (query, variables, info) => {
    const response = await graphql.fetch(
      'http://localhost/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query, variables }),
      },
      { ...info, isInternal: true },
    )
    const { data, errors } = (await response.json()) as {
      data?: Record<string, unknown> | null
      errors?: { message: string; extensions?: Record<string, unknown> }[]
    }
    const [error] = errors ?? []
    if (error) return { problem: withRetry(problemOfError(error), response) }
    return { data: data ?? {} }
  }
}

/** Keeps the status and headers of a GraphQL response that refuses because of a shared limit. */
function withRetry(problem: Problem, response: { status: number; headers: Headers }): Problem {
  const retryAfter = response.headers.get('retry-after')
  if (response.status !== 429 && retryAfter === null) return problem
  return { ...problem, status: 429, headers: { ...(retryAfter !== null && { 'retry-after': retryAfter }) } }
}
