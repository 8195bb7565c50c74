import { describe, expect, test } from 'vitest'
import type { Requested } from '#domain/catalog/action-types.ts'
import { isRefused } from '#domain/refusal.ts'
import { changeRequirements, defaultSettings } from '#domain/settings/settings.ts'
import { people, plain, runScenario, start } from './scenario.test-kit.ts'
import { parseComment, parseJustification, requirementFor } from './submission.ts'

const at = (seconds: number) => new Date(start + 1000 * seconds).toISOString()
const textOf = (outcome: ReturnType<typeof parseComment>) =>
  isRefused(outcome) ? { code: outcome.refused.code, path: outcome.refused.path } : outcome

describe('a justification has 10 to 2,000 characters after trimming', () => {
  test.each([
    ['0123456789', '0123456789'],
    ['  0123456789\n', '0123456789'],
    ['two\nlines of it', 'two\nlines of it'],
    ['😀'.repeat(10), '😀'.repeat(10)],
    ['x'.repeat(2000), 'x'.repeat(2000)],
    [` ${'😀'.repeat(2000)} `, '😀'.repeat(2000)],
  ])('%j', (text, justification) => expect(parseJustification(text)).toBe(justification))

  test.each(['', '         ', '012345678', ` 012345678${' '.repeat(20)}`, '😀'.repeat(9), 'x'.repeat(2001)])(
    'not %j',
    text =>
      expect(textOf(parseJustification(text))).toEqual({ code: 'INVALID_INPUT', path: ['justification'] }),
  )
  test.each(['0123456789\0', '0123456789\ud800', '\udc000123456789'])('NUL and lone surrogates: %j', text =>
    expect(textOf(parseJustification(text))).toEqual({ code: 'INVALID_INPUT', path: ['justification'] }),
  )
})

describe('a comment has 1 to 500 characters', () => {
  test.each([
    [null, null],
    [undefined, null],
    ['x', 'x'],
    ['a\nb', 'a\nb'],
    ['😀'.repeat(500), '😀'.repeat(500)],
  ])('%j', (text, comment) => expect(parseComment(text)).toBe(comment))
  test.each(['', 'x'.repeat(501), 'a\0', 'a\udfff'])('not %j', text =>
    expect(textOf(parseComment(text))).toEqual({ code: 'INVALID_INPUT', path: ['comment'] }),
  )
})

test('requires the approvals that the organization set for the type; 0 for none', () => {
  const isolation: Requested = { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [] } }
  expect(requirementFor(isolation, defaultSettings)).toEqual({ destructive: true, approvalsRequired: 1 })
  expect(requirementFor(plain.requested, defaultSettings)).toEqual({
    destructive: false,
    approvalsRequired: 0,
  })
  const changed = changeRequirements(defaultSettings, [
    { type: 'ISOLATE_DEVICE', required: false, approvals: 5 },
    { type: 'BLOCK_IP', required: true, approvals: 3 },
  ])
  if (isRefused(changed)) throw new Error(changed.refused.message)
  expect(requirementFor(isolation, changed)).toEqual({ destructive: true, approvalsRequired: 0 })
  expect(requirementFor(plain.requested, changed)).toEqual({ destructive: false, approvalsRequired: 3 })
})

describe('BLOCK_IP wider than /24 (IPv4) or /48 (IPv6) is destructive by default', () => {
  const block = (address: string) => ({ type: 'BLOCK_IP', parameters: { address } }) as const
  test.each(['203.0.113.0/23', '203.0.0.0/8', '2001:db8::/47', '2001:db8::/16'])('%s', address =>
    expect(requirementFor(block(address), defaultSettings)).toEqual({
      destructive: true,
      approvalsRequired: 1,
    }),
  )
  test.each(['203.0.113.0/24', '203.0.113.7', '2001:db8::/48', '2001:db8::1'])('not %s', address =>
    expect(requirementFor(block(address), defaultSettings)).toEqual({
      destructive: false,
      approvalsRequired: 0,
    }),
  )
  test('unblocking is not destructive', () =>
    expect(
      requirementFor({ type: 'UNBLOCK_IP', parameters: { address: '203.0.0.0/8' } }, defaultSettings),
    ).toEqual({ destructive: false, approvalsRequired: 0 }))
  test('`required: false`: wide blocks only; `true`: every block', () => {
    const require = (required: boolean) => {
      const changed = changeRequirements(defaultSettings, [{ type: 'BLOCK_IP', required, approvals: 2 }])
      if (isRefused(changed)) throw new Error(changed.refused.message)
      return ['203.0.0.0/8', '203.0.113.7'].map(
        address => requirementFor(block(address), changed).approvalsRequired,
      )
    }
    expect(require(false)).toEqual([2, 0])
    expect(require(true)).toEqual([2, 2])
  })
})

test('an action that requires approval expires after approvalTimeout', () => {
  const { ledger, now } = runScenario({ ...plain, approvals: 2 })
  expect(ledger.map(({ entry }) => entry.kind)).toEqual(['ACTION_SUBMITTED'])
  expect(now().action).toMatchObject({
    life: { status: 'PENDING_APPROVAL' },
    approvalsRequired: 2,
    expiresAt: at(86_400),
  })
})

test('the server queues an action that requires no approval immediately', () => {
  const settings = { ...plain.settings, queueTimeout: 600 }
  const { ledger, now } = runScenario({ ...plain, settings })
  expect(ledger.map(({ entry }) => [entry.kind, entry.actor])).toEqual([
    ['ACTION_SUBMITTED', people.ana.actor],
    ['ACTION_QUEUED', { kind: 'system', id: null, name: 'server' }],
  ])
  expect(ledger.map(({ entry }) => entry.data['expiresAt'])).toEqual([at(600), at(600)])
  expect(now().action).toMatchObject({
    life: { status: 'QUEUED', queued: { sequence: 2 } },
    expiresAt: at(600),
  })
})

test('the data of ACTION_SUBMITTED has exactly the fields of the contract’s table', () => {
  const [submitted] = runScenario(plain).ledger
  expect(Object.keys(submitted?.entry.data ?? {}).sort()).toEqual(
    (
      'type, device, person, parameters, effectFor, justification, origin, digest, destructive, ' +
      'approvalsRequired, expiresAt, detection, investigation, bulk, undoes'
    )
      .split(', ')
      .sort(),
  )
})

test('the owner is responsible for a service account’s submission', () =>
  expect(runScenario({ ...plain, submitter: 'bensRobot' }).now().action).toMatchObject({
    submittedBy: people.bensRobot.actor,
    responsible: 'ben',
  }))
