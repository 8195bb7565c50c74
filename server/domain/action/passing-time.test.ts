import { describe, expect, test } from 'vitest'
import type { Requested } from '#domain/catalog/action-types.ts'
import { passTime } from './passing-time.ts'
import {
  claims,
  completes,
  plain,
  runScenario,
  type Scenario,
  type Step,
  start,
  sweeps,
} from './scenario.test-kit.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Sweeps until the action fails or is cancelled; returns the reason and the time since its submission. */
function endOf(scenario: Partial<Scenario>, ...steps: Step[]) {
  const run = runScenario({ ...plain, ...scenario, steps })
  while (!['FAILED', 'CANCELLED'].includes(run.now().action.life.status)) run.take(sweeps())
  const { action, at } = run.now()
  const { life } = action
  const why =
    life.status === 'FAILED' ? life.failure.code : life.status === 'CANCELLED' && life.cancellation.reason
  return { why, after: at - start }
}

const kill = (startedAt: string | null, processName: string | null): Requested => ({
  type: 'KILL_PROCESS',
  parameters: { pid: 42, startedAt, processName },
})
const forensics: Requested = { type: 'COLLECT_FORENSICS', parameters: { include: ['EVENT_LOGS'], pid: null } }
const script = (timeout: number): Requested => ({
  type: 'RUN_SCRIPT',
  parameters: { script: { id: 's', sha256: 'a'.repeat(64) }, arguments: [], timeout },
})
const times = (changed: Partial<Scenario['settings']>) => ({ settings: { ...plain.settings, ...changed } })

test('`approvalTimeout` (24 h) without a decision → CANCELLED, APPROVAL_EXPIRED', () => {
  expect(endOf({ approvals: 1 })).toEqual({ why: 'APPROVAL_EXPIRED', after: 24 * hour })
  expect(endOf({ approvals: 1, ...times({ approvalTimeout: 60 }) })).toEqual({
    why: 'APPROVAL_EXPIRED',
    after: minute,
  })
})

test('`queueTimeout` (24 h) over → FAILED, AGENT_OFFLINE', () => {
  expect(endOf({})).toEqual({ why: 'AGENT_OFFLINE', after: 24 * hour })
  expect(endOf(times({ queueTimeout: 10 }))).toEqual({ why: 'AGENT_OFFLINE', after: 10 * second })
})

describe('a kill with neither `startedAt` nor `processName`: 15 min at most', () => {
  test.each([
    [kill(null, null), 86_400, 15 * minute],
    [kill(null, null), 10, 10 * second],
    [kill(null, 'xmrig'), 86_400, 24 * hour],
    [kill('2026-11-24T09:30:00.000Z', null), 86_400, 24 * hour],
  ])('%j', (requested, queueTimeout, after) =>
    expect(endOf({ requested, ...times({ queueTimeout }) })).toEqual({ why: 'AGENT_OFFLINE', after }),
  )
})

describe('no result in time (5 min; forensics 2 h; a script its timeout + 1 min)', () => {
  test.each([
    [plain.requested, 5 * minute],
    [forensics, 2 * hour],
    [script(600), 11 * minute],
    [script(1), 61 * second],
    // At most 24 h, even if the script's timeout is longer.
    [script(86_400), 24 * hour],
  ])('%j', (requested, after) => expect(endOf({ requested }, claims)).toEqual({ why: 'TIMED_OUT', after }))
})

describe('counting only while the device is connected, 24 h in all', () => {
  const away = (ms: number): Step[] => [{ do: 'disconnect' }, { do: 'wait', ms }]

  test('an hour offline adds an hour', () =>
    expect(endOf({}, claims, ...away(hour), { do: 'connect' })).toEqual({
      why: 'TIMED_OUT',
      after: hour + 5 * minute,
    }))
  test('adds up the connected time before and after an outage', () =>
    expect(
      endOf({}, claims, { do: 'wait', ms: 2 * minute }, ...away(hour), { do: 'connect' }, sweeps()),
    ).toEqual({ why: 'TIMED_OUT', after: hour + 5 * minute }))
  test('does not count connected time before the claim', () =>
    expect(endOf({}, { do: 'wait', ms: hour }, claims)).toEqual({
      why: 'TIMED_OUT',
      after: hour + 5 * minute,
    }))
  test('ends after 24 h if the device stays offline', () =>
    expect(endOf({}, claims, { do: 'disconnect' })).toEqual({ why: 'TIMED_OUT', after: 24 * hour }))
  test('ends after 24 h even if more of its limit remains', () =>
    expect(endOf({ requested: script(50_000) }, claims, { do: 'disconnect' })).toEqual({
      why: 'TIMED_OUT',
      after: 24 * hour,
    }))
  test('the failure says that it may have run', () => {
    const run = runScenario({ ...plain, steps: [claims, sweeps()] })
    expect(run.now().action.life).toMatchObject({
      failure: { code: 'TIMED_OUT', message: expect.stringMatching(/no result.*may have run/) },
    })
  })
  test('checks an action of an offline device less often', () => {
    const nearlyOver: Step = { do: 'wait', ms: 5 * minute - 1 }
    const run = runScenario({ ...plain, steps: [claims, nearlyOver, { do: 'disconnect' }, sweeps()] })
    const { due, at } = run.now()
    expect(due).toBe(at + 30 * second)
  })
})

test('accepts a result at the last instant, not after it', () => {
  const before = runScenario({ ...plain, steps: [claims, { do: 'wait', ms: 5 * minute }, completes] })
  expect(before.now().action.life.status).toBe('COMPLETED')
  const after = runScenario({ ...plain, steps: [claims, sweeps(), completes] })
  expect(after.now().action.life.status).toBe('FAILED')
  expect(after.ledger.at(-1)?.entry.kind).toBe('LATE_RESULT')
})

test('withdraws a claim after the queue timeout, even before the sweep', () => {
  const run = runScenario({ ...plain, steps: [{ do: 'wait', ms: 24 * hour }] })
  expect(run.take(claims)).toMatchObject({ reception: { withdrawn: true }, events: [] })
})

test('changes nothing before the action is due', () => {
  const { action, due } = runScenario(plain).now()
  const connection = { online: true, connectedMs: 0, serverSince: 0 }
  expect(passTime(action, connection, start + 24 * hour - 1)).toEqual({ notBefore: due })
  expect(passTime(action, connection, start + 24 * hour)).toHaveProperty('events')
})
