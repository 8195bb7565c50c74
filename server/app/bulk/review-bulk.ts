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

/** A step may change all actions of a bulk, so it fills a batch alone. */
const bytes = 8 * 1024 * 1024

const open: readonly ActionStatus[] = ['PENDING_APPROVAL', 'QUEUED']
const iso = (ms: number) => new Date(ms).toISOString()

/**
 * Takes the steps of a bulk's rollout that are due. Each step takes two commits: the first determines it from the
 * counts, the second determines it again with the actions that it needs, and applies it.
 */
export function reviewBulk({ ledger }: Ports) {
  return async function reviewBulk(organization: string, id: string): Promise<void> {
    for (;;) {
      const step = await takeStep({ ledger }, organization, id, null)
      if (!step || step.kind === 'wait' || step.kind === 'finish') return
      await takeStep({ ledger }, organization, id, step)
    }
  }
}

/** The bulk's actions that a step needs. */
function actionsFor(id: string, step: RolloutStep | null): OfBulk[] {
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
const takeStep = ({ ledger }: Ports, organization: string, id: string, expected: RolloutStep | null) =>
  ledger.commit<RolloutStep | null>({
    organization,
    reads: { bulkAction: [id], tallyOf: [id], ofBulk: actionsFor(id, expected) },
    ...(expected && { bytes }),
    decide: transaction => {
      const bulk = transaction.find('bulkAction', id)
      if (!bulk) return null
      const step = nextStep(bulk, transaction.tally(id), transaction.now)
      const changed = applyStep(bulk, step, expected, transaction)
      if (changed !== bulk) transaction.put('bulkAction', changed)
      return step
    },
  })

function applyStep(
  bulk: BulkActionRecord,
  step: RolloutStep,
  expected: RolloutStep | null,
  transaction: Transaction,
): BulkActionRecord {
  if (step.kind === 'finish') return { ...bulk, state: 'FINISHED', dueAt: null }
  if (step.kind === 'wait') return reviewLater(bulk, step.until, transaction.now)
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

/** Schedules the next review: at the next release, and periodically in case a notice was lost. */
function reviewLater(bulk: BulkActionRecord, until: number | null, now: number): BulkActionRecord {
  if (bulk.state !== 'RUNNING' && bulk.state !== 'PAUSED')
    return bulk.dueAt === null ? bulk : { ...bulk, dueAt: null }
  const latest = now + reviewInterval
  const due = bulk.dueAt === null ? 0 : Date.parse(bulk.dueAt)
  if (until !== null && until < latest) return due === until ? bulk : { ...bulk, dueAt: iso(until) }
  // Changed rarely, because every write publishes a notice.
  return due > now + reviewInterval / 2 && due <= latest ? bulk : { ...bulk, dueAt: iso(latest) }
}
