import type { EffectPlace, Ledger, Transaction } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import {
  actionUndoneBy,
  effectChangeOf,
  effectTarget,
  endVerification,
  hasRunOut,
  inverseOf,
  isAboutToReplace,
} from '#domain/action/effects.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import { isFull, submit } from '#domain/action/submission.ts'
import type { Requested } from '#domain/catalog/action-types.ts'
import { server } from '#domain/people/actor.ts'

/** The target of an isolation, a block or their inverses; null for other actions. */
export const placeOf = (requested: Requested, device: string | null): EffectPlace | null => {
  const target = effectTarget(requested)
  return target === null || device === null ? null : { device, target }
}

/** The id of the action whose effect this one undoes if it completes now. Requires `reads.effectsBeside`. */
export function findUndone(transaction: Transaction, action: Action): string | null {
  const place = placeOf(action.requested, action.device)
  return place && actionUndoneBy(action, transaction.effects(place))
}

/** Updates earlier effects on the target when an action completes. Requires `reads.effectsBeside`. */
export function settleEffects(transaction: Transaction, completed: Action): void {
  const place = placeOf(completed.requested, completed.device)
  if (!place) return
  for (const { id, events, effect } of effectChangeOf(completed, transaction.effects(place))) {
    for (const { event, actor } of events) transaction.apply(id, event, actor)
    const action = transaction.action(id)
    if (!action) continue
    const settled = { ...action, effect }
    transaction.updateUnlogged(settled, dueAt(settled))
  }
}

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
}

/** Milliseconds until a postponed inverse is tried again. */
const retryInterval = 5_000

/**
 * Ends an expired effect. The device ends it by its own timer. The server submits the inverse anyway, without approval,
 * in case the device's timer was lost.
 */
export function endEffect({ ledger, newId }: Ports) {
  return function endEffect(organization: string, id: string, device: string): Promise<void> {
    return ledger.commit({
      organization,
      reads: { action: [id], device: [device], openActionsOf: [device], everyOpenActionOf: [device] },
      decide: transaction => {
        const { now, settings } = transaction
        const action = transaction.action(id)
        const inverse = action && inverseOf(action.requested)
        if (!inverse || action.effect?.status !== 'IN_FORCE' || !hasRunOut(action, now)) return
        const { until } = action.effect
        if (until === null) return
        const isRevoked = transaction.find('device', device)?.revokedAt !== null
        const mustWait =
          isFull(transaction.openActions(device)) ||
          transaction.everyOpenAction(device).some(open => isAboutToReplace(open, action))
        if (mustWait && !isRevoked) return transaction.updateUnlogged(action, now + retryInterval)
        for (const { event, actor } of endVerification(action, 'timer')) transaction.apply(id, event, actor)
        const ended = { ...(transaction.action(id) ?? action), effect: { status: 'OVER', until } as const }
        transaction.updateUnlogged(ended, dueAt(ended))
        if (isRevoked) return
        const facts = {
          id: newId(),
          requested: inverse,
          device,
          justification: `Its duration of ${action.effectFor} seconds has passed.`,
          origin: action.origin,
          investigation: action.investigation,
          undoes: id,
        }
        const by = { organization, actor: server, responsible: null }
        for (const { event, actor } of submit(facts, by, settings, now, 0))
          transaction.apply(facts.id, event, actor)
      },
    })
  }
}
