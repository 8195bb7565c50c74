import type { Ledger } from '#app/ports.ts'
import { keyId } from '#domain/action/command-ids.ts'
import type { Caller } from '#domain/people/actor.ts'

/** The raw id of the action or bulk that the caller submitted with an idempotency key; null if there is none. */
export function findSubmission({ ledger }: { readonly ledger: Ledger }) {
  return async function findSubmission(
    { organization, actor }: Caller,
    mutation: 'submitAction' | 'submitBulkAction',
    key: string,
  ): Promise<string | null> {
    const id = keyId(organization, actor.id, mutation, key)
    return ledger.commit({
      organization,
      reads: { idempotencyKey: [id] },
      decide: transaction => transaction.find('idempotencyKey', id)?.resultId ?? null,
    })
  }
}
export type FindSubmission = ReturnType<typeof findSubmission>
