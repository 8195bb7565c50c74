import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from './context.ts'

/**
 * A loader that batches the reads of one field across a response, such as the actions of every device in a list. The
 * field's arguments are the same in all of these reads, so only the key differs.
 * @param name distinguishes several loaders of one field
 */
export function batched<Value>(
  { batches }: Context,
  { fieldNodes }: GraphQLResolveInfo,
  name: string,
  read: (keys: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  const [field] = fieldNodes
  if (!field) throw new Error('the resolver was called without a field node')
  const loaders = batches.get(field) ?? new Map<string, DataLoader<string, unknown>>()
  batches.set(field, loaders)
  const loader = loaders.get(name) ?? new DataLoader<string, unknown>(read, { cache: false })
  loaders.set(name, loader)
  return loader as DataLoader<string, Value>
}
