import type { DecideInput } from '#app/application.ts'
import type { Directory, Ledger, Transaction } from '#app/ports.ts'
import type { Action, Decided } from '#domain/action/action.ts'
import { approve, cancel, reject, type Verdict } from '#domain/action/approval.ts'
import { parseComment } from '#domain/action/submission.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeText } from '#domain/text/text.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'samePerson'>
}

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow to decide on actions.')
const noPerson = refuse('FORBIDDEN', 'A service account neither approves nor rejects.')
const noAction = refuse('NOT_FOUND', 'No such action.', ['actionId'])

type Decide = (action: Action, verdict: Verdict, transaction: Transaction) => Decided | Refused

function decideWith(decide: Decide, whoMay: 'people' | 'all') {
  return function decideWith({ ledger, directory }: Ports) {
    return async (caller: Caller, input: DecideInput): Promise<Action | Refused> => {
      if (!hasRight(caller, 'act')) return forbidden
      if (whoMay === 'people' && caller.actor.kind !== 'analyst') return noPerson
      const comment = parseComment(input.comment)
      if (isRefused(comment)) return comment
      const digest = input.digest ?? undefined
      if (digest !== undefined && !isSafeText(digest))
        return invalid('digest has a NUL or a lone surrogate', 'digest')
      const id = input.action
      if (!id) return noAction
      const { organization } = caller
      // Looked up afresh: an analyst with the same e-mail may have been seen for the first time just now.
      const by = { ...caller, samePerson: await directory.samePerson(organization, caller.responsible) }
      return ledger.commit({
        organization,
        reads: { action: [id] },
        decide: transaction => {
          const action = transaction.action(id)
          if (!action) return noAction
          const decided = decide(action, { by, digest, comment }, transaction)
          if (isRefused(decided)) return decided
          return decided.reduce((_, { event, actor }) => transaction.apply(id, event, actor), action)
        },
      })
    }
  }
}

export const approveAction = decideWith(
  (action, verdict, { settings, now }) => approve(action, verdict, settings, now),
  'people',
)
export const rejectAction = decideWith((action, verdict, { now }) => reject(action, verdict, now), 'people')
export const cancelAction = decideWith((action, verdict) => cancel(action, verdict), 'all')
