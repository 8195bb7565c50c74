import { isObject, type Json, type JsonObject, normalInstant, type Parsed, parseObject } from './json.ts'
import { type Platform, platforms } from './platform.ts'
import { MAX_PACKET_BYTES } from './topics.ts'

/** The state that a device reports. Null means unknown. */
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

/** Parses a state. Converts times to GraphQL DateTime and hashes to lower case. Absent fields become null. */
export function parseState(bytes: Uint8Array): Parsed<DeviceState> {
  if (bytes.length > MAX_PACKET_BYTES)
    return { refused: `message: must be at most ${MAX_PACKET_BYTES} bytes` }
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
    if (error instanceof InvalidField) return { refused: error.message }
    throw error
  }
}

class InvalidField extends Error {}

/** Returns the normalized value or throws InvalidField. */
type Reader<T> = (value: Json, field: string) => T

function optional<T>(object: JsonObject, key: string, read: Reader<T>, within = ''): T | null {
  const value = object[key]
  return value === undefined || value === null ? null : read(value, within + key)
}

const listOf =
  <T>(read: Reader<T>): Reader<T[]> =>
  (value, field) => {
    if (!Array.isArray(value)) throw new InvalidField(`${field}: must be a list`)
    return value.map((item, index) => read(item, `${field}[${index}]`))
  }

const text: Reader<string> = (value, field) => {
  if (typeof value !== 'string') throw new InvalidField(`${field}: must be a string`)
  return value
}

const name: Reader<string> = (value, field) => {
  const read = text(value, field)
  if (read.length > MAX_NAME_LENGTH)
    throw new InvalidField(`${field}: must have at most ${MAX_NAME_LENGTH} characters`)
  return read
}

/** Same rules as `POST /v1/enroll`, so that a report cannot give a device a name that enrolment would refuse. */
const hostname: Reader<string> = (value, field) => {
  const read = name(value, field)
  if (read.trim() === '' || /[\r\n]/.test(read)) throw new InvalidField(`${field}: must be one line of text`)
  return read
}

const instant: Reader<string> = (value, field) => {
  const read = normalInstant(value)
  if (read === null) throw new InvalidField(`${field}: must be a timestamp`)
  return read
}

const platform: Reader<Platform> = (value, field) => {
  const known = platforms.find(candidate => candidate === value)
  if (known === undefined) throw new InvalidField(`${field}: must be one of ${platforms.join(', ')}`)
  return known
}

const flag: Reader<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw new InvalidField(`${field}: must be true or false`)
  return value
}

const sha256: Reader<string> = (value, field) => {
  const read = text(value, field).toLowerCase()
  if (!/^[0-9a-f]{64}$/.test(read)) throw new InvalidField(`${field}: must be a SHA-256 in hex`)
  return read
}

const quarantinedFile: Reader<QuarantinedFileState> = (value, field) => {
  if (!isObject(value)) throw new InvalidField(`${field}: must be an object`)
  return {
    originalPath: text(value['originalPath'] ?? null, `${field}.originalPath`),
    sha256: sha256(value['sha256'] ?? null, `${field}.sha256`),
    quarantinedAt: instant(value['quarantinedAt'] ?? null, `${field}.quarantinedAt`),
  }
}

const containment: Reader<ContainmentState> = (value, field) => {
  if (!isObject(value)) throw new InvalidField(`${field}: must be an object`)
  const within = `${field}.`
  return {
    isolated: optional(value, 'isolated', flag, within),
    isolatedSince: optional(value, 'isolatedSince', instant, within),
    blockedAddresses: optional(value, 'blockedAddresses', listOf(name), within),
    quarantinedFiles: optional(value, 'quarantinedFiles', listOf(quarantinedFile), within),
  }
}
