import type { DecideInput } from '#app/application.ts'
import type { Directory } from '#app/ports.ts'
import type { Verdict } from '#domain/action/approval.ts'
import { parseComment } from '#domain/action/submission.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeText } from '#domain/text/text.ts'

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow to decide on actions.')
const noPerson = refuse('FORBIDDEN', 'A service account neither approves nor rejects.')

/** Whether service accounts may decide, too. */
export type WhoMay = 'people' | 'all'

/**
 * A decision on an action or a bulk, before that is looked up.
 * The deciding person is looked up afresh: an analyst with the same e-mail may have been seen just now.
 */
export async function readVerdict(
  caller: Caller,
  { comment: text, digest: given }: Pick<DecideInput, 'comment' | 'digest'>,
  whoMay: WhoMay,
  directory: Pick<Directory, 'samePerson'>,
): Promise<Verdict | Refused> {
  if (!hasRight(caller, 'act')) return forbidden
  if (whoMay === 'people' && caller.actor.kind !== 'analyst') return noPerson
  const comment = parseComment(text)
  if (isRefused(comment)) return comment
  const digest = given ?? undefined
  if (digest !== undefined && !isSafeText(digest))
    return invalid('digest must not contain NUL or lone surrogates', 'digest')
  const samePerson = await directory.samePerson(caller.organization, caller.responsible)
  return { by: { ...caller, samePerson }, digest, comment }
}
