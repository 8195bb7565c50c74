import { useEffect, useMemo, useReducer } from 'react'
import type { DefendClient as Sdk } from '../../../sdk/client.ts'
import {
  type ActionFilter,
  type ActionOrder,
  type ActionRowFragment,
  HistoryDocument,
} from '../../generated/documents.ts'
import { type Failure, failureOf } from '../api/use-data.ts'
import { useSdk } from '../api/use-subscription.ts'

const pageSize = 100
/** Of a million rows so many pages stay in memory; one that was let go is read again by its cursor. */
const mostPages = 40

export interface HistoryRows {
  /** How many rows there are to scroll through, as far as is known. */
  readonly length: number
  /** As the service counts: exact up to 10,000. */
  readonly totalCount: number | null
  readonly failure: Failure | null
  row(index: number): ActionRowFragment | undefined
  /** These are looked at: what is missing of them is read. */
  want(first: number, last: number): void
  retry(): void
}

/** Bypasses the cache: it would keep every row that ever scrolled by. */
export function openRows(sdk: Sdk, filter: ActionFilter, orderBy: ActionOrder, changed: () => void) {
  const pages = new Map<number, readonly ActionRowFragment[]>()
  /** What to read a page after; the first needs none. */
  const cursors: (string | null)[] = [null]
  const reading = new Set<number>()
  let totalCount: number | null = null
  let hasEnd = false
  let length = 0
  let failure: Failure | null = null
  let isClosed = false

  async function read(page: number): Promise<void> {
    const after = cursors[page]
    if (after === undefined || reading.has(page) || isClosed) return
    reading.add(page)
    try {
      const { actions } = await sdk.request(HistoryDocument, { filter, orderBy, first: pageSize, after })
      if (isClosed) return
      const rows = actions.edges.map(({ node }) => node)
      pages.delete(page)
      pages.set(page, rows)
      for (const old of pages.keys()) if (pages.size > mostPages) pages.delete(old)
      totalCount = actions.totalCount
      if (page === cursors.length - 1) {
        hasEnd = !actions.pageInfo.hasNextPage
        if (!hasEnd) cursors.push(actions.pageInfo.endCursor)
        length = page * pageSize + rows.length
      }
      failure = null
    } catch (error) {
      failure = failureOf(error)
    } finally {
      reading.delete(page)
      if (!isClosed) changed()
    }
  }

  const want = (first: number, last: number) => {
    for (let page = Math.floor(first / pageSize); page <= Math.floor(last / pageSize); page++)
      if (!pages.has(page)) void read(page)
    // One page ahead, so that scrolling seldom waits.
    if (!hasEnd && last + pageSize > length) void read(cursors.length - 1)
  }
  return {
    get length() {
      return hasEnd ? length : length + 1
    },
    get totalCount() {
      return totalCount
    },
    get failure() {
      return failure
    },
    row: (index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    want,
    retry: () => void read(cursors.length - 1),
    close: () => {
      isClosed = true
    },
  }
}

export function useHistoryRows(filter: ActionFilter, orderBy: ActionOrder): HistoryRows {
  const sdk = useSdk()
  const [, changed] = useReducer((count: number) => count + 1, 0)
  const content = JSON.stringify([filter, orderBy])
  const rows = useMemo(() => {
    const [filter, orderBy] = JSON.parse(content) as [ActionFilter, ActionOrder]
    return openRows(sdk, filter, orderBy, changed)
  }, [sdk, content])
  useEffect(() => {
    rows.want(0, 0)
    return () => rows.close()
  }, [rows])
  return rows
}
