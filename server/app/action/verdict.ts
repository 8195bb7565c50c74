import type { DecideInput } from '#app/application.ts'
import type { Directory } from '#app/ports.ts'
import type { Verdict } from '#domain/action/approval.ts'
import { parseComment } from '#domain/action/submission.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeText } from '#domain/text/text.ts'

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow deciding on actions.')
const noPerson = refuse('FORBIDDEN', 'A service account cannot approve or reject.')

/** Who may make a decision: `people`, or `all` including service accounts. */
export type WhoMay = 'people' | 'all'

/**
 * Checks a decision before its action or bulk is looked up. Looks up the deciding person's other accounts again,
 * because a new one may have signed in since.
 */
export async function readVerdict(
  caller: Caller,
  { comment: text, digest: optionalDigest }: Pick<DecideInput, 'comment' | 'digest'>,
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
