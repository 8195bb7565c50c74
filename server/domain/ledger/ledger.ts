import { hash } from 'node:crypto'
import type { Actor } from '#domain/people/actor.ts'
import { canonical } from './canonical.ts'

export const auditEventKinds = [
  'ACTION_SUBMITTED',
  'ACTION_APPROVED',
  'ACTION_REJECTED',
  'ACTION_QUEUED',
  'ACTION_STARTED',
  'ACTION_COMPLETED',
  'ACTION_FAILED',
  'ACTION_CANCELLED',
  'VERIFICATION_SCHEDULED',
  'VERIFICATION_PASSED',
  'VERIFICATION_FAILED',
  'VERIFICATION_INCONCLUSIVE',
  'BULK_SUBMITTED',
  'BULK_PAUSED',
  'BULK_RESUMED',
  'BULK_ABORTED',
  'SETTINGS_CHANGED',
  'SETTINGS_CHANGE_PROPOSED',
  'SETTINGS_CHANGE_REJECTED',
  'RULE_CHANGED',
  'SCRIPT_REGISTERED',
  'SCRIPT_RETIRED',
  'DETECTION_REPORTED',
  'DETECTION_CHANGED',
  'INVESTIGATION_CHANGED',
  'PERSON_CHANGED',
  'WEBHOOK_CHANGED',
  'ENROLLMENT_TOKEN_CREATED',
  'ENROLLMENT_TOKEN_REVOKED',
  'DEVICE_ENROLLED',
  'DEVICE_REVOKED',
  'DEVICE_LABELED',
  'CERTIFICATE_RENEWED',
  'API_KEY_CREATED',
  'API_KEY_REVOKED',
  'CONTAINMENT_DRIFTED',
  'CONTAINMENT_RESTORED',
  'ARTIFACT_RECEIVED',
  'ARTIFACT_READ',
  'HISTORY_EXPORTED',
  'LATE_RESULT',
  'REFUSED_RESULT',
] as const
export type AuditEventKind = (typeof auditEventKinds)[number]

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** The JSON that is hashed: an event's `hash` is the SHA-256 of its RFC 8785 form. */
export interface LedgerEntry {
  readonly action: string | null
  readonly actor: Actor
  /** ISO 8601 in UTC with milliseconds, as the schema's DateTime. */
  readonly at: string
  readonly data: { readonly [key: string]: Json }
  readonly kind: AuditEventKind
  readonly organization: string
  readonly previousHash: string
  readonly sequence: number
}

/** The last event of a ledger. */
export interface LedgerHead {
  readonly sequence: number
  readonly hash: string
  /** Milliseconds since 1970; the next event is never earlier. */
  readonly at: number
}

export const emptyLedger: LedgerHead = { sequence: 0, hash: '0'.repeat(64), at: 0 }

export interface SealedEvent {
  readonly entry: LedgerEntry
  readonly canonical: string
  readonly hash: string
}

export const sha256Hex = (text: string): string => hash('sha256', text, 'hex')

/** SHA-256 of the canonical form; null for an absent value. */
export const hashOf = (value: Json | undefined): string | null =>
  value === undefined || value === null ? null : sha256Hex(canonical(value))

export function seal(entry: LedgerEntry): SealedEvent {
  const text = canonical(entry)
  return { entry, canonical: text, hash: sha256Hex(text) }
}

/**
 * An event's UUID (version 8, RFC 9562) encodes eight bytes of the organization's hash and the sequence. So an event is
 * found by its primary key, and the UUID needs no column.
 */
export function eventId(organization: string, sequence: number): string {
  const high = sha256Hex(organization).slice(0, 16)
  const low = sequence.toString(16).padStart(15, '0')
  const hex = `${high.slice(0, 12)}8${high.slice(13, 16)}8${low}`
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The sequence in an event's UUID; null if the UUID is not one of this organization. */
export function sequenceOf(organization: string, id: string): number | null {
  const sequence = Number.parseInt(id.replaceAll('-', '').slice(17), 16)
  return Number.isSafeInteger(sequence) && eventId(organization, sequence) === id ? sequence : null
}
