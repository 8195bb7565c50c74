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

interface Answer {
  /** `jti` of the `execute`; for `verified`, `jti` of the `verify`. */
  readonly commandId: string
  readonly actionId: string
  /** By the device's clock, as a GraphQL DateTime. */
  readonly at: string
}
export interface Claim extends Answer {
  readonly kind: 'claim'
}
export interface Completed extends Answer {
  readonly kind: 'completed'
  readonly output: Json
}
export interface Failed extends Answer {
  readonly kind: 'failed'
  readonly error: { readonly code: FailureCode; readonly message: string }
  readonly output: Json
}
export interface Verified extends Answer {
  readonly kind: 'verified'
  /** Null: unknown. */
  readonly passed: boolean | null
  readonly evidence: Json
}
export type Result = Claim | Completed | Failed | Verified

/**
 * Normalizes ids to lower case and instants to GraphQL DateTime. An absent output or evidence becomes null.
 */
export function parseResult(bytes: Uint8Array): Parsed<Result> {
  if (bytes.length > MAX_PACKET_BYTES) return { refused: `over ${MAX_PACKET_BYTES} bytes` }
  const parsed = parseObject(bytes)
  if ('refused' in parsed) return parsed
  const message = parsed.ok

  const commandId = normalUuid(message['commandId'])
  if (commandId === null) return { refused: 'commandId: not a UUID' }
  const actionId = normalUuid(message['actionId'])
  if (actionId === null) return { refused: 'actionId: not a UUID' }
  const at = normalInstant(message['at'])
  if (at === null) return { refused: 'at: not an instant' }
  return byKind({ commandId, actionId, at }, message, bytes.length)
}

function byKind(answer: Answer, message: JsonObject, size: number): Parsed<Result> {
  switch (message['kind']) {
    case 'claim':
      return { ok: { ...answer, kind: 'claim' } }
    case 'completed': {
      const output = message['output'] ?? null
      if (isTooLarge(output, size)) return { refused: `output: over ${MAX_OUTPUT_BYTES} bytes` }
      return { ok: { ...answer, kind: 'completed', output } }
    }
    case 'failed': {
      const error = message['error']
      if (!isObject(error)) return { refused: 'error: not an object' }
      const code = failureCodes.find(known => known === error['code'])
      if (code === undefined) return { refused: 'error.code: not a FailureCode' }
      if (typeof error['message'] !== 'string') return { refused: 'error.message: not a string' }
      const output = message['output'] ?? null
      if (isTooLarge(output, size)) return { refused: `output: over ${MAX_OUTPUT_BYTES} bytes` }
      return { ok: { ...answer, kind: 'failed', error: { code, message: error['message'] }, output } }
    }
    case 'verified': {
      const passed = message['passed']
      if (typeof passed !== 'boolean' && passed !== null)
        return { refused: 'passed: not true, false or null' }
      return { ok: { ...answer, kind: 'verified', passed, evidence: message['evidence'] ?? null } }
    }
    default:
      return { refused: 'kind: not claim, completed, failed or verified' }
  }
}

// A part is no larger than its packet, so most outputs need no second serialization.
const isTooLarge = (output: Json, packetSize: number) =>
  packetSize > MAX_OUTPUT_BYTES && Buffer.byteLength(JSON.stringify(output)) > MAX_OUTPUT_BYTES
