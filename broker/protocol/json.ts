/** Maximum nesting of objects and arrays in a device's message. The message itself is level 1. */
const MAX_DEPTH = 32

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }
export type Parsed<T> = { ok: T } | { refused: string }

// ignoreBOM keeps a byte order mark in the text, so that JSON.parse rejects it (RFC 8259, section 8.1).
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

// With the u flag, \p{Surrogate} matches only unpaired surrogates.
const UNSTORABLE_TEXT = /[\0\p{Surrogate}]/u

/**
 * The only parser for JSON from devices. Accepts only objects that PostgreSQL can store as jsonb and that RFC 8785 can
 * canonicalize. The depth limit makes recursion over the result safe.
 */
export function parseObject(bytes: Uint8Array): Parsed<JsonObject> {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return { refused: 'message: must be valid UTF-8' }
  }
  let value: Json
  try {
    value = JSON.parse(text)
  } catch {
    return { refused: 'message: must be valid JSON' }
  }
  if (!isObject(value)) return { refused: 'message: must be a JSON object' }
  // In valid JSON and UTF-8, NUL and lone surrogates can occur only as \u escapes.
  const fault = findFault(value, 1, text.includes('\\u'))
  return fault === null ? { ok: value } : { refused: fault }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function findFault(value: Json, depth: number, checkText: boolean): string | null {
  if (typeof value === 'string') return checkText ? faultOfText(value) : null
  // JSON.parse reads 1e999 as Infinity, which RFC 8785 cannot represent.
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'numbers must be finite'
  if (typeof value !== 'object' || value === null) return null
  if (depth > MAX_DEPTH) return `message: must not be nested deeper than ${MAX_DEPTH}`
  if (isObject(value)) {
    for (const key in value) {
      const fault =
        (checkText ? faultOfText(key) : null) ?? findFault(value[key] ?? null, depth + 1, checkText)
      if (fault !== null) return fault
    }
    return null
  }
  for (const item of value) {
    const fault = findFault(item, depth + 1, checkText)
    if (fault !== null) return fault
  }
  return null
}

const faultOfText = (text: string) =>
  UNSTORABLE_TEXT.test(text) ? 'strings must not contain NUL or lone surrogates' : null

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The UUID in lower case. Null if the value is not a UUID. */
export function normalUuid(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const lower = value.toLowerCase()
  return UUID.test(lower) ? lower : null
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
// A device's clock may be off by years. The limits exist because PostgreSQL has no year 0 and DateTime has four digits.
const EARLIEST = Date.parse('0001-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

/** The timestamp as a GraphQL DateTime (UTC, milliseconds). Null if the value is not a timestamp. */
export function normalInstant(value: unknown): string | null {
  if (typeof value !== 'string' || !INSTANT.test(value)) return null
  const millis = Date.parse(value)
  return millis >= EARLIEST && millis <= LATEST ? new Date(millis).toISOString() : null
}
