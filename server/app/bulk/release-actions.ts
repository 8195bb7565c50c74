import type { Transaction } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import { queue } from '#domain/action/queue.ts'
import { release } from '#domain/bulk/bulk.ts'

/** Puts a bulk's held actions into their lanes and starts their queue timeouts. */
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
