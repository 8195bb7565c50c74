import type { EnrollRequest } from '#app/application.ts'
import { platforms } from '#domain/catalog/action-types.ts'
import { isSafeName } from '#domain/text/text.ts'

export type Parsed<T> = { readonly ok: T } | { readonly fault: string }

/** Characters. The same limit applies to the states that a device reports later. */
const MAX_NAME_LENGTH = 255

/** The body of `POST /v1/enroll`. Token and CSR must be strings; the application checks their content. */
export const parseEnrollment = (body: Uint8Array): Parsed<EnrollRequest> =>
  parse(body, fields => ({
    token: text(fields, 'token'),
    csr: text(fields, 'csr'),
    hostname: name(fields, 'hostname'),
    platform: platform(fields, 'platform'),
    agentVersion: name(fields, 'agentVersion'),
  }))

/** The body of `POST /v1/renew`. */
export const parseRenewal = (body: Uint8Array): Parsed<{ readonly csr: string }> =>
  parse(body, fields => ({ csr: text(fields, 'csr') }))

type Fields = Readonly<Record<string, unknown>>

class WrongField extends Error {}

function parse<T>(body: Uint8Array, read: (fields: Fields) => T): Parsed<T> {
  const fields = parseObject(body)
  if (!fields) return { fault: 'The body must be a JSON object in UTF-8.' }
  try {
    return { ok: read(fields) }
  } catch (error) {
    if (error instanceof WrongField) return { fault: error.message }
    throw error
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseObject(body: Uint8Array): Fields | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(body))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

function text(fields: Fields, field: string): string {
  const value = fields[field]
  if (typeof value !== 'string') throw new WrongField(`${field}: must be a string.`)
  return value
}

function name(fields: Fields, field: string): string {
  const value = text(fields, field)
  if (value.trim() === '' || value.length > MAX_NAME_LENGTH || !isSafeName(value)) {
    throw new WrongField(`${field}: must be one line of 1 to ${MAX_NAME_LENGTH} characters.`)
  }
  return value
}

function platform(fields: Fields, field: string): EnrollRequest['platform'] {
  const known = platforms.find(candidate => candidate === fields[field])
  if (!known) throw new WrongField(`${field}: must be one of ${platforms.join(', ')}.`)
  return known
}
