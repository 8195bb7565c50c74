import type { CreatedWebhook, WebhookChange, WebhookRequest } from '#app/application.ts'
import type { Ledger, Transaction } from '#app/ports.ts'
import { type Actor, type Caller, hasRight, server } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { spellSecret } from '#domain/webhook/message.ts'
import { parseWebhook, type WebhookRecord, webhookData } from '#domain/webhook/webhook.ts'
import type { WebhookSecrets } from './webhook-ports.ts'

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
/** Milliseconds after a rotation during which messages are also signed with the old secret. */
const overlap = 24 * 3_600_000

export const forbidden = refuse('FORBIDDEN', 'Only administrators may manage webhooks.')
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

/** Whether `sequence` is that of an event, or 0 for the beginning of the ledger. */
const isPosition = (sequence: number | null, transaction: Transaction): sequence is number =>
  sequence !== null && sequence <= transaction.sequence

const badCursor = (field: string) => invalid(`${field} must be a cursor of this ledger`, field)

/** Creates a webhook and its secret. The secret is shown only here. */
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
        if (after !== undefined && !isPosition(after, transaction)) return badCursor('after')
        if (transaction.everyWebhook().length >= maxWebhooks)
          return refuse('LIMIT_EXCEEDED', `There are already ${maxWebhooks} webhooks.`)
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
          // By default, delivery starts after the event that records this creation.
          startAfter: after ?? transaction.sequence + 1,
        }
        record(transaction, caller.actor, null, created)
        return { webhook: created, secret: spellSecret(secret) }
      },
    })
  }
}

/** Changes a webhook. A new secret is shown only here; messages are also signed with the old one for a day. */
export function updateWebhook({ ledger, secrets, newSecret, privateHosts }: Omit<WebhookPorts, 'newId'>) {
  return async function updateWebhook(
    caller: Caller,
    id: string | null,
    change: WebhookChange,
  ): Promise<CreatedWebhook | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    const placeholder = { name: 'unchanged', url: 'https://unchanged.example', kinds: [] }
    const valid = parseWebhook(withFacts(placeholder, change), privateHosts)
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
        if (replayAfter !== undefined && !isPosition(replayAfter, transaction))
          return badCursor('replayAfter')
        const { now } = transaction
        const changed = restarted(before, {
          ...withFacts(before, { ...change, kinds: change.kinds ? valid.kinds : null }),
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
        const isChange = secret || replayAfter !== undefined || differs(before, after)
        if (isChange) record(transaction, caller.actor, before, after)
        return { webhook: after, secret: secret && spellSecret(secret) }
      },
    })
  }
}

type ChangedFacts = Pick<WebhookChange, 'name' | 'url' | 'kinds'>

const withFacts = <W extends { name: string; url: string; kinds: WebhookRecord['kinds'] }>(
  webhook: W,
  { name, url, kinds }: ChangedFacts,
): W => ({ ...webhook, name: name ?? webhook.name, url: url ?? webhook.url, kinds: kinds ?? webhook.kinds })

const switched = ({ enabled, disabledReason }: WebhookRecord, wanted: boolean | null) =>
  wanted === null || wanted === enabled
    ? { enabled, disabledReason }
    : { enabled: wanted, disabledReason: null }

/** A webhook that is enabled or gets another URL is tried immediately, from its current position. */
const restarted = (before: WebhookRecord, after: WebhookRecord): WebhookRecord =>
  (after.enabled && !before.enabled) || after.url !== before.url
    ? { ...after, generation: before.generation + 1, startAfter: null }
    : after

const differs = (before: WebhookRecord, after: WebhookRecord): boolean =>
  JSON.stringify(before) !== JSON.stringify(after)

/** Deletes a webhook. Its pending events are not sent any more. */
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

/** Disables a webhook that fails, unless an administrator has changed it since (another `generation`). */
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
