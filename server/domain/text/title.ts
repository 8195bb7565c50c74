import { invalid, type Refused } from '#domain/refusal.ts'
import { isSafeText, lengthOf } from './text.ts'

const longest = 500

/** A detection's or investigation's title: 1 to 500 characters, line breaks allowed. */
export function parseTitle(text: string, ...path: string[]): string | Refused {
  const field = path.at(-1) ?? 'title'
  if (!isSafeText(text)) return invalid(`${field} must not contain NUL or lone surrogates`, ...path)
  const length = lengthOf(text)
  return length >= 1 && length <= longest && text.trim() !== ''
    ? text
    : invalid(`${field} must be 1 to ${longest} characters`, ...path)
}
