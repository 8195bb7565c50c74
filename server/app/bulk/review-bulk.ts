import type { Ledger, OfBulk, Transaction } from '#app/ports.ts'
import type { ActionStatus } from '#domain/action/action.ts'
import { type BulkActionRecord, isHeldByRollout } from '#domain/bulk/bulk.ts'
import { nextStep, type RolloutStep } from '#domain/bulk/rollout.ts'
import { server } from '#domain/people/actor.ts'
import { holdActions } from './decide-bulk-action.ts'
import { releaseActions } from './release-actions.ts'
import { reviewInterval } from './submit-bulk-action.ts'

interface Ports {
  readonly ledger: Ledger
}

/** A step that changes actions gets a batch of its own. */
const bytes = 8 * 1024 * 1024

const open: readonly ActionStatus[] = ['PENDING_APPROVAL', 'QUEUED']
const iso = (ms: number) => new Date(ms).toISOString()

/**
 * Looks how far a bulk is and does what its rollout says next, until there is nothing to do. What a step needs is
 * known only once it is known which step it is: so it is decided by the counts, and again with the actions at hand.
 */
export function reviewBulk({ ledger }: Ports) {
  return async function reviewBulk(organization: string, id: string): Promise<void> {
    for (;;) {
      const step = await take({ ledger }, organization, id, null)
      if (!step || step.kind === 'wait' || step.kind === 'finish') return
      await take({ ledger }, organization, id, step)
    }
  }
}

/** The bulk's actions that a step needs. */
function neededFor(id: string, step: RolloutStep | null): OfBulk[] {
  switch (step?.kind) {
    case 'release':
      return [{ bulk: id, statuses: ['QUEUED'], heldBack: step.count }]
    case 'pause':
      return [{ bulk: id, statuses: ['QUEUED'] }]
    case 'abort':
      return [{ bulk: id, statuses: open }]
    default:
      return []
  }
}

/** @param expected the step whose actions are loaded; null: none */
const take = ({ ledger }: Ports, organization: string, id: string, expected: RolloutStep | null) =>
  ledger.commit<RolloutStep | null>({
    organization,
    reads: { bulkAction: [id], tallyOf: [id], ofBulk: neededFor(id, expected) },
    ...(expected && { bytes }),
    decide: transaction => {
      const bulk = transaction.find('bulkAction', id)
      if (!bulk) return null
      const step = nextStep(bulk, transaction.tally(id), transaction.now)
      const becomes = become(bulk, step, expected, transaction)
      if (becomes !== bulk) transaction.put('bulkAction', becomes)
      return step
    },
  })

function become(
  bulk: BulkActionRecord,
  step: RolloutStep,
  expected: RolloutStep | null,
  transaction: Transaction,
): BulkActionRecord {
  if (step.kind === 'finish') return { ...bulk, state: 'FINISHED', dueAt: null }
  if (step.kind === 'wait') return lookLater(bulk, step.until, transaction.now)
  if (step.kind !== expected?.kind) return bulk
  switch (step.kind) {
    case 'release': {
      releaseActions(transaction, transaction.ofBulk(bulk.id).filter(isHeldByRollout).slice(0, step.count))
      const { nextReleaseAt } = step
      return nextReleaseAt === null ? bulk : { ...bulk, nextReleaseAt: iso(nextReleaseAt) }
    }
    case 'pause': {
      holdActions(transaction, bulk.id)
      const data = { bulk: bulk.id, reason: 'CANARY_FAILED', comment: null }
      transaction.append({ kind: 'BULK_PAUSED', data }, server)
      return { ...bulk, state: 'PAUSED' }
    }
    case 'abort': {
      transaction.append(
        { kind: 'BULK_ABORTED', data: { bulk: bulk.id, rollout: { ...bulk.rollout } } },
        server,
      )
      for (const { id, life } of transaction.ofBulk(bulk.id))
        if (open.includes(life.status))
          transaction.apply(id, { kind: 'ACTION_CANCELLED', reason: 'BULK_ABORTED', comment: null }, server)
      return { ...bulk, state: 'ABORTED', dueAt: null }
    }
  }
}

/** In time for the next release, and periodically in case a notice was lost. */
function lookLater(bulk: BulkActionRecord, until: number | null, now: number): BulkActionRecord {
  if (bulk.state !== 'RUNNING' && bulk.state !== 'PAUSED')
    return bulk.dueAt === null ? bulk : { ...bulk, dueAt: null }
  const latest = now + reviewInterval
  const due = bulk.dueAt === null ? 0 : Date.parse(bulk.dueAt)
  if (until !== null && until < latest) return due === until ? bulk : { ...bulk, dueAt: iso(until) }
  // Written rarely, because every write is published as a change.
  return due > now + reviewInterval / 2 && due <= latest ? bulk : { ...bulk, dueAt: iso(latest) }
}
