import { createHmac } from 'node:crypto'
import type { AuditEventKind } from '#domain/ledger/ledger.ts'

/** The message type of a ledger event, for example `defend.action.submitted`. */
export const eventType = (kind: AuditEventKind): string => `defend.${kind.toLowerCase().replaceAll('_', '.')}`

export interface EventOnLedger {
  readonly kind: AuditEventKind
  /** ISO 8601. */
  readonly at: string
  readonly canonical: string
  readonly hash: string
  readonly cursor: string
}

/** The body of a message: the event's canonical object, as it was hashed, with its cursor and hash. */
export function messageBody({ kind, at, canonical, cursor, hash }: EventOnLedger): string {
  const data = `${canonical.slice(0, -1)},"cursor":${JSON.stringify(cursor)},"hash":${JSON.stringify(hash)}}`
  return `{"type":${JSON.stringify(eventType(kind))},"timestamp":${JSON.stringify(at)},"data":${data}}`
}

/** The text form of a secret, shown once to the administrator who created it. */
export const spellSecret = (secret: Uint8Array): string => `whsec_${Buffer.from(secret).toString('base64')}`

/**
 * The Standard Webhooks headers of one attempt.
 * @param secrets the message gets a signature under each
 * @param now milliseconds since 1970
 */
export function messageHeaders(
  id: string,
  body: string,
  secrets: readonly Uint8Array[],
  now: number,
): Record<string, string> {
  const timestamp = Math.floor(now / 1000)
  const sign = (secret: Uint8Array) =>
    `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': secrets.map(sign).join(' '),
  }
}
