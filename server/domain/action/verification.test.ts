import { describe, expect, test } from 'vitest'
import { claims, completes, plain, type Step, start, sweeps, tell, verifies } from './story.test-kit.ts'

const second = 1000

/** An action that completed at `start`, to be verified after so many seconds. */
const completed = (delay: number, ...steps: Step[]) =>
  tell({
    ...plain,
    settings: { ...plain.settings, verificationDelay: delay },
    steps: [claims, completes, ...steps],
  })
const verification = (telling: ReturnType<typeof completed>) => {
  const { life } = telling.now().action
  return 'verification' in life ? life.verification : null
}
/** Sweeps in time until it is decided; the instants of the steps in seconds after completion. */
function silence(telling: ReturnType<typeof completed>) {
  const steps: number[] = []
  while (telling.now().due !== null) {
    telling.take(sweeps())
    steps.push((telling.now().at - start) / second)
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
      const telling = completed(delay, { do: connection })
      expect(silence(telling)).toEqual(steps)
      expect(verification(telling)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
      expect(telling.now().action.life.status).toBe('COMPLETED')
    }
  })
})

test('VERIFICATION_SCHEDULED says when the first try is due', () => {
  const telling = completed(60)
  const dueAt = new Date(start + 60 * second).toISOString()
  expect(telling.ledger.at(-1)?.entry).toMatchObject({ kind: 'VERIFICATION_SCHEDULED', data: { dueAt } })
  expect(verification(telling)).toMatchObject({ status: 'SCHEDULED', dueAt })
})

describe('an answer counts while SCHEDULED', () => {
  test.each([
    [1, true, 'PASSED', 'COMPLETED'],
    [2, true, 'PASSED', 'COMPLETED'],
    [3, false, 'FAILED', 'FAILED'],
    [1, null, 'INCONCLUSIVE', 'COMPLETED'],
  ])('after try %d: %s is %s', (attempts, passed, status, life) => {
    const telling = completed(60, ...Array<Step>(attempts).fill(sweeps()), verifies(passed))
    expect(verification(telling)).toMatchObject({ status, attempts, evidence: { active: passed } })
    expect(telling.now().action.life.status).toBe(life)
  })
  test('not before the first try', () =>
    expect(completed(60).take(verifies(true))).toMatchObject({
      reception: { refused: expect.any(String) },
      events: [],
    }))
  test('not afterwards: LATE_RESULT', () => {
    const telling = completed(1)
    silence(telling)
    expect(telling.take(verifies(true)).events[0]?.event.kind).toBe('LATE_RESULT')
    expect(verification(telling)?.status).toBe('INCONCLUSIVE')
  })
})

test('a failed verification keeps output and completedAt, and says why it failed', () =>
  expect(completed(1, sweeps(), verifies(false)).now().action.life).toMatchObject({
    status: 'FAILED',
    completedAt: new Date(start).toISOString(),
    output: { address: '203.0.113.7' },
    failure: { code: 'VERIFICATION_FAILED' },
  }))

describe('a try missed while the server was down is made after the device has had 60 s to reconnect', () => {
  const tenMinutes = 600 * second

  test('waits 60 s for an offline device before the try', () => {
    const telling = completed(60, { do: 'disconnect' }, sweeps(tenMinutes))
    expect(verification(telling)).toMatchObject({ tries: { attempts: 0, postponed: true } })
    expect(telling.now().due).toBe(telling.now().at + 60 * second)
    telling.take(sweeps())
    expect(verification(telling)).toMatchObject({ tries: { attempts: 1, postponed: false } })
  })
  test('postpones once, however often the server restarts', () =>
    expect(
      verification(completed(60, { do: 'disconnect' }, sweeps(tenMinutes), sweeps(tenMinutes))),
    ).toMatchObject({ tries: { attempts: 1 } }))
  test('asks a connected device at once', () =>
    expect(verification(completed(60, sweeps(tenMinutes)))).toMatchObject({ tries: { attempts: 1 } }))
  test('tries after a late one keep their distance', () => {
    const telling = completed(60, sweeps(tenMinutes))
    const late = 60 + 600
    expect(silence(telling)).toEqual([late + 60, late + 60 + 120, late + 60 + 120 + 60])
  })
  test('ends even if the server is always late', () => {
    const telling = completed(1, { do: 'disconnect' })
    let steps = 0
    for (; telling.now().due !== null; steps++) telling.take(sweeps(steps < 20 ? tenMinutes : 0))
    expect(verification(telling)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
  })
  test('repeats once a last try during which the server restarted', () => {
    const telling = completed(60, sweeps(), sweeps(), sweeps(), { do: 'wait', ms: 58 * second })
    telling.take({ do: 'restart' })
    telling.take(sweeps())
    expect(verification(telling)).toMatchObject({ status: 'SCHEDULED', tries: { attempts: 3 } })
    expect(silence(telling)).toEqual([360])
    expect(verification(telling)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
  })
  test('repeats a last try whose end the server missed', () => {
    const telling = completed(60, sweeps(), sweeps(), sweeps(), sweeps(tenMinutes))
    expect(verification(telling)).toMatchObject({ status: 'SCHEDULED', tries: { attempts: 3 } })
    telling.take(sweeps())
    expect(verification(telling)).toMatchObject({ status: 'INCONCLUSIVE', attempts: 3 })
  })
})
