import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef } from 'react'
import { useLivePick } from '../live/use-live.tsx'
import type { PagedRows } from './paged-rows.ts'

/** Pixels; the style sheet has the same. */
export const rowHeight = 32

export interface VirtualRows<Row> {
  readonly scroll: RefObject<HTMLDivElement | null>
  /** Those of the window that are known, and a few around it. */
  readonly visible: readonly Row[]
  /** Pixels that stand for the others. */
  readonly above: number
  readonly below: number
  readonly first: number
  readonly last: number
}

/** However many there are, the page has those that are looked at. */
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
  // Once more when the service is back: what could not be read meanwhile is missing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => rows.want(first, last), [rows, first, last, connection])

  const known = items.map(({ index }) => rows.row(index))
  // Rows come by pages: what is missing is before or after those that are there.
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
