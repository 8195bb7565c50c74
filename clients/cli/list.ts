import type { Command } from 'commander'
import { positive } from './options.ts'
import type { Column } from './print.ts'
import type { GlobalOptions, Session } from './session.ts'

export interface LimitOptions extends GlobalOptions {
  readonly limit: number
  readonly ids?: boolean
}

export const limit = (command: Command): Command =>
  command
    .option('-n, --limit <count>', 'maximum number of items', positive, 50)
    .option('--ids', 'print only full ids, one per line')

export const pageSize = ({ limit: count }: LimitOptions): number => Math.min(count, 100)

/** Prints the first items of a list, up to the limit. */
export async function showList<Item extends { readonly rawId: string }>(
  { printer, terminal }: Session,
  { ids, limit: maxItems }: LimitOptions,
  items: AsyncIterable<Item>,
  columns: readonly Column<Item>[],
  emptyText: string,
): Promise<void> {
  const found: Item[] = []
  for await (const item of items) if (found.push(item) >= maxItems) break
  if (!ids) return printer.table(found, columns, emptyText)
  for (const { rawId } of found) terminal.out(`${rawId}\n`)
}
