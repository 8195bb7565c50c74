import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from './context.ts'

/**
 * A loader that batches what one field asks for at each of its places in an answer, such as the actions of every device in
 * a list. The field's arguments are the same at each place, so only the key differs.
 * @param what distinguishes several loaders of one field
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
