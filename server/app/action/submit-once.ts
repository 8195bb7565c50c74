import type { Ledger, Reads, Transaction } from '#app/ports.ts'
import { keyId } from '#domain/action/command-ids.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import { type Json, sha256Hex } from '#domain/ledger/ledger.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

/** A submission that happens at most once per idempotency key. */
interface Submission<T extends { readonly id: string }> {
  readonly mutation: 'submitAction' | 'submitBulkAction'
  readonly caller: Caller
  readonly idempotencyKey: string | null | undefined
  /** The content that the key belongs to: the same key with other content is a conflict. Null: the input is invalid. */
  readonly content: Json | null
  readonly reads: Reads
  readonly bytes?: number
  readonly submit: (transaction: Transaction) => T | Refused
  /** Reads the result of an earlier call with the same key. */
  readonly again: (id: string) => {
    readonly reads: Reads
    readonly find: (transaction: Transaction) => T | null
  }
}

/** Submits, or returns the result of an earlier call with the same key. */
export async function submitOnce<T extends { readonly id: string }>(
  ledger: Ledger,
  { mutation, caller, idempotencyKey, content, reads, bytes, submit, again }: Submission<T>,
): Promise<T | Refused> {
  const { organization, actor } = caller
  const key = idempotencyKey ? keyId(organization, actor.id, mutation, idempotencyKey) : null
  const hash = key && content !== null ? sha256Hex(canonical(content)) : null
  const outcome = await ledger.commit<{ readonly submitted: T | Refused } | { readonly before: string }>({
    organization,
    reads: { ...reads, idempotencyKey: key ? [key] : [] },
    ...(bytes !== undefined && { bytes }),
    decide: transaction => {
      const first = key && transaction.find('idempotencyKey', key)
      if (first) return first.content === hash ? { before: first.resultId } : { submitted: conflict }
      const submitted = submit(transaction)
      if (key && hash && !isRefused(submitted))
        transaction.put('idempotencyKey', {
          id: key,
          organizationId: organization,
          content: hash,
          resultId: submitted.id,
        })
      return { submitted }
    },
  })
  if ('submitted' in outcome) return outcome.submitted
  const earlier = again(outcome.before)
  return ledger.commit<T | Refused>({
    organization,
    reads: earlier.reads,
    decide: transaction => earlier.find(transaction) ?? gone,
  })
}

const conflict = refuse('IDEMPOTENCY_CONFLICT', 'This idempotencyKey was used for another submission.')
const gone = refuse('NOT_FOUND', 'The submission of this idempotencyKey no longer exists.')
