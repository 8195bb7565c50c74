import type { Caller } from '#domain/people/actor.ts'
import type { Graphql } from '../../graphql/graphql.ts'
import { type Problem, problemOfError } from './problem.ts'

export interface Called {
  readonly caller: Caller
  readonly requestId: string
  readonly setHeader: (name: string, value: string) => void
  readonly whenSent?: (done: () => void) => void
}

/** Runs a GraphQL operation in this process, through the same envelope as a request over HTTP. */
export type RunOperation = (
  document: string,
  variables: object,
  called: Called,
) => Promise<{ readonly data: Readonly<Record<string, unknown>> } | { readonly problem: Problem }>

export function createRunOperation(graphql: Graphql): RunOperation {
  return async (query, variables, called) => {
    const response = await graphql.fetch(
      'http://localhost/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({ query, variables }),
      },
      called,
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

/** A refusal by a shared limit keeps the status and headers of GraphQL over HTTP. */
function withRetry(problem: Problem, response: { status: number; headers: Headers }): Problem {
  const retryAfter = response.headers.get('retry-after')
  if (response.status !== 429 && retryAfter === null) return problem
  return { ...problem, status: 429, headers: { ...(retryAfter !== null && { 'retry-after': retryAfter }) } }
}
