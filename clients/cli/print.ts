import { cut, printable, printableJson, width } from './printable.ts'
import type { Terminal } from './terminal.ts'

export interface Column<Item> {
  readonly title: string
  readonly of: (item: Item) => string | number | boolean | null | undefined
  /** On a terminal, `id` is abbreviated and `state` is coloured, and neither is truncated. `text` is truncated first. */
  readonly kind?: 'id' | 'state' | 'text'
}

export type Field = readonly [name: string, value: unknown, kind?: 'state']

export interface Printer {
  readonly isJson: boolean
  /** Prints a table for people, or one line of JSON per item for programs. `emptyText` is printed if there are no items. */
  table<Item>(items: readonly Item[], columns: readonly Column<Item>[], emptyText: string): void
  /** Prints one item: a line per field for people, or a line of JSON for programs. */
  record(value: object, fields: readonly Field[]): void
  /** Prints one event: a line for people, or a line of JSON for programs. */
  line(value: object, text: string): void
  /** Prints a title above tables or records, for people only. */
  heading(text: string): void
  /** Prints a note to standard error, for people only. */
  note(text: string): void
}

const escapes = { red: 31, green: 32, yellow: 33, bold: 1 } as const
type Style = keyof typeof escapes

const styles: Readonly<Record<string, Style>> = {
  FAILED: 'red',
  CRITICAL: 'red',
  REJECTED: 'red',
  ABORTED: 'red',
  PENDING_APPROVAL: 'yellow',
  HIGH: 'yellow',
  PAUSED: 'yellow',
  COMPLETED: 'green',
  APPROVED: 'green',
  PASSED: 'green',
  FINISHED: 'green',
}
/** The style of the first word: `FAILED TARGET_NOT_FOUND` is red. */
const styleOf = (text: string): Style | undefined => styles[text.split(/[ ,]/, 1)[0] ?? '']

const format = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map(format).join(', ') || '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object') return printableJson(value)
  return printable(String(value))
}

/** The minimum width of a column, in cells. */
const minWidth = 8
const gap = 2
/** The minimum length of an abbreviated id, and the length of its last group of digits. */
const minIdLength = 8
const maxIdLength = 12

export function createPrinter(
  { out, err, columns: available, hasColor }: Terminal,
  isJson: boolean,
): Printer {
  const jsonLine = (value: unknown): void => void out(`${printableJson(value)}\n`)
  const styled = (text: string, style: Style | undefined) =>
    hasColor && style ? `\u001b[${escapes[style]}m${text}\u001b[0m` : text

  /** Abbreviates ids to their last digits as far as they stay unique: their first digits are a time and often equal. */
  function abbreviated(ids: readonly string[]): readonly string[] {
    if (available === null) return ids
    let length = minIdLength
    const isAmbiguous = () => new Set(ids.map(id => id.slice(-length))).size < new Set(ids).size
    while (length < maxIdLength && isAmbiguous()) length++
    return isAmbiguous() ? ids : ids.map(id => id.slice(-length))
  }

  /** Shrinks the widest shrinkable columns until the table fits the terminal. */
  function fitted(widths: readonly number[], mayShrink: (index: number) => boolean): readonly number[] {
    const fit = [...widths]
    const total = fit.reduce((sum, cells) => sum + cells, 0) + gap * (fit.length - 1)
    for (let excess = total - (available ?? total); excess > 0; excess--) {
      const shrinkable = fit.map((cells, i) => (mayShrink(i) && cells > minWidth ? cells : 0))
      const widest = Math.max(...shrinkable)
      if (widest === 0) break
      fit[shrinkable.indexOf(widest)] = widest - 1
    }
    return fit
  }

  function table<Item>(items: readonly Item[], columns: readonly Column<Item>[]): void {
    const cells = columns.map(({ title, of, kind }) => {
      const values = items.map(item => format(of(item)))
      return [title, ...(kind === 'id' ? abbreviated(values) : values)]
    })
    const natural = cells.map(column => Math.max(...column.map(width)))
    const texts = fitted(natural, i => columns[i]?.kind === 'text')
    const widths = fitted(texts, i => columns[i]?.kind === undefined)
    for (let row = 0; row <= items.length; row++) {
      const line = columns.map(({ kind }, i) => {
        const maxWidth = widths[i] ?? 0
        const text = cut(cells[i]?.[row] ?? '', maxWidth)
        const padding = i === columns.length - 1 ? '' : ' '.repeat(Math.max(0, maxWidth - width(text)))
        const style = row === 0 ? 'bold' : kind === 'state' ? styleOf(text) : undefined
        return styled(text, style) + padding
      })
      out(`${line.join(' '.repeat(gap)).trimEnd()}\n`)
    }
  }

  return {
    isJson,
    table(items, columns, emptyText) {
      if (isJson) return items.forEach(jsonLine)
      if (items.length === 0) return err(`${emptyText}\n`)
      table(items, columns)
    },
    record(value, fields) {
      if (isJson) return jsonLine(value)
      const widest = Math.max(...fields.map(([name]) => width(printable(name))))
      for (const [name, field, kind] of fields) {
        const title = printable(name)
        const text = format(field)
        const padding = ' '.repeat(widest - width(title) + gap)
        out(`${title}${padding}${styled(text, kind === 'state' ? styleOf(text) : undefined)}\n`)
      }
    },
    line: (value, text) => (isJson ? jsonLine(value) : out(`${printable(text)}\n`)),
    heading: text => {
      if (!isJson) out(`\n${styled(printable(text), 'bold')}\n`)
    },
    note: text => {
      if (!isJson) err(`${printable(text)}\n`)
    },
  }
}
