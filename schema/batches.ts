import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from './context.ts'

/**
 * What one field asks for at each of its places in an answer, such as the actions of every device of a list, asked
 * for together. The field has the same arguments at all of them, so that only the key differs.
 * @param what tells several questions of a field apart
 */
export function batched<Value>(
  { batches }: Context,
  { fieldNodes }: GraphQLResolveInfo,
  what: string,
  ask: (keys: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  const [field] = fieldNodes
  if (!field) throw new Error('a field that is nowhere')
  const ofField = batches.get(field) ?? new Map<string, DataLoader<string, unknown>>()
  batches.set(field, ofField)
  const loader = ofField.get(what) ?? new DataLoader<string, unknown>(ask, { cache: false })
  ofField.set(what, loader)
  return loader as DataLoader<string, Value>
}
