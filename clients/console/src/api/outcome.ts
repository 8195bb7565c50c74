import type { RefusalFragment } from '../../generated/documents.ts'
import { possibleTypes } from '../../generated/possible-types.ts'

/** A member of a mutation's union. A document that does not select `__typename` does not compile. */
export interface Member {
  readonly __typename: string
}

/** The schema's `UserError` types, taken from the generated list so that it is complete. */
type RefusalType = (typeof possibleTypes)['UserError'][number]

/** The members of a mutation's union that are not refusals. */
export type PayloadOf<Union> = Exclude<Union, { readonly __typename: RefusalType }>
type RefusalOf<Union> = Extract<Union, { readonly __typename: RefusalType }>

/** `unknown` where every member but one is a refusal with all its fields; otherwise the document does not compile. */
export type Discriminated<Union> = [RefusalOf<Union>] extends [RefusalFragment]
  ? IsUnion<PayloadOf<Union>> extends true
    ? 'more than one member is no refusal'
    : unknown
  : 'a refusal is not selected by the fragment Refusal'

type IsUnion<Type, Whole = Type> = true extends (
  Type extends unknown
    ? [Whole] extends [Type]
      ? false
      : true
    : never
)
  ? true
  : false

const refusals: ReadonlySet<string> = new Set(possibleTypes.UserError)

export const isRefusal = (outcome: Member): outcome is RefusalFragment => refusals.has(outcome.__typename)
