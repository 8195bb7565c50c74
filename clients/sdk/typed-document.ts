import { type DocumentNode, print } from 'graphql'

/** How typed documents carry their types: graphql-codegen's, gql.tada's and this SDK's own agree on it. */
export interface Typed<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result
}

export type TypedText<Result, Variables> = string & Typed<Result, Variables>

/** A document that knows its result and its variables, or plain text, whose result is unknown. */
export type TypedDocument<Result, Variables> =
  | TypedText<Result, Variables>
  // graphql-codegen's `documentMode: 'string'` makes String objects.
  | (Pick<string, 'toString' | 'trim'> & Typed<Result, Variables>)
  | (DocumentNode & Typed<Result, Variables>)
  | string

/** Variables may be left out where the document needs none. */
export type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables]

export function textOf(document: TypedDocument<unknown, never>): string {
  return typeof document === 'object' && 'kind' in document ? print(document) : String(document)
}
