import { useEffect, useMemo, useReducer } from 'react'
import { type Failure, failureOf } from '../api/use-data.ts'

const pageSize = 100
/** Pages kept in memory. A dropped page is read again by its cursor. */
const mostPages = 40

export interface RowsPage<Row> {
  readonly rows: readonly Row[]
  /** The service's count, which is exact up to 10,000. */
  readonly totalCount: number
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}
export type ReadPage<Row> = (page: { first: number; after: string | null }) => Promise<RowsPage<Row>>

export interface PagedRows<Row> {
  /** Rows to scroll through, as far as is known. */
  readonly length: number
  /** The service's count; null until it is known. */
  readonly totalCount: number | null
  readonly failure: Failure | null
  row(index: number): Row | undefined
  /** Reads the missing pages of the visible rows `first` to `last`. */
  want(first: number, last: number): void
  /** Reads the pages of the visible rows again, and drops all others so that they are read when they become visible. */
  renew(first: number, last: number): void
  retry(): void
  close(): void
}

/** Loads a long list page by page. Bypasses urql's cache, which would keep every row that was ever visible. */
export function openRows<Row>(readPage: ReadPage<Row>, changed: () => void): PagedRows<Row> {
  const pages = new Map<number, readonly Row[]>()
  /** The cursor after which each page starts; null for the first. */
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
      const { rows, pageInfo, ...counted } = await readPage({ first: pageSize, after })
      if (isClosed) return
      pages.delete(page)
      pages.set(page, rows)
      for (const old of pages.keys()) if (pages.size > mostPages) pages.delete(old)
      totalCount = counted.totalCount
      if (page === cursors.length - 1) {
        hasEnd = !pageInfo.hasNextPage
        if (!hasEnd) cursors.push(pageInfo.endCursor)
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

  const pagesOf = (first: number, last: number): number[] => {
    const from = Math.floor(first / pageSize)
    return Array.from({ length: Math.floor(last / pageSize) - from + 1 }, (_, index) => from + index)
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
    row: index => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    want(first, last) {
      for (const page of pagesOf(first, last)) if (!pages.has(page)) void read(page)
      // Read one page ahead, so that scrolling rarely waits.
      if (!hasEnd && last + pageSize > length) void read(cursors.length - 1)
    },
    renew(first, last) {
      const looked = pagesOf(first, last)
      for (const page of [...pages.keys()]) if (!looked.includes(page)) pages.delete(page)
      for (const page of looked) void read(page)
    },
    retry: () => void read(cursors.length - 1),
    close: () => {
      isClosed = true
    },
  }
}

/** @param content identifies the list; when it changes, the rows are read anew */
export function useRows<Row>(content: string, readPage: ReadPage<Row>): PagedRows<Row> {
  const [, changed] = useReducer((count: number) => count + 1, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `content` changes when `readPage` reads another list
  const rows = useMemo(() => openRows(readPage, changed), [content])
  useEffect(() => {
    rows.want(0, 0)
    return () => rows.close()
  }, [rows])
  return rows
}
