import type { Column } from './column.ts'

export type CsvColumn<Row> = Pick<Column<Row>, 'title' | 'text'>

/** RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe, as in the service's exports. */
export function csvOf<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`
  return [
    line(columns.map(({ title }) => title)),
    ...rows.map(row => line(columns.map(({ text }) => text(row)))),
  ].join('')
}
