import { type FailureCode, failureCodes } from './failure-code.ts'
import {
  isObject,
  type Json,
  type JsonObject,
  normalInstant,
  normalUuid,
  type Parsed,
  parseObject,
} from './json.ts'
import { MAX_OUTPUT_BYTES, MAX_PACKET_BYTES } from './topics.ts'

interface ResultBase {
  /** `jti` of the `execute`; for `verified`, `jti` of the `verify`. */
  readonly commandId: string
  readonly actionId: string
  /** Time of the result by the device's clock, as a GraphQL DateTime. */
  readonly at: string
}
export interface Claim extends ResultBase {
  readonly kind: 'claim'
}
export interface Completed extends ResultBase {
  readonly kind: 'completed'
  readonly output: Json
}
export interface Failed extends ResultBase {
  readonly kind: 'failed'
  readonly error: { readonly code: FailureCode; readonly message: string }
  readonly output: Json
}
export interface Verified extends ResultBase {
  readonly kind: 'verified'
  /** Null if the device could not tell. */
  readonly passed: boolean | null
  readonly evidence: Json
}
export type Result = Claim | Completed | Failed | Verified

/** Parses a result. Converts ids to lower case and times to GraphQL DateTime. Absent output or evidence becomes null. */
export function parseResult(bytes: Uint8Array): Parsed<Result> {
  if (bytes.length > MAX_PACKET_BYTES)
    return { refused: `message: must be at most ${MAX_PACKET_BYTES} bytes` }
  const parsed = parseObject(bytes)
  if ('refused' in parsed) return parsed
  const message = parsed.ok

  const commandId = normalUuid(message['commandId'])
  if (commandId === null) return { refused: 'commandId: must be a UUID' }
  const actionId = normalUuid(message['actionId'])
  if (actionId === null) return { refused: 'actionId: must be a UUID' }
  const at = normalInstant(message['at'])
  if (at === null) return { refused: 'at: must be a timestamp' }
  return byKind({ commandId, actionId, at }, message, bytes.length)
}

function byKind(base: ResultBase, message: JsonObject, size: number): Parsed<Result> {
  switch (message['kind']) {
    case 'claim':
      return { ok: { ...base, kind: 'claim' } }
    case 'completed': {
      const output = message['output'] ?? null
      if (isTooLarge(output, size)) return { refused: `output: must be at most ${MAX_OUTPUT_BYTES} bytes` }
      return { ok: { ...base, kind: 'completed', output } }
    }
    case 'failed': {
      const error = message['error']
      if (!isObject(error)) return { refused: 'error: must be an object' }
      const code = failureCodes.find(known => known === error['code'])
      if (code === undefined) return { refused: 'error.code: must be a FailureCode' }
      if (typeof error['message'] !== 'string') return { refused: 'error.message: must be a string' }
      const output = message['output'] ?? null
      if (isTooLarge(output, size)) return { refused: `output: must be at most ${MAX_OUTPUT_BYTES} bytes` }
      return { ok: { ...base, kind: 'failed', error: { code, message: error['message'] }, output } }
    }
    case 'verified': {
      const passed = message['passed']
      if (typeof passed !== 'boolean' && passed !== null)
        return { refused: 'passed: must be true, false or null' }
      return { ok: { ...base, kind: 'verified', passed, evidence: message['evidence'] ?? null } }
    }
    default:
      return { refused: 'kind: must be claim, completed, failed or verified' }
  }
}

// An output is no larger than its packet, so small packets need no second serialization.
const isTooLarge = (output: Json, packetSize: number) =>
  packetSize > MAX_OUTPUT_BYTES && Buffer.byteLength(JSON.stringify(output)) > MAX_OUTPUT_BYTES
