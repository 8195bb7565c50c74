import type { Caller } from '#domain/people/actor.ts'
import type { Graphql } from '../../graphql/graphql.ts'
import { type Problem, problemOfError } from './problem.ts'

export interface Called {
  readonly caller: Caller
  readonly requestId: string
  readonly setHeader: (name: string, value: string) => void
}

/** A GraphQL operation run within this process, through everything that a request over HTTP passes. */
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

/** A refusal for the sake of others keeps the status and the header that GraphQL over HTTP has. */
function withRetry(problem: Problem, response: { status: number; headers: Headers }): Problem {
  const retryAfter = response.headers.get('retry-after')
  if (response.status !== 429 && retryAfter === null) return problem
  return { ...problem, status: 429, headers: { ...(retryAfter !== null && { 'retry-after': retryAfter }) } }
}
