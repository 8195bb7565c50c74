import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { isObject, type Json, type JsonObject, normalInstant, normalUuid } from './json.ts'

interface Claims {
  readonly iss: typeof ISSUER
  /** The device's UUID. */
  readonly aud: string
  /** UUID of this command. A redelivery has the same one. */
  readonly jti: string
  /** Issue time in seconds since 1970. */
  readonly iat: number
  /** Expiry in seconds since 1970. */
  readonly exp: number
  readonly actionId: string
  /** W3C trace context of this command, if the server traces. */
  readonly traceparent?: string
}
/** `type` is an ActionType. An agent reports UNSUPPORTED for a type that it does not know. */
export interface CommandedAction {
  readonly type: string
  readonly parameters: JsonObject
}
export interface Execute extends Claims {
  readonly kind: 'execute'
  readonly action: CommandedAction
  readonly submittedAt: string
  /** Seconds. Null means until another action undoes the effect. */
  readonly effectFor: number | null
}
export interface Grant extends Claims {
  readonly kind: 'grant'
  /** `jti` of the `execute`. */
  readonly commandId: string
}
export interface Withdraw extends Claims {
  readonly kind: 'withdraw'
  /** `jti` of the `execute`. */
  readonly commandId: string
}
export interface Verify extends Claims {
  readonly kind: 'verify'
  readonly action: CommandedAction
  /** When the device reported the action as completed. */
  readonly executedAt: string
  /** The output that the device reported with it. */
  readonly output: Json
}
export type Command = Execute | Grant | Withdraw | Verify

export const ISSUER = 'defend'
const ALGORITHM = 'EdDSA'
const TYPE = 'defend-command+jwt'

export interface SigningKey {
  readonly kid: string
  /** Ed25519. */
  readonly privateKey: KeyObject
}

/** Returns a JWS in compact serialization: the payload of one message on the commands topic. */
export function signCommand(claims: Command, key: SigningKey): string {
  const header = encode({ alg: ALGORITHM, typ: TYPE, kid: key.kid })
  const signed = `${header}.${encode(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

export type CommandKeys = ReadonlyMap<string, KeyObject>

/** Reads the JWKS of `commandKeys` and skips keys of other types. Throws on an invalid JWKS or key. */
export function readCommandKeys(jwks: unknown): CommandKeys {
  if (!isObject(jwks) || !Array.isArray(jwks['keys'])) throw new Error('commandKeys: must be a JWKS')
  const keys = new Map<string, KeyObject>()
  for (const jwk of jwks['keys']) {
    const { kty, crv, x, kid } = jwk
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof kid !== 'string') continue
    keys.set(kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }))
  }
  return keys
}

export interface Expected {
  /** Lower-case UUID. */
  readonly deviceId: string
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number
}

export function verifyCommand(
  jws: string,
  keys: CommandKeys,
  expected: Expected,
): { ok: Command } | { refused: string } {
  const segments = jws.split('.')
  const [header, payload, signature] = segments
  if (segments.length !== 3 || !header || !payload || !signature)
    return { refused: 'command: must be a compact JWS' }

  const head = decode(header)
  if (head === null) return { refused: 'header: must be a JSON object' }
  if (head['alg'] !== ALGORITHM) return { refused: `alg: must be ${ALGORITHM}` }
  if (head['typ'] !== TYPE) return { refused: `typ: must be ${TYPE}` }
  // RFC 7515, section 4.1.11: reject critical extensions that the recipient does not know.
  if (head['crit'] !== undefined) return { refused: 'crit: unknown extension' }
  const key = typeof head['kid'] === 'string' ? keys.get(head['kid']) : undefined
  if (key === undefined) return { refused: 'kid: unknown key' }
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
    return { refused: 'signature: invalid' }

  const claims = decode(payload)
  if (claims === null) return { refused: 'claims: must be a JSON object' }
  if (claims['iss'] !== ISSUER) return { refused: `iss: must be ${ISSUER}` }
  if (normalUuid(claims['aud']) !== expected.deviceId) return { refused: 'aud: not this device' }
  if (typeof claims['exp'] !== 'number') return { refused: 'exp: must be a number' }
  if (claims['exp'] * 1000 <= expected.now) return { refused: 'exp: expired' }
  return readClaims(claims, { aud: expected.deviceId, exp: claims['exp'] })
}

function decode(segment: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString())
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

function readClaims(
  claims: JsonObject,
  checked: { aud: string; exp: number },
): { ok: Command } | { refused: string } {
  const jti = normalUuid(claims['jti'])
  if (jti === null) return { refused: 'jti: must be a UUID' }
  const actionId = normalUuid(claims['actionId'])
  if (actionId === null) return { refused: 'actionId: must be a UUID' }
  const iat = claims['iat']
  if (typeof iat !== 'number') return { refused: 'iat: must be a number' }
  const base = { iss: ISSUER, ...checked, jti, iat, actionId } as const

  switch (claims['kind']) {
    case 'grant':
    case 'withdraw': {
      const commandId = normalUuid(claims['commandId'])
      if (commandId === null) return { refused: 'commandId: must be a UUID' }
      return { ok: { ...base, kind: claims['kind'], commandId } }
    }
    case 'execute': {
      const action = readAction(claims['action'])
      if (action === null) return { refused: 'action: must be {type, parameters}' }
      const submittedAt = normalInstant(claims['submittedAt'])
      if (submittedAt === null) return { refused: 'submittedAt: must be a timestamp' }
      const effectFor = claims['effectFor'] ?? null
      if (effectFor !== null && typeof effectFor !== 'number')
        return { refused: 'effectFor: must be a number' }
      return { ok: { ...base, kind: 'execute', action, submittedAt, effectFor } }
    }
    case 'verify': {
      const action = readAction(claims['action'])
      if (action === null) return { refused: 'action: must be {type, parameters}' }
      const executedAt = normalInstant(claims['executedAt'])
      if (executedAt === null) return { refused: 'executedAt: must be a timestamp' }
      return { ok: { ...base, kind: 'verify', action, executedAt, output: claims['output'] ?? null } }
    }
    default:
      return { refused: 'kind: must be execute, grant, withdraw or verify' }
  }
}

function readAction(value: Json | undefined): CommandedAction | null {
  if (!isObject(value)) return null
  const { type, parameters } = value
  return typeof type === 'string' && isObject(parameters) ? { type, parameters } : null
}
