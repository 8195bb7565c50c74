import type { Action } from './action/action.ts'

export type RefusalCode =
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'SELF_APPROVAL'
  | 'ALREADY_DECIDED'
  | 'DIGEST_MISMATCH'
  | 'ILLEGAL_TRANSITION'
  | 'IDEMPOTENCY_CONFLICT'
  | 'PROTECTED_TARGET'
  | 'UNSUPPORTED_PLATFORM'
  | 'LIMIT_EXCEEDED'

/** An expected failure: a value with a stable code, never an exception. */
export interface Refusal {
  readonly code: RefusalCode
  /** For people. Must not reveal another organization's data. */
  readonly message: string
  /** Path of the offending input field. */
  readonly path?: readonly string[]
  /** The action whose state caused the refusal. */
  readonly action?: Action
}

export interface Refused {
  readonly refused: Refusal
}

export const refuse = (code: RefusalCode, message: string, path?: readonly string[]): Refused => ({
  refused: path ? { code, message, path } : { code, message },
})

export const invalid = (message: string, ...path: string[]): Refused => refuse('INVALID_INPUT', message, path)

export const isRefused = (value: unknown): value is Refused =>
  typeof value === 'object' && value !== null && 'refused' in value
