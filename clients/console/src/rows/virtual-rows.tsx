import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useLivePick } from '../live/use-live.tsx'
import type { PagedRows } from './paged-rows.ts'

export interface VirtualRows<Row> {
  readonly scroll: RefObject<HTMLDivElement | null>
  /** The loaded rows in and around the viewport. */
  readonly visible: readonly Row[]
  /** Pixels of the rows that are not rendered. */
  readonly above: number
  readonly below: number
  readonly first: number
  readonly last: number
}

interface Heights<Row> {
  /** Pixels of a row that is not loaded yet. */
  readonly rowHeight: number
  /** Pixels of a loaded row; default: `rowHeight`. */
  readonly heightOf?: (row: Row) => number
  /** Changes when the height of a row has changed. */
  readonly revision?: unknown
}

/** Renders only the visible part of a list of any length. */
export function useVirtualRows<Row>(
  rows: PagedRows<Row>,
  { rowHeight, heightOf = () => rowHeight, revision }: Heights<Row>,
): VirtualRows<Row> {
  const scroll = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: index => {
      const row = rows.row(index)
      return row === undefined ? rowHeight : heightOf(row)
    },
    overscan: 12,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: measures again when a height has changed
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight, revision])
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const connection = useLivePick(({ connection }) => connection)
  // `connection` is a dependency so that failed reads are repeated when the service is back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => rows.want(first, last), [rows, first, last, connection])

  const known = items.map(({ index }) => rows.row(index))
  // Rows arrive in pages, so missing rows are before or after the loaded ones.
  const missing = Math.max(
    0,
    known.findIndex(row => row !== undefined),
  )
  const visible = known.filter(row => row !== undefined)
  const above = (items[0]?.start ?? 0) + missing * rowHeight
  const shown = visible.reduce((sum, row) => sum + heightOf(row), 0)
  const below = Math.max(0, virtualizer.getTotalSize() - above - shown)
  return { scroll, visible, above, below, first, last }
}

interface SpacerProps {
  readonly height: number
  readonly columns: number
}

export const Spacer = ({ height, columns }: SpacerProps) =>
  height > 0 ? (
    <tr>
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null
