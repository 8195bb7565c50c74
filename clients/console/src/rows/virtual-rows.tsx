import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useLivePick } from '../live/use-live.tsx'
import type { PagedRows } from './paged-rows.ts'

/** Pixels; must match the style sheet. */
export const rowHeight = 32

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

/** Renders only the visible part of a list of any length. */
export function useVirtualRows<Row>(rows: PagedRows<Row>): VirtualRows<Row> {
  const scroll = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
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
  const below = virtualizer.getTotalSize() - above - visible.length * rowHeight
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
