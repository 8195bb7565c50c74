import { useCallback } from 'react'
import { type AnyVariables, useClient, useQuery } from 'urql'
import { DefendError } from '../../../sdk/errors.ts'
import type { TypedText } from '../../../sdk/typed-document.ts'
import { type Discriminated, isRefusal, type Member, type PayloadOf } from './outcome.ts'

export interface Read<Result> {
  readonly data: Result | undefined
  readonly error: Failure | undefined
  /** True until the first data or error arrives. */
  readonly isLoading: boolean
  /** Requests the data again, bypassing the cache. */
  readonly refresh: () => void
}

export interface Failure {
  readonly code: string
  readonly message: string
  readonly errorId?: string | undefined
}

const noContext = {}

/** Reads a query: cached data at once if there is any, then fresh data from the service. */
export function useData<Result, Variables extends AnyVariables>(
  document: TypedText<Result, Variables>,
  variables: Variables,
  { pause = false } = {},
): Read<Result> {
  const [{ data, error, fetching }, execute] = useQuery<Result, Variables>({
    query: document,
    variables,
    pause,
    context: noContext,
  } as never)
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  return {
    data,
    error: error && failureOf(error.networkError ?? error),
    isLoading: fetching && data === undefined,
    refresh,
  }
}

export function failureOf(error: unknown): Failure {
  if (error instanceof DefendError) return error
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) }
}

/** A failure that may name the input field to blame. */
export type Refused = Failure & { readonly path?: readonly string[] | null }

export type Outcome<Payload> =
  | ({ readonly ok: true } & Payload)
  | { readonly ok: false; readonly error: Refused }

/** Sends a mutation whose only field is aliased `outcome`. Refusals and outages are returned as outcomes too. */
export function useChange<Union extends Member, Variables extends AnyVariables>(
  document: TypedText<{ readonly outcome: Union }, Variables> & Discriminated<Union>,
): (variables: Variables) => Promise<Outcome<PayloadOf<Union>>> {
  const client = useClient()
  return useCallback(
    async variables => {
      const { data, error } = await client
        .mutation<{ readonly outcome: Union }>(document, variables as AnyVariables)
        .toPromise()
      if (error || !data) return { ok: false, error: failureOf(error?.networkError ?? error ?? 'no answer') }
      const { outcome } = data
      if (isRefusal(outcome)) return { ok: false, error: outcome }
      return { ok: true, ...(outcome as PayloadOf<Union>) }
    },
    [client, document],
  )
}
