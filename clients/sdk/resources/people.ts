import type { Calls, ListOptions } from '../calls.ts'
import * as documents from '../generated/documents.ts'

export const createPeople = ({ mutate, list }: Calls) => ({
  /** The people. `search` matches names and e-mail addresses. */
  list: ({ search, ...options }: ListOptions & { readonly search?: string } = {}) =>
    list(documents.People, page => ({ ...page, search: search ?? null }), options),
  /** Creates or updates the person with this `externalId`, so it is safe to repeat. */
  sync: (input: documents.SyncPersonInput) => mutate(documents.SyncPerson, { input }, true),
})

export const createKeys = ({ query, mutate }: Calls) => ({
  /** Service accounts, one per API key. */
  list: async () => (await query(documents.ServiceAccounts, {})).serviceAccounts,
  /** Creates a service account and its key, which is shown only once. */
  create: (input: documents.CreateApiKeyInput) => mutate(documents.CreateApiKey, { input }),
  revoke: (id: string) => mutate(documents.RevokeApiKey, { id }),
})
