import { backoff, pause } from './backoff.ts'
import { DefendError, errorOf, type WireError } from './errors.ts'

/** A token, or a function that returns one. The function is called before each request and connection, so it should cache. */
export type Token = string | (() => string | Promise<string>)

export interface HttpOptions {
  /** The service's origin, without `/graphql`. */
  readonly url: string
  readonly token: Token
  readonly fetch: typeof fetch
  /** The number of retries of a repeatable request. */
  readonly retries: number
}

export interface Http {
  /** @param isRepeatable true if sending the request twice has the same effect as once, so that it can be retried */
  graphql(text: string, variables: unknown, isRepeatable: boolean, signal?: AbortSignal): Promise<unknown>
  get(path: string, signal?: AbortSignal): Promise<Response>
}

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly WireError[]
}

export const bearer = async (token: Token): Promise<string> =>
  `Bearer ${typeof token === 'function' ? await token() : token}`

export function createHttp({ url, token, fetch, retries }: HttpOptions): Http {
  async function send(path: string, init: RequestInit): Promise<Response> {
    const authorization = await bearer(token)
    try {
      return await fetch(`${url}${path}`, { ...init, headers: { ...init.headers, authorization } })
    } catch (cause) {
      if (init.signal?.aborted) throw cause
      throw new DefendError('NETWORK', `${url} is unreachable`, { cause })
    }
  }

  async function once(body: string, signal: AbortSignal | undefined): Promise<unknown> {
    const response = await send('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
      },
      body,
      ...(signal && { signal }),
    })
    const answer = await answerOf(response)
    if (answer.errors) throw errorOf(answer.errors)
    return answer.data
  }

  return {
    async graphql(text, variables, isRepeatable, signal) {
      const body = JSON.stringify({ query: text, ...(variables !== undefined && { variables }) })
      for (let failures = 0; ; failures++) {
        try {
          return await once(body, signal)
        } catch (error) {
          // A rate-limited operation has not run, so it may always be retried.
          const retryAfter = error instanceof DefendError ? error.retryAfter : undefined
          const mayRetry =
            retryAfter !== undefined || (isRepeatable && error instanceof DefendError && error.isTransient)
          if (!mayRetry || failures >= retries || signal?.aborted) throw error
          await pause((retryAfter ?? 0) * 1000 + backoff(failures), signal)
        }
      }
    },
    async get(path, signal) {
      const response = await send(path, { ...(signal && { signal }) })
      if (response.ok) return response
      const { errors } = await answerOf(response)
      throw errors ? errorOf(errors) : new DefendError('BAD_RESPONSE', `HTTP ${response.status} for ${path}`)
    },
  }
}

async function answerOf(response: Response): Promise<Answer> {
  try {
    return (await response.json()) as Answer
  } catch (cause) {
    // Usually the response comes from a proxy.
    const code = response.status >= 502 && response.status <= 504 ? 'UNAVAILABLE' : 'BAD_RESPONSE'
    throw new DefendError(code, `HTTP ${response.status} without a GraphQL response`, { cause })
  }
}
