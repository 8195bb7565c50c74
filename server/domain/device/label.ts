import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from '#domain/text/text.ts'

/** Characters of a label. */
const longest = 64
/** Labels of one device. */
export const maxLabels = 64

/** The one spelling of a label: NFC, lower case, no white space around it. */
export const normalLabel = (text: string): string => text.trim().toLowerCase().normalize('NFC')

/** Labels in their normal form, each once. Refused: one that is empty, over 64 characters or on several lines. */
export function parseLabels(texts: readonly string[], field: string): readonly string[] | Refused {
  if (texts.length > maxLabels)
    return refuse('LIMIT_EXCEEDED', `${field} has at most ${maxLabels} labels`, [field])
  const labels = texts.map((text, i) => parseLabel(text, field, String(i)))
  return labels.find(isRefused) ?? [...new Set(labels as string[])]
}

function parseLabel(text: string, ...path: string[]): string | Refused {
  if (!isSafeName(text)) return invalid('a label has no NUL, lone surrogate or line break', ...path)
  const label = normalLabel(text)
  const length = lengthOf(label)
  return length >= 1 && length <= longest ? label : invalid(`a label is 1 to ${longest} characters`, ...path)
}

/** The labels after a change, sorted by code unit. */
export function changedLabels(
  before: readonly string[],
  add: readonly string[],
  remove: readonly string[],
): readonly string[] {
  const removed = new Set(remove)
  return [...new Set([...before, ...add])].filter(label => !removed.has(label)).sort()
}
