import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from '#domain/text/text.ts'

/** Maximum characters of a label. */
const longest = 64
/** Maximum labels of a device. */
export const maxLabels = 64

/** The normal form of a label: NFC, lower case, trimmed. */
export const normalLabel = (text: string): string => text.trim().toLowerCase().normalize('NFC')

/** Normalised labels of a filter, without duplicates. */
export const normalLabels = (labels: readonly string[]): readonly string[] => [
  ...new Set(labels.map(normalLabel)),
]

/** Normalised labels without duplicates. Refuses labels that are empty, over 64 characters or on several lines. */
export function parseLabels(texts: readonly string[], field: string): readonly string[] | Refused {
  if (texts.length > maxLabels)
    return refuse('LIMIT_EXCEEDED', `${field} must have at most ${maxLabels} labels`, [field])
  const labels = texts.map((text, i) => parseLabel(text, field, String(i)))
  return labels.find(isRefused) ?? [...new Set(labels as string[])]
}

function parseLabel(text: string, ...path: string[]): string | Refused {
  if (!isSafeName(text))
    return invalid('a label must not contain NUL, lone surrogates or line breaks', ...path)
  const label = normalLabel(text)
  const length = lengthOf(label)
  return length >= 1 && length <= longest
    ? label
    : invalid(`a label must be 1 to ${longest} characters`, ...path)
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
