import { invalid, type Refused } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from './text.ts'

const longest = 500

/** A title, name or address: 1 to 500 characters on one line. */
export function parseName(text: string, ...path: string[]): string | Refused {
  const what = path.at(-1) ?? 'text'
  if (!isSafeName(text)) return invalid(`${what} has a NUL, a lone surrogate or a line break`, ...path)
  const length = lengthOf(text)
  if (length < 1 || length > longest || text.trim() === '')
    return invalid(`${what} is 1 to ${longest} characters`, ...path)
  return text
}
