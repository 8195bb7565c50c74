import type { AuditEventKind, Json } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { isSafeName, lengthOf } from '#domain/text/text.ts'
import { parseName } from '#domain/text/text-fields.ts'

/** A receiver of ledger events. Instants are ISO 8601. */
export interface WebhookRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly url: string
  /** Empty: all kinds. */
  readonly kinds: readonly AuditEventKind[]
  readonly enabled: boolean
  /** Why the service disabled the webhook; null if enabled, or if an administrator disabled it. */
  readonly disabledReason: string | null
  readonly createdBy: Actor
  readonly createdAt: string
  readonly deletedAt: string | null
  /** Encrypted. */
  readonly secret: string
  /** The secret before the last rotation, encrypted. Messages are also signed with it until `oldSecretUntil`. */
  readonly oldSecret: string | null
  readonly oldSecretUntil: string | null
  readonly secretRotatedAt: string | null
  /** Increases whenever delivery restarts: after the sequence `startAfter`, or at the current position if null. */
  readonly generation: number
  readonly startAfter: number | null
}

export interface WebhookFacts {
  readonly name: string
  readonly url: string
  readonly kinds: readonly AuditEventKind[]
}

const longestUrl = 2000

/** @param privateHosts host names that may be reached by `http:` and at private addresses, in lower case */
export function parseWebhook(
  { name, url, kinds }: WebhookFacts,
  privateHosts: ReadonlySet<string>,
): WebhookFacts | Refused {
  const parsedName = parseName(name, 'name')
  if (isRefused(parsedName)) return parsedName
  const parsedUrl = parseWebhookUrl(url, privateHosts)
  if (isRefused(parsedUrl)) return parsedUrl
  return { name: parsedName, url: parsedUrl, kinds: [...new Set(kinds)] }
}

function parseWebhookUrl(text: string, privateHosts: ReadonlySet<string>): string | Refused {
  if (!isSafeName(text)) return invalid('url must not contain NUL, lone surrogates or line breaks', 'url')
  if (lengthOf(text) > longestUrl) return invalid(`url must be at most ${longestUrl} characters`, 'url')
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return invalid('url must be an https: URL, for example https://example.com/hook', 'url')
  if (url.username || url.password) return invalid('url must not contain a user name or password', 'url')
  if (url.hash) return invalid('url must not contain a fragment', 'url')
  if (url.protocol === 'http:' && !privateHosts.has(hostOf(url)))
    return invalid(
      `url must be https: (http: is allowed only for the hosts in DEFEND_WEBHOOK_HOSTS; ${hostOf(url)} is not one of them)`,
      'url',
    )
  return text
}

/** The host of a URL in lower case, without brackets and without a trailing dot. */
export const hostOf = ({ hostname }: URL): string =>
  hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')

/** The ledger's data of a webhook; null if it is deleted. */
export function webhookData(webhook: WebhookRecord): Json {
  if (webhook.deletedAt !== null) return null
  const { id, name, url, kinds, enabled, disabledReason, secretRotatedAt, startAfter } = webhook
  return { id, name, url, kinds, enabled, disabledReason, secretRotatedAt, startAfter }
}
