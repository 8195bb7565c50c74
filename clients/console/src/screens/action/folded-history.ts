import {
  ActionCountDocument,
  type ActionFilter,
  type ActionRowFragment,
  type BulkFragment,
  BulksDocument,
  HistoryDocument,
} from '../../../generated/documents.ts'
import type { useSdk } from '../../api/use-subscription.ts'
import type { ReadPage } from '../../rows/paged-rows.ts'

/** A row of History: one action, or a bulk action that stands for all of its actions. */
export type HistoryRow = ActionRowFragment | BulkFragment

export const isBulk = (row: HistoryRow): row is BulkFragment => row.__typename === 'BulkAction'

interface Placed<Row> {
  readonly cursor: string
  readonly node: Row
}

/** The filters that mean the same for a bulk action as for its actions. */
const shared: ReadonlySet<string> = new Set([
  'types',
  'origins',
  'submittedById',
  'submittedAfter',
  'submittedBefore',
])

/** Whether the rows of a list can be folded: all other filters select single actions of a bulk action. */
export const canFold = (filter: ActionFilter): boolean => Object.keys(filter).every(name => shared.has(name))

/**
 * Reads History with one row for each bulk action, in order of submission. The service has no such list, so two lists
 * are merged. A cursor is the JSON of the two lists' cursors.
 */
export function readFolded(sdk: ReturnType<typeof useSdk>, filter: ActionFilter): ReadPage<HistoryRow> {
  const { origins } = filter
  const single = (origins ?? (['MANUAL', 'AUTO_RESPONSE', 'RESPONSE_RULE'] as const)).filter(
    origin => origin !== 'BULK',
  )

  async function* actionsAfter(start: string | null, first: number): AsyncGenerator<Placed<HistoryRow>> {
    if (single.length === 0) return
    for (let after = start; ; ) {
      const variables = { filter: { ...filter, origins: single }, orderBy: null, first, after }
      const { edges, pageInfo } = (await sdk.request(HistoryDocument, variables)).actions
      yield* edges
      if (!pageInfo.hasNextPage) return
      after = pageInfo.endCursor
    }
  }
  async function* bulksAfter(start: string | null): AsyncGenerator<Placed<HistoryRow>> {
    if (origins && !origins.includes('BULK')) return
    for (let after = start; ; ) {
      const { edges, pageInfo } = (await sdk.request(BulksDocument, { first: 20, after })).bulkActions
      yield* edges.filter(({ node }) => matches(node, filter))
      if (!pageInfo.hasNextPage) return
      after = pageInfo.endCursor
    }
  }
  return async ({ first, after }) => {
    const [action, bulk] = (after ? JSON.parse(after) : [null, null]) as [string | null, string | null]
    const [counted, page] = await Promise.all([
      sdk.request(ActionCountDocument, { filter }),
      mergedPage(first, { cursors: [action, bulk], lists: [actionsAfter(action, first), bulksAfter(bulk)] }),
    ])
    const { rows, cursors, hasNextPage } = page
    return {
      rows,
      totalCount: counted.actions.totalCount,
      pageInfo: { hasNextPage, endCursor: JSON.stringify(cursors) },
    }
  }
}

/** The first rows of two lists, the latest first; and the cursors after them. */
export async function mergedPage<Row extends { readonly submittedAt: string }>(
  first: number,
  {
    cursors: [start, otherStart],
    lists: [list, other],
  }: {
    readonly cursors: readonly [string | null, string | null]
    readonly lists: readonly [AsyncIterator<Placed<Row>>, AsyncIterator<Placed<Row>>]
  },
) {
  const rows: Row[] = []
  const cursors: [string | null, string | null] = [start, otherStart]
  const heads = await Promise.all([list.next(), other.next()])
  while (rows.length < first) {
    const [a, b] = heads
    if (a.done && b.done) break
    const which = b.done || (!a.done && a.value.node.submittedAt >= b.value.node.submittedAt) ? 0 : 1
    const taken = heads[which].value as Placed<Row>
    rows.push(taken.node)
    cursors[which] = taken.cursor
    heads[which] = await (which === 0 ? list : other).next()
  }
  return { rows, cursors, hasNextPage: heads.some(({ done }) => !done) }
}

const matches = (bulk: BulkFragment, filter: ActionFilter): boolean => {
  const { types, submittedById, submittedAfter, submittedBefore } = filter
  const { submittedBy, submittedAt, type } = bulk
  return (
    (!types || types.includes(type)) &&
    (!submittedById || ('id' in submittedBy && submittedBy.id === submittedById)) &&
    (!submittedAfter || submittedAt > submittedAfter) &&
    (!submittedBefore || submittedAt < submittedBefore)
  )
}
