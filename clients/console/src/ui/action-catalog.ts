import type { ActionType, ViewerQuery } from '../../generated/documents.ts'

export type ActionTypeInfo = ViewerQuery['actionTypes'][number]

/** The service's list of action types. `ViewerProvider` reads it before any screen is shown. */
let catalog: ReadonlyMap<ActionType, ActionTypeInfo> = new Map()

export function setCatalog(types: readonly ActionTypeInfo[]): void {
  if (catalog.size !== types.length) catalog = new Map(types.map(info => [info.type, info]))
}

/** The types in the service's order. */
export const actionTypes = (): readonly ActionType[] => [...catalog.keys()]

export const titleOf = (type: ActionType): string => catalog.get(type)?.title ?? type

/** What verification of this type checks, in a sentence. */
export const verifiesOf = (type: ActionType): string => catalog.get(type)?.verifies ?? ''
