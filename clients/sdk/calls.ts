import { type Outcome, outcomeOf } from './outcome.ts'
import { type Connection, type List, listOf } from './pages.ts'
import type { Following } from './subscription.ts'
import type { TypedDocument } from './typed-document.ts'

export interface ListOptions {
  /** Items per request, 1 to 200; 50 by default. */
  readonly pageSize?: number
  /** The `endCursor` of a page, after which the list continues. */
  readonly after?: string
}

/** A mutation's payload: its result union without the error types. */
export type Payload<Union> = Exclude<Union, { readonly code: unknown }>

/** The functions from which the groups of methods (`client.devices`, `client.detections`, …) are built. */
export interface Calls {
  /** Sends a query. It is retried on outages, because it changes nothing. */
  query<Result, Variables>(document: TypedDocument<Result, Variables>, variables: Variables): Promise<Result>
  /**
   * Sends a mutation.
   * @param isRepeatable true if sending it twice has the same effect as once, so that it can be retried on outages
   */
  mutate<Union extends object, Variables>(
    document: TypedDocument<{ readonly outcome: Union }, Variables>,
    variables: Variables,
    isRepeatable?: boolean,
  ): Promise<Outcome<Payload<Union>>>
  list<Item, Variables>(
    document: TypedDocument<{ readonly list: Connection<Item> }, Variables>,
    variablesOf: (page: { first: number; after: string | null }) => Variables,
    options: ListOptions,
  ): List<Item>
  follow<Data>(following: Omit<Following<Data>, 'onCut'>): AsyncIterableIterator<Data>
}

export type Send = <Result, Variables>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  isRepeatable: boolean,
) => Promise<Result>

export const createCalls = (send: Send, follow: Calls['follow']): Calls => ({
  query: (document, variables) => send(document, variables, true),
  mutate: async (document, variables, isRepeatable = false) =>
    outcomeOf((await send(document, variables, isRepeatable)).outcome),
  list: (document, variablesOf, { pageSize = 50, after }) =>
    listOf(
      after,
      async cursor =>
        (await send(document, variablesOf({ first: pageSize, after: cursor ?? null }), true)).list,
    ),
  follow,
})
