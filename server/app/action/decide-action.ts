import type { DecideInput } from '#app/application.ts'
import type { Transaction } from '#app/ports.ts'
import type { Action, Decided } from '#domain/action/action.ts'
import { approve, cancel, reject, type Verdict } from '#domain/action/approval.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { commitDecision, type DecisionPorts, type WhoMay } from './commit-decision.ts'

const noAction = refuse('NOT_FOUND', 'No such action.', ['actionId'])

/** A kind of decision on an action. */
interface Kind {
  readonly whoMay: WhoMay
  readonly decide: (action: Action, verdict: Verdict, transaction: Transaction) => Decided | Refused
}

const decideOnAction = (
  ports: DecisionPorts,
  caller: Caller,
  input: DecideInput,
  { whoMay, decide }: Kind,
): Promise<Action | Refused> =>
  commitDecision(ports, caller, input, {
    whoMay,
    notFound: noAction,
    reads: id => ({ action: [id] }),
    decide: (id, verdict, transaction) => {
      const action = transaction.action(id)
      if (!action) return noAction
      const decided = decide(action, verdict, transaction)
      if (isRefused(decided)) return decided
      return decided.reduce((_, { event, actor }) => transaction.apply(id, event, actor), action)
    },
  })

export function approveAction(ports: DecisionPorts) {
  return function approveAction(caller: Caller, input: DecideInput) {
    return decideOnAction(ports, caller, input, {
      whoMay: 'people',
      decide: (action, verdict, { settings, now }) => approve(action, verdict, settings, now),
    })
  }
}

export function rejectAction(ports: DecisionPorts) {
  return function rejectAction(caller: Caller, input: DecideInput) {
    return decideOnAction(ports, caller, input, {
      whoMay: 'people',
      decide: (action, verdict, { now }) => reject(action, verdict, now),
    })
  }
}

export function cancelAction(ports: DecisionPorts) {
  return function cancelAction(caller: Caller, input: DecideInput) {
    return decideOnAction(ports, caller, input, {
      whoMay: 'all',
      decide: (action, verdict) => cancel(action, verdict),
    })
  }
}
