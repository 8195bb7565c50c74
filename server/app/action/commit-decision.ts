import type { DecideInput } from '#app/application.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Ledger, Reads, Transaction } from '#app/ports.ts'
import type { Verdict } from '#domain/action/approval.ts'
import { parseComment } from '#domain/action/submission.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeText } from '#domain/text/text.ts'

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow deciding on actions.')
const noPerson = refuse('FORBIDDEN', 'A service account cannot approve or reject.')

/** Who may make a decision: `people`, or `all` including service accounts. */
export type WhoMay = 'people' | 'all'

export interface DecisionPorts {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'samePerson'>
}

/** What a kind of decision needs to be committed. */
interface Committing<T> {
  readonly whoMay: WhoMay
  /** The refusal if no such action or bulk exists. */
  readonly notFound: Refused
  readonly reads: (id: string) => Reads
  /** Approximate bytes written. */
  readonly bytes?: number
  readonly decide: (id: string, verdict: Verdict, transaction: Transaction) => T | Refused
}

/** Validates a decision on an action or a bulk, and commits its outcome. */
export async function commitDecision<T>(
  { ledger, directory }: DecisionPorts,
  caller: Caller,
  input: DecideInput,
  { whoMay, notFound, reads, bytes, decide }: Committing<T>,
): Promise<T | Refused> {
  const verdict = await readVerdict(caller, input, whoMay, directory)
  if (isRefused(verdict)) return verdict
  const { id } = input
  if (!id) return notFound
  return ledger.commit<T | Refused>({
    organization: caller.organization,
    reads: reads(id),
    ...(bytes !== undefined && { bytes }),
    decide: transaction => decide(id, verdict, transaction),
  })
}

/**
 * Checks a decision before its action or bulk is looked up. Looks up the deciding person's other accounts again,
 * because a new one may have signed in since.
 */
async function readVerdict(
  caller: Caller,
  { comment: text, digest: optionalDigest }: DecideInput,
  whoMay: WhoMay,
  directory: Pick<Directory, 'samePerson'>,
): Promise<Verdict | Refused> {
  if (!hasRight(caller, 'act')) return forbidden
  if (whoMay === 'people' && caller.actor.kind !== 'analyst') return noPerson
  const comment = parseComment(text)
  if (isRefused(comment)) return comment
  const digest = optionalDigest ?? undefined
  if (digest !== undefined && !isSafeText(digest))
    return invalid('digest must not contain NUL or lone surrogates', 'digest')
  const samePerson = await directory.samePerson(caller.organization, caller.responsible)
  return { by: { ...caller, samePerson }, digest, comment }
}
