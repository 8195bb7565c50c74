import { invalid, type Refused } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from './text.ts'

const longest = 500

/** A title, name or address: 1 to 500 characters on one line. */
export function parseName(text: string, ...path: string[]): string | Refused {
  const field = path.at(-1) ?? 'text'
  if (!isSafeName(text))
    return invalid(`${field} must not contain NUL, lone surrogates or line breaks`, ...path)
  const length = lengthOf(text)
  if (length < 1 || length > longest || text.trim() === '')
    return invalid(`${field} must be 1 to ${longest} characters`, ...path)
  return text
}
