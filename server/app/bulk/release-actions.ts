import type { Transaction } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import { queue } from '#domain/action/queue.ts'
import { release } from '#domain/bulk/bulk.ts'

/** Releases a bulk's actions into their lanes. Their queue timeouts start now. */
export function releaseActions(transaction: Transaction, actions: readonly Action[]): void {
  const { settings, now, sequence } = transaction
  const at = new Date(now).toISOString()
  for (const action of actions) {
    const { event } = queue(action, settings, now)
    if (event.kind !== 'ACTION_QUEUED') continue
    const released = release(action, sequence, at, event.expiresAt)
    if (released !== action) transaction.updateUnlogged(released, dueAt(released))
  }
}
