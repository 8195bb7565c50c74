import type { Terminal } from './terminal.ts'

/**
 * What devices and other people wrote, as something a terminal shows and does not obey: control characters, those
 * that turn the direction of text, and lone surrogates are spelled out.
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character => {
    const code = character.codePointAt(0)?.toString(16) ?? ''
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })

/** JSON that is as harmless on a terminal; `JSON.stringify` leaves C1 and bidirectional controls as they are. */
const json = (value: unknown): string =>
  JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character =>
    Array.from({ length: character.length }, (_, i) => character.charCodeAt(i))
      .map(unit => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  )

const width = (text: string): number => [...text].length
const padded = (text: string, to: number): string => text + ' '.repeat(Math.max(0, to - width(text)))

export interface Column<Item> {
  readonly title: string
  readonly of: (item: Item) => string | number | boolean | null | undefined
}

export interface Printer {
  readonly isJson: boolean
  /** A table for people; a line of JSON each for programs. */
  table<Item>(items: readonly Item[], columns: readonly Column<Item>[], none: string): void
  /** One thing: a line a field for people, a line of JSON for programs. */
  record(value: object, fields: readonly (readonly [string, unknown])[]): void
  /** A line for people as it happens, JSON for programs. */
  line(value: object, text: string): void
  /** For people only, beside what was asked for. */
  note(text: string): void
}

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.map(shown).join(', ') || '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return printable(String(value))
}

export function createPrinter({ out, err }: Terminal, isJson: boolean): Printer {
  const jsonLine = (value: unknown): void => void out(`${json(value)}\n`)
  return {
    isJson,
    table(items, columns, none) {
      if (isJson) return items.forEach(jsonLine)
      if (items.length === 0) return err(`${none}\n`)
      const rows = [
        columns.map(({ title }) => title),
        ...items.map(item => columns.map(({ of }) => shown(of(item)))),
      ]
      const widths = columns.map((_, i) => Math.max(...rows.map(row => width(row[i] ?? ''))))
      for (const row of rows)
        out(
          `${row
            .map((cell, i) => padded(cell, widths[i] ?? 0))
            .join('  ')
            .trimEnd()}\n`,
        )
    },
    record(value, fields) {
      if (isJson) return jsonLine(value)
      const widest = Math.max(...fields.map(([name]) => width(name)))
      for (const [name, field] of fields) out(`${padded(name, widest)}  ${shown(field)}\n`)
    },
    line: (value, text) => (isJson ? jsonLine(value) : out(`${printable(text)}\n`)),
    note: text => {
      if (!isJson) err(`${text}\n`)
    },
  }
}
