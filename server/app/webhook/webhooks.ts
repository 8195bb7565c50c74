import type { CreatedWebhook, WebhookChange, WebhookRequest } from '#app/application.ts'
import type { Ledger, Transaction, WebhookSecrets } from '#app/ports.ts'
import { type Actor, type Caller, hasRight, server } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { spellSecret } from '#domain/webhook/message.ts'
import { parseWebhook, type WebhookRecord, webhookData } from '#domain/webhook/webhook.ts'

export interface WebhookPorts {
  readonly ledger: Ledger
  readonly secrets: WebhookSecrets
  readonly newId: () => string
  /** A secret of 64 hexadecimal digits. */
  readonly newSecret: () => string
  /** Hosts that may be private, in lower case. */
  readonly privateHosts: ReadonlySet<string>
}

const maxWebhooks = 100
/** How long the secret before a rotation signs as well: ms. */
const overlap = 24 * 3_600_000

export const forbidden = refuse('FORBIDDEN', 'Only administrators manage webhooks.')
export const noWebhook = refuse('NOT_FOUND', 'No such webhook.', ['id'])

function record(
  transaction: Transaction,
  actor: Actor,
  before: WebhookRecord | null,
  after: WebhookRecord,
): void {
  transaction.put('webhook', after)
  const data = { what: 'webhook', before: before && webhookData(before), after: webhookData(after) }
  transaction.append({ kind: 'WEBHOOK_CHANGED', data }, actor)
}

/** Whether `sequence` is an event of the ledger, or 0 for its beginning. */
const isPlace = (sequence: number | null, transaction: Transaction): sequence is number =>
  sequence !== null && sequence <= transaction.sequence

const badPlace = (field: string) => invalid(`${field} is no cursor of this ledger`, field)

/** Creates a webhook and its secret, which is shown this once. */
export function createWebhook({ ledger, secrets, newId, newSecret, privateHosts }: WebhookPorts) {
  return async function createWebhook(
    caller: Caller,
    request: WebhookRequest,
  ): Promise<CreatedWebhook | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const facts = parseWebhook({ ...request, kinds: request.kinds ?? [] }, privateHosts)
    if (isRefused(facts)) return facts
    const secret = Buffer.from(newSecret(), 'hex')
    const id = newId()
    return ledger.commit<CreatedWebhook | Refused>({
      organization: caller.organization,
      reads: { everyWebhook: true },
      decide: transaction => {
        const { after } = request
        if (after !== undefined && !isPlace(after, transaction)) return badPlace('after')
        if (transaction.everyWebhook().length >= maxWebhooks)
          return refuse('LIMIT_EXCEEDED', `There are ${maxWebhooks} webhooks already.`)
        const created: WebhookRecord = {
          ...facts,
          id,
          organizationId: caller.organization,
          enabled: true,
          disabledReason: null,
          createdBy: caller.actor,
          createdAt: new Date(transaction.now).toISOString(),
          deletedAt: null,
          secret: secrets.seal(secret),
          oldSecret: null,
          oldSecretUntil: null,
          secretRotatedAt: null,
          generation: 1,
          // The event that says so is the next one's predecessor.
          startAfter: after ?? transaction.sequence + 1,
        }
        record(transaction, caller.actor, null, created)
        return { webhook: created, secret: spellSecret(secret) }
      },
    })
  }
}

/** Changes what is given. A new secret is shown this once, and the one before signs as well for a day. */
export function updateWebhook({ ledger, secrets, newSecret, privateHosts }: Omit<WebhookPorts, 'newId'>) {
  return async function updateWebhook(
    caller: Caller,
    id: string | null,
    change: WebhookChange,
  ): Promise<CreatedWebhook | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const placeholder = { name: 'unchanged', url: 'https://unchanged.example', kinds: [] }
    const valid = parseWebhook(withGiven(placeholder, change), privateHosts)
    if (isRefused(valid)) return valid
    if (!id) return noWebhook
    const secret = change.rotateSecret ? Buffer.from(newSecret(), 'hex') : null
    return ledger.commit<CreatedWebhook | Refused>({
      organization: caller.organization,
      reads: { webhook: [id] },
      decide: transaction => {
        const before = transaction.find('webhook', id)
        if (!before || before.deletedAt !== null) return noWebhook
        const { replayAfter } = change
        if (replayAfter !== undefined && !isPlace(replayAfter, transaction)) return badPlace('replayAfter')
        const { now } = transaction
        const changed = startAnew(before, {
          ...withGiven(before, { ...change, kinds: change.kinds ? valid.kinds : null }),
          ...switched(before, change.enabled ?? null),
          ...(secret && {
            secret: secrets.seal(secret),
            oldSecret: before.secret,
            oldSecretUntil: new Date(now + overlap).toISOString(),
            secretRotatedAt: new Date(now).toISOString(),
          }),
        })
        const after =
          replayAfter === undefined
            ? changed
            : { ...changed, generation: before.generation + 1, startAfter: replayAfter }
        const isChange = secret || replayAfter !== undefined || isOther(before, after)
        if (isChange) record(transaction, caller.actor, before, after)
        return { webhook: after, secret: secret && spellSecret(secret) }
      },
    })
  }
}

type Given = Pick<WebhookChange, 'name' | 'url' | 'kinds'>

const withGiven = <W extends { name: string; url: string; kinds: WebhookRecord['kinds'] }>(
  webhook: W,
  { name, url, kinds }: Given,
): W => ({ ...webhook, name: name ?? webhook.name, url: url ?? webhook.url, kinds: kinds ?? webhook.kinds })

const switched = ({ enabled, disabledReason }: WebhookRecord, wanted: boolean | null) =>
  wanted === null || wanted === enabled
    ? { enabled, disabledReason }
    : { enabled: wanted, disabledReason: null }

/** A webhook that is switched on or gets another address is tried at once, from where it stands. */
const startAnew = (before: WebhookRecord, after: WebhookRecord): WebhookRecord =>
  (after.enabled && !before.enabled) || after.url !== before.url
    ? { ...after, generation: before.generation + 1, startAfter: null }
    : after

const isOther = (before: WebhookRecord, after: WebhookRecord): boolean =>
  JSON.stringify(before) !== JSON.stringify(after)

/** Ends a webhook; what was not sent is not sent any more. */
export function deleteWebhook({ ledger }: Pick<WebhookPorts, 'ledger'>) {
  return async function deleteWebhook(caller: Caller, id: string | null): Promise<WebhookRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noWebhook
    return ledger.commit<WebhookRecord | Refused>({
      organization: caller.organization,
      reads: { webhook: [id] },
      decide: transaction => {
        const before = transaction.find('webhook', id)
        if (!before || before.deletedAt !== null) return noWebhook
        const deleted = { ...before, enabled: false, deletedAt: new Date(transaction.now).toISOString() }
        record(transaction, caller.actor, before, deleted)
        return deleted
      },
    })
  }
}

/** The service stops sending by itself, unless an administrator has changed the webhook meanwhile. */
export function disableWebhook({ ledger }: Pick<WebhookPorts, 'ledger'>) {
  return async function disableWebhook(
    { organization, id, generation }: { organization: string; id: string; generation: number },
    disabledReason: string,
  ): Promise<void> {
    await ledger.commit({
      organization,
      reads: { webhook: [id] },
      decide: transaction => {
        const before = transaction.find('webhook', id)
        if (!before?.enabled || before.generation !== generation) return
        record(transaction, server, before, { ...before, enabled: false, disabledReason })
      },
    })
  }
}
