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
  /** Why the service stopped sending; null while it sends, and when an administrator switched it off. */
  readonly disabledReason: string | null
  readonly createdBy: Actor
  readonly createdAt: string
  readonly deletedAt: string | null
  /** Encrypted. */
  readonly secret: string
  /** The secret before the last rotation, encrypted. It signs as well until `oldSecretUntil`. */
  readonly oldSecret: string | null
  readonly oldSecretUntil: string | null
  readonly secretRotatedAt: string | null
  /** Grows whenever delivery has to start anew: from `startAfter`, or where it stands if that is null. */
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
  if (!isSafeName(text)) return invalid('url has a NUL, a lone surrogate or a line break', 'url')
  if (lengthOf(text) > longestUrl) return invalid(`url has at most ${longestUrl} characters`, 'url')
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return invalid('url is not an https: URL such as https://example.com/hook', 'url')
  if (url.username || url.password) return invalid('url must not contain a user name or password', 'url')
  if (url.hash) return invalid('url must not contain a fragment', 'url')
  if (url.protocol === 'http:' && !privateHosts.has(hostOf(url)))
    return invalid(
      `url must be https: (http: is allowed for the hosts in DEFEND_WEBHOOK_HOSTS only, and ${hostOf(url)} is not one of them)`,
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

/** A webhook as the ledger records it; null once it is deleted. */
export function webhookData(webhook: WebhookRecord): Json {
  if (webhook.deletedAt !== null) return null
  const { id, name, url, kinds, enabled, disabledReason, secretRotatedAt, startAfter } = webhook
  return { id, name, url, kinds, enabled, disabledReason, secretRotatedAt, startAfter }
}
