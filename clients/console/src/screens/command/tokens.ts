/** A line in words and, after ` -- `, a justification. */
export interface Line {
  readonly words: readonly string[]
  readonly justification: string
}

/** Splits a line at spaces. Quotes keep spaces; a backslash is an ordinary character, because paths contain it. */
export function tokensOf(text: string): Line {
  const [command = '', ...rest] = text.split(/\s--(?:\s|$)/)
  const words = [...command.matchAll(/"([^"]*)"?|'([^']*)'?|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  )
  return { words, justification: rest.join(' -- ').trim() }
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86_400 }

/** `90s`, `30m`, `8h` or `7d` in seconds; null for anything else. */
export function secondsOf(text: string): number | null {
  const [, count, unit = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? []
  const size = units[unit]
  return count === undefined || size === undefined ? null : Number(count) * size
}
