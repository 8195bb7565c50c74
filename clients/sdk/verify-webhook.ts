/** Why a webhook message was refused. */
export type WebhookRefusal = 'MISSING_HEADER' | 'TOO_OLD' | 'BAD_SIGNATURE' | 'NOT_JSON'

/** A ledger event as webhooks deliver it. */
export interface WebhookMessage {
  /** The event's raw id. It is the same on every attempt, so skip messages whose id you have processed. */
  readonly id: string
  /** The type of the event, such as `defend.action.submitted`. */
  readonly type: string
  readonly timestamp: string
  /** The event's canonical object with `cursor` and `hash`. */
  readonly data: Readonly<Record<string, unknown>>
}

export type WebhookCheck =
  | { readonly ok: true; readonly message: WebhookMessage }
  | { readonly ok: false; readonly reason: WebhookRefusal }

type Headers = { get(name: string): string | null } | Readonly<Record<string, string | string[] | undefined>>

/** The maximum difference between a message's timestamp and the current time, in seconds. */
const tolerance = 300

/**
 * Verifies the signature of a webhook message according to Standard Webhooks, and parses its body.
 * @param body the text exactly as received; parsing and serializing it would invalidate the signature
 * @param secret the `whsec_…` that the service showed when the webhook was created or its secret was rotated
 */
export async function verifyWebhook(
  body: string,
  headers: Headers,
  secret: string,
  now: Date = new Date(),
): Promise<WebhookCheck> {
  const header = (name: string): string | undefined => {
    const value = typeof headers['get'] === 'function' ? headers.get(name) : headerOf(headers, name)
    return value ?? undefined
  }
  const [id, sentAt, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map(header)
  if (!id || !sentAt || !signatures) return { ok: false, reason: 'MISSING_HEADER' }
  if (!/^\d{1,12}$/.test(sentAt) || Math.abs(now.getTime() / 1000 - Number(sentAt)) > tolerance)
    return { ok: false, reason: 'TOO_OLD' }

  const key = await crypto.subtle.importKey(
    'raw',
    bytesOf(secret.replace(/^whsec_/, '')),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['verify'],
  )
  const signed = new TextEncoder().encode(`${id}.${sentAt}.${body}`)
  if (!(await anyIsGood(signatures, key, signed))) return { ok: false, reason: 'BAD_SIGNATURE' }
  try {
    return { ok: true, message: { id, ...JSON.parse(body) } }
  } catch {
    return { ok: false, reason: 'NOT_JSON' }
  }
}

/** Header names are in lower case, as in Node's header objects. */
function headerOf(headers: Headers, name: string): string | undefined {
  const value = (headers as Readonly<Record<string, string | string[] | undefined>>)[name]
  return Array.isArray(value) ? value[0] : value
}

/** For 24 hours after a rotation, the header contains two signatures. */
async function anyIsGood(header: string, key: CryptoKey, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  for (const part of header.split(' ')) {
    const [version, signature] = part.split(',', 2)
    if (version !== 'v1' || !signature || !/^[A-Za-z0-9+/]{43}=$/.test(signature)) continue
    // `verify` compares in constant time.
    if (await crypto.subtle.verify('HMAC', key, bytesOf(signature), signed)) return true
  }
  return false
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), character => character.charCodeAt(0))
