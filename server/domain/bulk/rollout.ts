import type { BulkActionRecord } from '#domain/bulk/bulk.ts'
import { invalid, type Refused } from '#domain/refusal.ts'
import { countOf, isOpen, maxBulk, type Rollout, type Tally, type TallyRow } from './bulk.ts'

type Optional<T> = T | null | undefined
export type RolloutInput = { readonly [K in keyof Rollout]?: Optional<number> }

const limits: { readonly [K in keyof Rollout]: readonly [least: number, most: number] } = {
  canary: [1, maxBulk],
  perMinute: [1, maxBulk],
  abortAboveFailurePercent: [0, 100],
  abortAfter: [1, maxBulk],
}

/** Null: no rollout; all actions are released together. */
export function parseRollout(input: Optional<RolloutInput>): Rollout | null | Refused {
  if (input == null) return null
  for (const [name, [least, most]] of Object.entries(limits)) {
    const value = input[name as keyof Rollout] ?? null
    if (value !== null && (value < least || value > most))
      return invalid(`${name} must be between ${least} and ${most}`, 'rollout', name)
  }
  const { canary = null, perMinute = null, abortAboveFailurePercent = null, abortAfter = null } = input
  return { canary, perMinute, abortAboveFailurePercent, abortAfter }
}

/** A bulk's next step. */
export type RolloutStep =
  /** Release the first `count` held actions, and no others before `nextReleaseAt` (ms; null: no limit). */
  | { readonly kind: 'release'; readonly count: number; readonly nextReleaseAt: number | null }
  | { readonly kind: 'pause' | 'abort' | 'finish' }
  /** Nothing to do before `until` (ms); null: until an action changes. */
  | { readonly kind: 'wait'; readonly until: number | null }

const minute = 60_000
const wait = (until: number | null = null): RolloutStep => ({ kind: 'wait', until })

const isDecided = ({ verification }: TallyRow) =>
  verification !== 'SCHEDULED' && verification !== 'NOT_SCHEDULED'
const hasEndedWell = (row: TallyRow) =>
  row.status === 'COMPLETED' && (row.verification === 'PASSED' || row.verification === 'INCONCLUSIVE')
const hasEndedBadly = ({ status }: TallyRow) => status === 'FAILED' || status === 'CANCELLED'

export const hasCanaryFailed = (tally: Tally): boolean => tally.some(row => row.canary && hasEndedBadly(row))

export function nextStep(bulk: BulkActionRecord, tally: Tally, now: number): RolloutStep {
  if (bulk.state !== 'RUNNING' && bulk.state !== 'PAUSED') return wait()
  if (countOf(tally, isOpen) === 0) return { kind: 'finish' }
  if (mustAbort(bulk.rollout, tally)) return { kind: 'abort' }
  if (bulk.state === 'PAUSED') return wait()
  const canaries = tally.filter(({ canary }) => canary)
  const others = tally.filter(({ canary }) => !canary)
  if (hasCanaryFailed(tally) && !bulk.canaryWaived) return { kind: 'pause' }
  const heldCanaries = countOf(canaries, ({ held }) => held)
  if (heldCanaries > 0) return { kind: 'release', count: heldCanaries, nextReleaseAt: null }
  if (countOf(canaries, row => !hasEndedWell(row) && !hasEndedBadly(row)) > 0) return wait()
  return releaseOthers(
    bulk,
    countOf(others, ({ held }) => held),
    now,
  )
}

function releaseOthers(bulk: BulkActionRecord, held: number, now: number): RolloutStep {
  if (held === 0) return wait()
  const perMinute = bulk.rollout?.perMinute ?? null
  if (perMinute === null) return { kind: 'release', count: held, nextReleaseAt: null }
  const next = bulk.nextReleaseAt === null ? now : Date.parse(bulk.nextReleaseAt)
  if (now < next) return wait(next)
  return { kind: 'release', count: Math.min(held, perMinute), nextReleaseAt: now + minute }
}

/** Counts FAILED, which includes failed verifications. Cancelled actions don't count. */
function mustAbort(rollout: Rollout | null, tally: Tally): boolean {
  if (rollout?.abortAboveFailurePercent == null) return false
  const failed = countOf(tally, ({ status }) => status === 'FAILED')
  const completed = countOf(tally, row => row.status === 'COMPLETED' && isDecided(row))
  const ended = failed + completed
  return ended >= (rollout.abortAfter ?? 1) && 100 * failed > rollout.abortAboveFailurePercent * ended
}
