import { type DocumentNode, print } from 'graphql'

/** The property that carries the types of a document, by the convention of graphql-codegen and gql.tada. */
export interface Typed<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result
}

export type TypedText<Result, Variables> = string & Typed<Result, Variables>

/** A document with the types of its result and variables, or plain text, whose result has the type `unknown`. */
export type TypedDocument<Result, Variables> =
  | TypedText<Result, Variables>
  // With `documentMode: 'string'`, graphql-codegen creates String objects.
  | (Pick<string, 'toString' | 'trim'> & Typed<Result, Variables>)
  | (DocumentNode & Typed<Result, Variables>)
  | string

/** Variables are optional if the document requires none. */
export type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables]

/** Adds generated types to a document that is plain text. */
export const typed = <Result, Variables = Record<string, never>>(
  document: string,
): TypedText<Result, Variables> => document as TypedText<Result, Variables>

export function textOf(document: TypedDocument<unknown, never>): string {
  return typeof document === 'object' && 'kind' in document ? print(document) : String(document)
}
