import { describe, expect, test } from 'vitest'
import {
  claims,
  completes,
  plain,
  runScenario,
  type Step,
  start,
  sweeps,
  verifies,
} from './scenario.test-kit.ts'

const second = 1000

/** An action that completed at `start` and is verified after `delay` seconds. */
const completed = (delay: number, ...steps: Step[]) =>
  runScenario({
    ...plain,
    settings: { ...plain.settings, verificationDelay: delay },
    steps: [claims, completes, ...steps],
  })
const verification = (run: ReturnType<typeof completed>) => {
  const { life } = run.now().action
  return 'verification' in life ? life.verification : null
}
/** Sweeps until the verification is decided; returns the times of the sweeps in seconds after completion. */
function silence(run: ReturnType<typeof completed>) {
  const steps: number[] = []
  while (run.now().due !== null) {
    run.take(sweeps())
    steps.push((run.now().at - start) / second)
  }
  return steps
}

describe('Verification is tried at 1×, 2× and 4× the delay after `completedAt`; a try ends after 60 s; then INCONCLUSIVE', () => {
  test.each([
    [60, [60, 120, 240, 300]],
    [1, [1, 2, 4, 64]],
    [3600, [3600, 7200, 14_400, 14_460]],
  ])('delay %d s', (delay, steps) => {
    for (const connection of ['connect', 'disconnect'] as const) {
      const run = completed(delay, { do: connection })
      expect(silence(run)).toEqual(steps)
      expect(verification(run)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
      expect(run.now().action.life.status).toBe('COMPLETED')
    }
  })
})

test('VERIFICATION_SCHEDULED says when the first try is due', () => {
  const run = completed(60)
  const dueAt = new Date(start + 60 * second).toISOString()
  expect(run.ledger.at(-1)?.entry).toMatchObject({ kind: 'VERIFICATION_SCHEDULED', data: { dueAt } })
  expect(verification(run)).toMatchObject({ status: 'SCHEDULED', dueAt })
})

describe('an answer counts while SCHEDULED', () => {
  test.each([
    [1, true, 'PASSED', 'COMPLETED'],
    [2, true, 'PASSED', 'COMPLETED'],
    [3, false, 'FAILED', 'FAILED'],
    [1, null, 'INCONCLUSIVE', 'COMPLETED'],
  ])('after try %d: %s is %s', (attempts, passed, status, life) => {
    const run = completed(60, ...Array<Step>(attempts).fill(sweeps()), verifies(passed))
    expect(verification(run)).toMatchObject({ status, attempts, evidence: { active: passed } })
    expect(run.now().action.life.status).toBe(life)
  })
  test('refused before the first try', () =>
    expect(completed(60).take(verifies(true))).toMatchObject({
      reception: { refused: expect.any(String) },
      events: [],
    }))
  test('after the verification is decided: LATE_RESULT', () => {
    const run = completed(1)
    silence(run)
    expect(run.take(verifies(true)).events[0]?.event.kind).toBe('LATE_RESULT')
    expect(verification(run)?.status).toBe('INCONCLUSIVE')
  })
})

test('a failed verification keeps output and completedAt, and sets the failure', () =>
  expect(completed(1, sweeps(), verifies(false)).now().action.life).toMatchObject({
    status: 'FAILED',
    completedAt: new Date(start).toISOString(),
    output: { address: '203.0.113.7' },
    failure: { code: 'VERIFICATION_FAILED' },
  }))

describe('a try missed while the server was down is made after the device has had 60 s to reconnect', () => {
  const tenMinutes = 600 * second

  test('waits 60 s for an offline device before the try', () => {
    const run = completed(60, { do: 'disconnect' }, sweeps(tenMinutes))
    expect(verification(run)).toMatchObject({ tries: { attempts: 0, postponed: true } })
    expect(run.now().due).toBe(run.now().at + 60 * second)
    run.take(sweeps())
    expect(verification(run)).toMatchObject({ tries: { attempts: 1, postponed: false } })
  })
  test('postpones once, however often the server restarts', () =>
    expect(
      verification(completed(60, { do: 'disconnect' }, sweeps(tenMinutes), sweeps(tenMinutes))),
    ).toMatchObject({ tries: { attempts: 1 } }))
  test('starts the try immediately if the device is connected', () =>
    expect(verification(completed(60, sweeps(tenMinutes)))).toMatchObject({ tries: { attempts: 1 } }))
  test('later tries keep their distance from a late one', () => {
    const run = completed(60, sweeps(tenMinutes))
    const late = 60 + 600
    expect(silence(run)).toEqual([late + 60, late + 60 + 120, late + 60 + 120 + 60])
  })
  test('verification ends even if the server is always late', () => {
    const run = completed(1, { do: 'disconnect' })
    let steps = 0
    for (; run.now().due !== null; steps++) run.take(sweeps(steps < 20 ? tenMinutes : 0))
    expect(verification(run)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
  })
  test('repeats the last try once if the server restarted during it', () => {
    const run = completed(60, sweeps(), sweeps(), sweeps(), { do: 'wait', ms: 58 * second })
    run.take({ do: 'restart' })
    run.take(sweeps())
    expect(verification(run)).toMatchObject({ status: 'SCHEDULED', tries: { attempts: 3 } })
    expect(silence(run)).toEqual([360])
    expect(verification(run)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
  })
  test('repeats the last try if the server was down when it ended', () => {
    const run = completed(60, sweeps(), sweeps(), sweeps(), sweeps(tenMinutes))
    expect(verification(run)).toMatchObject({ status: 'SCHEDULED', tries: { attempts: 3 } })
    run.take(sweeps())
    expect(verification(run)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
  })
})
