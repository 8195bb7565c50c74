import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BulkActionRecord } from '#domain/bulk/bulk.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import { bulkDigest, type Rollout, type Tally, type TallyRow } from './bulk.ts'
import { nextStep, parseRollout } from './rollout.ts'

const now = Date.parse('2026-11-24T09:30:00.000Z')
const open: Rollout = { canary: null, perMinute: null, abortAboveFailurePercent: null, abortAfter: null }
const bulk = (rollout: Partial<Rollout>, about: Partial<BulkActionRecord> = {}): BulkActionRecord => ({
  id: 'b',
  organizationId: 'o',
  type: 'BLOCK_IP',
  justification: 'many beacons at once',
  submittedBy: { kind: 'analyst', id: 'a', name: 'alice' },
  responsibleId: 'a',
  submittedAt: new Date(now).toISOString(),
  total: 10,
  digest: '',
  approvalsRequired: 0,
  rollout: { ...open, ...rollout },
  state: 'RUNNING',
  canaryThrough: 0,
  canaryWaived: false,
  nextReleaseAt: null,
  dueAt: null,
  ...about,
})
const rows = {
  held: { status: 'QUEUED', verification: 'NOT_SCHEDULED', held: true },
  sent: { status: 'QUEUED', verification: 'NOT_SCHEDULED', held: false },
  awaiting: { status: 'PENDING_APPROVAL', verification: 'NOT_SCHEDULED', held: false },
  runs: { status: 'EXECUTING', verification: 'NOT_SCHEDULED', held: false },
  done: { status: 'COMPLETED', verification: 'SCHEDULED', held: false },
  passed: { status: 'COMPLETED', verification: 'PASSED', held: false },
  unclear: { status: 'COMPLETED', verification: 'INCONCLUSIVE', held: false },
  failed: { status: 'FAILED', verification: 'NOT_SCHEDULED', held: false },
  unverified: { status: 'FAILED', verification: 'FAILED', held: false },
  cancelled: { status: 'CANCELLED', verification: 'NOT_SCHEDULED', held: false },
} as const satisfies Record<string, Omit<TallyRow, 'canary' | 'count'>>
type Like = keyof typeof rows

/** `canary held 2, failed 1` */
const tally = (text: string): Tally =>
  text.split(', ').map(part => {
    const words = part.split(' ')
    return {
      ...rows[words.at(-2) as Like],
      canary: words[0] === 'canary',
      count: Number(words.at(-1)),
    }
  })

test.each<[string, Partial<Rollout>, string, string]>([
  ['without a rollout, everything is released', {}, 'held 10', 'release 10'],
  ['held actions are released while others run', {}, 'held 1, runs 9', 'release 1'],
  ['nothing is held', {}, 'sent 9, runs 1', 'wait'],
  ['no action is open any more', {}, 'passed 9, failed 1', 'finish'],
  ['a completed action is not open, even before its verification', {}, 'done 10', 'finish'],
  ['the canaries are released first', { canary: 2 }, 'canary held 2, held 8', 'release 2'],
  ['the others wait for the canaries', { canary: 2 }, 'canary sent 1, canary passed 1, held 8', 'wait'],
  [
    'the others wait for the canaries’ verification',
    { canary: 2 },
    'canary done 1, canary passed 1, held 8',
    'wait',
  ],
  ['the others wait for the canaries’ approval', { canary: 2 }, 'canary awaiting 2, held 8', 'wait'],
  [
    'canaries have succeeded when PASSED or INCONCLUSIVE',
    { canary: 2 },
    'canary passed 1, canary unclear 1, held 8',
    'release 8',
  ],
  ['a canary that failed', { canary: 2 }, 'canary failed 1, canary runs 1, held 8', 'pause'],
  [
    'a canary that failed verification',
    { canary: 2 },
    'canary unverified 1, canary passed 1, held 8',
    'pause',
  ],
  ['a canary that was cancelled', { canary: 2 }, 'canary cancelled 1, canary passed 1, held 8', 'pause'],
  ['after the canaries, perMinute', { canary: 1, perMinute: 3 }, 'canary passed 1, held 9', 'release 3'],
  ['perMinute above the number of held actions', { perMinute: 30 }, 'held 9, runs 1', 'release 9'],
  [
    'more failures than the limit',
    { abortAboveFailurePercent: 20, abortAfter: 4 },
    'failed 1, passed 3, sent 6',
    'abort',
  ],
  [
    'exactly as many failures as the limit',
    { abortAboveFailurePercent: 25, abortAfter: 4 },
    'failed 1, passed 3, sent 6',
    'wait',
  ],
  [
    'fewer results than abortAfter',
    { abortAboveFailurePercent: 20, abortAfter: 5 },
    'failed 4, sent 6',
    'wait',
  ],
  [
    'a failed verification counts as a failure',
    { abortAboveFailurePercent: 0 },
    'unverified 1, passed 8, sent 1',
    'abort',
  ],
  [
    'a completed action without a verdict does not count yet',
    { abortAboveFailurePercent: 49, abortAfter: 2 },
    'failed 1, done 8, sent 1',
    'wait',
  ],
  ['cancelled actions do not count', { abortAboveFailurePercent: 0 }, 'cancelled 5, sent 5', 'wait'],
  [
    'abort takes precedence over pause',
    { canary: 1, abortAboveFailurePercent: 50 },
    'canary failed 1, held 9',
    'abort',
  ],
])('%s: %o, %s → %s', (_, rollout, text, expected) => {
  const step = nextStep(bulk(rollout), tally(text), now)
  expect(step.kind === 'release' ? `release ${step.count}` : step.kind).toBe(expected)
})

test('perMinute: the next release comes a minute later', () => {
  const rollout = { perMinute: 3 }
  const first = nextStep(bulk(rollout), tally('held 10'), now)
  expect(first).toEqual({ kind: 'release', count: 3, nextReleaseAt: now + 60_000 })
  const later = bulk(rollout, { nextReleaseAt: new Date(now + 60_000).toISOString() })
  expect(nextStep(later, tally('passed 3, held 7'), now + 59_999)).toEqual({
    kind: 'wait',
    until: now + 60_000,
  })
  expect(nextStep(later, tally('passed 3, held 7'), now + 60_000)).toMatchObject({
    kind: 'release',
    count: 3,
  })
})

test('a PAUSED or ABORTED bulk releases nothing', () => {
  for (const state of ['PAUSED', 'ABORTED', 'FINISHED'] as const)
    expect(nextStep(bulk({}, { state }), tally('held 10'), now).kind).toBe('wait')
})

test('a paused bulk can still abort or finish', () => {
  const paused = bulk({ canary: 2, abortAboveFailurePercent: 50 }, { state: 'PAUSED' })
  expect(nextStep(paused, tally('canary failed 2, held 8'), now).kind).toBe('abort')
  expect(nextStep(paused, tally('canary passed 1, cancelled 9'), now).kind).toBe('finish')
})

test('resumed after a failed canary, it continues once all canaries have ended', () => {
  const resumed = bulk({ canary: 2 }, { canaryWaived: true })
  expect(nextStep(resumed, tally('canary failed 1, canary runs 1, held 8'), now).kind).toBe('wait')
  expect(nextStep(resumed, tally('canary failed 2, held 8'), now)).toMatchObject({
    kind: 'release',
    count: 8,
  })
})

const anyTally = fc.array(
  fc.tuple(fc.constantFrom(...(Object.keys(rows) as Like[])), fc.boolean(), fc.integer({ min: 1, max: 50 })),
  { maxLength: 12 },
)
const anyRollout = fc.record({
  canary: fc.option(fc.integer({ min: 1, max: 5 })),
  perMinute: fc.option(fc.integer({ min: 1, max: 20 })),
  abortAboveFailurePercent: fc.option(fc.integer({ min: 0, max: 100 })),
  abortAfter: fc.option(fc.integer({ min: 1, max: 30 })),
})

test('never releases more than is held, than the rate allows, or before the canaries have passed', () =>
  fc.assert(
    fc.property(anyTally, anyRollout, fc.boolean(), (parts, rollout, canaryWaived) => {
      const all: Tally = parts.map(([like, canary, count]) => ({ ...rows[like], canary, count }))
      const step = nextStep(bulk(rollout, { canaryWaived }), all, now)
      if (step.kind !== 'release') return
      const sum = (counts: (row: TallyRow) => boolean) =>
        all.reduce((total, row) => total + (counts(row) ? row.count : 0), 0)
      const heldCanaries = sum(row => row.canary && row.held)
      expect(step.count).toBeGreaterThan(0)
      expect(step.count).toBeLessThanOrEqual(sum(({ held }) => held))
      if (heldCanaries > 0) expect(step.count).toBe(heldCanaries)
      else {
        if (rollout.perMinute !== null) expect(step.count).toBeLessThanOrEqual(rollout.perMinute)
        const open = sum(
          row => row.canary && ['PENDING_APPROVAL', 'QUEUED', 'EXECUTING'].includes(row.status),
        )
        expect(open).toBe(0)
        if (!canaryWaived)
          expect(sum(row => row.canary && ['FAILED', 'CANCELLED'].includes(row.status))).toBe(0)
      }
    }),
  ))

test.each([
  [{ canary: 0 }, 'canary'],
  [{ perMinute: 0 }, 'perMinute'],
  [{ abortAboveFailurePercent: 101 }, 'abortAboveFailurePercent'],
  [{ abortAboveFailurePercent: -1 }, 'abortAboveFailurePercent'],
  [{ abortAfter: 0 }, 'abortAfter'],
])('a rollout of %o is refused', (rollout, field) => {
  expect(parseRollout(rollout)).toMatchObject({
    refused: { code: 'INVALID_INPUT', path: ['rollout', field] },
  })
})

test("a bulk's digest: SHA-256 of the sorted digests, joined by newlines, without a trailing one", () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
  expect(bulkDigest([b, a])).toBe(sha256Hex(`${a}\n${b}`))
  expect(bulkDigest([a])).toBe(sha256Hex(a))
})
