import type { Json, JsonObject } from '#protocol/json.ts'
import { outermost, parseRange, type Range } from './addresses.ts'

const MOST_ALLOWED = 50
const SHORTEST_ALLOWED = 16

/** The addresses in canonical form and in order, or the reason for refusal. */
export function readAllowed(value: unknown): { readonly allowed: string[] } | { readonly refused: string } {
  if (!Array.isArray(value ?? [])) throw new Error('parameters.allowAddresses: must be a list')
  const texts: unknown[] = Array.isArray(value) ? value : []
  if (texts.length > MOST_ALLOWED)
    return { refused: `allowAddresses: must have at most ${MOST_ALLOWED} addresses` }
  const allowed = new Set<string>()
  for (const text of texts) {
    const range = typeof text === 'string' ? parseRange(text) : null
    if (range === null) throw new Error(`parameters.allowAddresses: must contain only addresses, not ${text}`)
    if (range.prefix < SHORTEST_ALLOWED)
      return { refused: `allowAddresses: ${range.text} must not be wider than /${SHORTEST_ALLOWED}` }
    allowed.add(range.text)
  }
  return { allowed: [...allowed].sort() }
}

export const rangesOf = (texts: readonly string[]): Range[] =>
  outermost(texts.flatMap(text => parseRange(text) ?? []))

/** The address of a block or unblock action; throws if it is invalid. */
export function readAddress({ address }: JsonObject & { address?: Json }): Range {
  const range = typeof address === 'string' ? parseRange(address) : null
  if (range === null) throw new Error('parameters.address: must be an address or a CIDR block')
  return range
}
