import type { DecideInput } from '#app/application.ts'
import type { Directory, Ledger, Transaction } from '#app/ports.ts'
import type { Action, Decided } from '#domain/action/action.ts'
import { approve, cancel, reject, type Verdict } from '#domain/action/approval.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { readVerdict, type WhoMay } from './verdict.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'samePerson'>
}

const noAction = refuse('NOT_FOUND', 'No such action.', ['actionId'])

type Decide = (action: Action, verdict: Verdict, transaction: Transaction) => Decided | Refused

function decideWith(decide: Decide, whoMay: WhoMay) {
  return function decideWith({ ledger, directory }: Ports) {
    return async function decideAction(caller: Caller, input: DecideInput): Promise<Action | Refused> {
      const verdict = await readVerdict(caller, input, whoMay, directory)
      if (isRefused(verdict)) return verdict
      const id = input.action
      if (!id) return noAction
      return ledger.commit({
        organization: caller.organization,
        reads: { action: [id] },
        decide: transaction => {
          const action = transaction.action(id)
          if (!action) return noAction
          const decided = decide(action, verdict, transaction)
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
