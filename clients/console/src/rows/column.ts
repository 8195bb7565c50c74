import type { ReactNode } from 'react'

/** A column of a table, of the column chooser and of a CSV file. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** A CSS width; without one, the column shares the remaining width. */
  readonly width?: string
  /** Phones have no room for it. */
  readonly isForDesks?: boolean
  /** Always shown, and not in CSV files. */
  readonly isFixed?: boolean
  cell(row: Row): ReactNode
  /** The value in a CSV file. */
  text(row: Row): string
}
