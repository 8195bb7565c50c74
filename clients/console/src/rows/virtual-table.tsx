import { type CSSProperties, Fragment, type ReactNode } from 'react'
import type { Column } from './column.ts'
import { useDensity } from './density.ts'
import type { PagedRows } from './paged-rows.ts'
import { Spacer, useVirtualRows, type VirtualRows } from './virtual-rows.tsx'

interface VirtualTableProps<Row> {
  readonly label: string
  readonly rows: PagedRows<Row>
  readonly columns: readonly Column<Row>[]
  readonly className?: string
  keyOf(row: Row): string
  /** A newer version of a loaded row. */
  latest?(row: Row): Row
  /** Replaces a column's title. */
  headOf?(column: Column<Row>): ReactNode
  isSelected?(row: Row): boolean
  /** What an opened row shows below itself; null for closed rows. */
  detailsOf?(row: Row): ReactNode | null
  /** Changes when a row is opened or closed. */
  readonly revision?: unknown
  /** Receives the visible range, to read it again. */
  onRange?(range: Pick<VirtualRows<Row>, 'first' | 'last'>): void
}

/** The style sheet uses the width on desks. */
const widthOf = ({ width }: { readonly width?: string }) =>
  (width ? { '--column': width } : {}) as CSSProperties

/** Pixels of an opened row's details; must match the style sheet. */
const detailsHeight = 440

/** A table of any length, of which only the visible part is rendered. */
export function VirtualTable<Row>({
  label,
  rows,
  columns,
  className = '',
  keyOf,
  latest = row => row,
  headOf = ({ title }) => title,
  isSelected,
  detailsOf = () => null,
  revision,
  onRange,
}: VirtualTableProps<Row>) {
  const { isDense, rowHeight } = useDensity()
  const { scroll, visible, above, below, first, last } = useVirtualRows(rows, {
    rowHeight,
    heightOf: row => rowHeight + (detailsOf(row) === null ? 0 : detailsHeight),
    revision,
  })
  onRange?.({ first, last })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section ref={scroll} className="panel filling" tabIndex={0} aria-label={label}>
      <table
        className={`grid-table virtual ${className}`}
        data-dense={isDense || undefined}
        aria-rowcount={rows.length}
      >
        <thead>
          <tr>
            {columns.map(column => (
              <th
                key={column.id}
                scope="col"
                className={column.isForDesks ? 'desk' : ''}
                style={widthOf(column)}
              >
                {headOf(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer height={above} columns={columns.length} />
          {visible.map(row => {
            const details = detailsOf(row)
            return (
              <Fragment key={keyOf(row)}>
                <tr style={{ height: rowHeight }} data-selected={isSelected?.(row)}>
                  {columns.map(({ id, isForDesks, cell }) => (
                    <td key={id} className={isForDesks ? 'clip desk' : 'clip'}>
                      {cell(latest(row))}
                    </td>
                  ))}
                </tr>
                {details !== null && (
                  <tr className="details">
                    <td colSpan={columns.length}>
                      <div>{details}</div>
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
          <Spacer height={below} columns={columns.length} />
        </tbody>
      </table>
    </section>
  )
}
