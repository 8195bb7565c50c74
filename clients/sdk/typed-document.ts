import { type DocumentNode, print } from 'graphql'

/** How typed documents carry their types; the convention of graphql-codegen and gql.tada. */
export interface Typed<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result
}

export type TypedText<Result, Variables> = string & Typed<Result, Variables>

/** A document that carries the types of its result and variables, or plain text, whose result is unknown. */
export type TypedDocument<Result, Variables> =
  | TypedText<Result, Variables>
  // graphql-codegen's `documentMode: 'string'` makes String objects.
  | (Pick<string, 'toString' | 'trim'> & Typed<Result, Variables>)
  | (DocumentNode & Typed<Result, Variables>)
  | string

/** Variables may be left out if the document requires none. */
export type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables]

/** A document as text, with the types that you generated for it. */
export const typed = <Result, Variables = Record<string, never>>(
  document: string,
): TypedText<Result, Variables> => document as TypedText<Result, Variables>

export function textOf(document: TypedDocument<unknown, never>): string {
  return typeof document === 'object' && 'kind' in document ? print(document) : String(document)
}
