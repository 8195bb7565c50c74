import type { CreatedKey } from '#app/application.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import type { Ledger } from '#app/ports.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import {
  type KeyRequest,
  parseKeyRequest,
  type ServiceAccountRecord,
  spellKey,
} from '#domain/people/api-key.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly feed: Pick<ChangeFeed, 'publish'>
  readonly newId: () => string
  /** A secret of 64 hexadecimal digits. */
  readonly newSecret: () => string
}

const forbidden = refuse('FORBIDDEN', 'Only administrators may manage API keys.')
const noMachine = refuse('FORBIDDEN', 'A service account cannot create API keys.')
const noAccount = refuse('NOT_FOUND', 'No such service account.', ['id'])

/** Creates a service account. Its key is shown only once. */
export function createApiKey({ ledger, newId, newSecret }: Omit<Ports, 'feed'>) {
  return async function createApiKey(caller: Caller, request: KeyRequest): Promise<CreatedKey | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (caller.actor.kind !== 'analyst') return noMachine
    const id = newId()
    const key = spellKey(id, newSecret())
    return ledger.commit<CreatedKey | Refused>({
      organization: caller.organization,
      reads: {},
      decide: transaction => {
        const valid = parseKeyRequest(request, transaction.now)
        if (isRefused(valid)) return valid
        const { name, roles, expiresAt } = valid
        const account: ServiceAccountRecord = {
          id,
          organizationId: caller.organization,
          name,
          roles,
          ownerId: caller.responsible,
          secretHash: sha256Hex(key),
          createdAt: new Date(transaction.now).toISOString(),
          expiresAt,
          revokedAt: null,
        }
        transaction.put('serviceAccount', account)
        const after = { id, name, roles, owner: caller.responsible, expiresAt }
        const data = { what: 'apiKey', before: null, after }
        transaction.append({ kind: 'API_KEY_CREATED', data }, caller.actor)
        return { key, account }
      },
    })
  }
}

/** Revokes a key and ends the connections authenticated with it. */
export function revokeApiKey({ ledger, feed }: Pick<Ports, 'ledger' | 'feed'>) {
  return async function revokeApiKey(
    caller: Caller,
    id: string | null,
  ): Promise<ServiceAccountRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noAccount
    const outcome = await ledger.commit<ServiceAccountRecord | Refused>({
      organization: caller.organization,
      reads: { serviceAccount: [id] },
      decide: transaction => {
        const account = transaction.find('serviceAccount', id)
        if (!account) return noAccount
        if (account.revokedAt) return account
        const revoked = { ...account, revokedAt: new Date(transaction.now).toISOString() }
        transaction.put('serviceAccount', revoked)
        const data = {
          what: 'apiKey',
          before: { id, revokedAt: null },
          after: { id, revokedAt: revoked.revokedAt },
        }
        transaction.append({ kind: 'API_KEY_REVOKED', data }, caller.actor)
        return revoked
      },
    })
    // Also published if the key was already revoked, so that a retry makes up for a lost notice.
    if (!isRefused(outcome)) feed.publish({ kind: 'keyRevoked', account: id })
    return outcome
  }
}
