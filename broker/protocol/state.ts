import { isObject, type Json, type JsonObject, normalInstant, type Parsed, parseObject } from './json.ts'
import { type Platform, platforms } from './platform.ts'
import { MAX_PACKET_BYTES } from './topics.ts'

/** Null in any field: unknown. */
export interface DeviceState {
  readonly at: string | null
  readonly hostname: string | null
  readonly platform: Platform | null
  readonly agentVersion: string | null
  readonly ipAddresses: readonly string[] | null
  readonly containment: ContainmentState | null
}
export interface ContainmentState {
  readonly isolated: boolean | null
  readonly isolatedSince: string | null
  readonly blockedAddresses: readonly string[] | null
  readonly quarantinedFiles: readonly QuarantinedFileState[] | null
}
export interface QuarantinedFileState {
  readonly originalPath: string
  readonly sha256: string
  readonly quarantinedAt: string
}

/** Longer than any DNS name, and short enough for a database index. */
const MAX_NAME_LENGTH = 255

/** Normalizes instants to GraphQL DateTime and hashes to lower case. Absent fields become null. */
export function parseState(bytes: Uint8Array): Parsed<DeviceState> {
  if (bytes.length > MAX_PACKET_BYTES) return { refused: `over ${MAX_PACKET_BYTES} bytes` }
  const parsed = parseObject(bytes)
  if ('refused' in parsed) return parsed
  const message = parsed.ok
  try {
    return {
      ok: {
        at: optional(message, 'at', instant),
        hostname: optional(message, 'hostname', hostname),
        platform: optional(message, 'platform', platform),
        agentVersion: optional(message, 'agentVersion', name),
        ipAddresses: optional(message, 'ipAddresses', listOf(name)),
        containment: optional(message, 'containment', containment),
      },
    }
  } catch (error) {
    if (error instanceof WrongField) return { refused: error.message }
    throw error
  }
}

class WrongField extends Error {}

/** Returns the normalized value or throws WrongField. */
type Reader<T> = (value: Json, field: string) => T

function optional<T>(object: JsonObject, key: string, read: Reader<T>, within = ''): T | null {
  const value = object[key]
  return value === undefined || value === null ? null : read(value, within + key)
}

const listOf =
  <T>(read: Reader<T>): Reader<T[]> =>
  (value, field) => {
    if (!Array.isArray(value)) throw new WrongField(`${field}: not a list`)
    return value.map((item, index) => read(item, `${field}[${index}]`))
  }

const text: Reader<string> = (value, field) => {
  if (typeof value !== 'string') throw new WrongField(`${field}: not a string`)
  return value
}

const name: Reader<string> = (value, field) => {
  const read = text(value, field)
  if (read.length > MAX_NAME_LENGTH) throw new WrongField(`${field}: over ${MAX_NAME_LENGTH} characters`)
  return read
}

/**
 * Same rules as `POST /v1/enroll`, so that a report can't rename a device to a name that enrolment refuses.
 */
const hostname: Reader<string> = (value, field) => {
  const read = name(value, field)
  if (read.trim() === '' || /[\r\n]/.test(read)) throw new WrongField(`${field}: not one line of text`)
  return read
}

const instant: Reader<string> = (value, field) => {
  const read = normalInstant(value)
  if (read === null) throw new WrongField(`${field}: not an instant`)
  return read
}

const platform: Reader<Platform> = (value, field) => {
  const known = platforms.find(candidate => candidate === value)
  if (known === undefined) throw new WrongField(`${field}: not ${platforms.join(', ')}`)
  return known
}

const flag: Reader<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw new WrongField(`${field}: not true or false`)
  return value
}

const sha256: Reader<string> = (value, field) => {
  const read = text(value, field).toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(read)) throw new WrongField(`${field}: not a SHA-256 in hex`)
  return read
}

const quarantinedFile: Reader<QuarantinedFileState> = (value, field) => {
  if (!isObject(value)) throw new WrongField(`${field}: not an object`)
  return {
    originalPath: text(value['originalPath'] ?? null, `${field}.originalPath`),
    sha256: sha256(value['sha256'] ?? null, `${field}.sha256`),
    quarantinedAt: instant(value['quarantinedAt'] ?? null, `${field}.quarantinedAt`),
  }
}

const containment: Reader<ContainmentState> = (value, field) => {
  if (!isObject(value)) throw new WrongField(`${field}: not an object`)
  const within = `${field}.`
  return {
    isolated: optional(value, 'isolated', flag, within),
    isolatedSince: optional(value, 'isolatedSince', instant, within),
    blockedAddresses: optional(value, 'blockedAddresses', listOf(name), within),
    quarantinedFiles: optional(value, 'quarantinedFiles', listOf(quarantinedFile), within),
  }
}
