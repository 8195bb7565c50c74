import { describe, expect, test } from 'vitest'
import { isRefused } from '#domain/refusal.ts'
import { type AutoResponse, noAutoResponse } from './auto-response.ts'
import { changeRequirements, defaultSettings, type RequirementChange, type Settings } from './settings.ts'
import { difference, isUpToDate, lowersProtection, lowersRequirements, withPart } from './settings-change.ts'

function required(settings: Settings, ...changes: RequirementChange[]): Settings {
  const changed = changeRequirements(settings, changes)
  if (isRefused(changed)) throw new Error(changed.refused.message)
  return changed
}

describe('requires fewer approvals for a type', () => {
  const strict = required(
    defaultSettings,
    { type: 'ISOLATE_DEVICE', required: true, approvals: 2 },
    { type: 'KILL_PROCESS', required: false, approvals: 3 },
    { type: 'BLOCK_IP', required: false, approvals: 3 },
    { type: 'RUN_SCRIPT', required: true, approvals: 2 },
  )
  test.each<[string, RequirementChange[]]>([
    ['no approval any more', [{ type: 'ISOLATE_DEVICE', required: false }]],
    ['one instead of two', [{ type: 'ISOLATE_DEVICE', required: true, approvals: 1 }]],
    [
      'more for another type',
      [
        { type: 'ISOLATE_DEVICE', required: false },
        { type: 'QUARANTINE_FILE', required: true, approvals: 5 },
      ],
    ],
    ['fewer for wide blocks', [{ type: 'BLOCK_IP', required: true, approvals: 1 }]],
    ['fewer for destructive scripts', [{ type: 'RUN_SCRIPT', required: true, approvals: 1 }]],
    ['scripts by their flag only', [{ type: 'RUN_SCRIPT', required: false }]],
  ])('%s', (_, changes) => expect(lowersRequirements(strict, required(strict, ...changes))).toBe(true))

  test.each<[string, RequirementChange[]]>([
    ['more', [{ type: 'ISOLATE_DEVICE', required: true, approvals: 3 }]],
    ['an approval where none was required', [{ type: 'KILL_PROCESS', required: true, approvals: 1 }]],
    ['another number where none is required', [{ type: 'KILL_PROCESS', required: false, approvals: 1 }]],
    ['every block instead of wide ones', [{ type: 'BLOCK_IP', required: true }]],
  ])('not: %s', (_, changes) => expect(lowersRequirements(strict, required(strict, ...changes))).toBe(false))
})

describe('does anything but switch off, lower `maxPerHour` or add to `requireApprovalFor`', () => {
  const on: AutoResponse = {
    ...noAutoResponse,
    enabled: true,
    isolateOnCritical: true,
    requireApprovalFor: ['ISOLATE_DEVICE'],
  }
  const hours = { timeZone: 'Europe/Berlin', days: ['MONDAY'], from: '09:00', to: '17:00' } as const
  test.each<[string, Partial<AutoResponse>]>([
    ['switches something on', { killOnHigh: true }],
    ['raises the limit', { maxPerHour: 21 }],
    ['requires approval for fewer types', { requireApprovalFor: [] }],
    ['replaces a type that needs approval', { requireApprovalFor: ['KILL_PROCESS'] }],
    ['changes the hours', { activeHours: hours }],
    ['switches one thing off and another on', { enabled: false, killOnHigh: true }],
  ])('%s', (_, changes) => expect(lowersProtection(on, { ...on, ...changes })).toBe(true))

  test.each<[string, Partial<AutoResponse>]>([
    ['nothing', {}],
    ['switches off', { enabled: false }],
    ['switches one thing off', { isolateOnCritical: false }],
    ['lowers the limit', { maxPerHour: 0 }],
    ['requires approval for more types', { requireApprovalFor: ['KILL_PROCESS', 'ISOLATE_DEVICE'] }],
  ])('not: %s', (_, changes) => expect(lowersProtection(on, { ...on, ...changes })).toBe(false))
})

describe('a change has only the settings that differ', () => {
  const before = required(defaultSettings, { type: 'BLOCK_IP', required: true, approvals: 2 })
  const change = difference(defaultSettings, before)

  test('before and after', () =>
    expect(change).toEqual({
      before: { approvalRequirements: { BLOCK_IP: { required: false, approvals: 1 } } },
      after: { approvalRequirements: { BLOCK_IP: { required: true, approvals: 2 } } },
    }))
  test('null if no setting differs', () => expect(difference(before, before)).toBeNull())
  test('still applies after other settings have changed', () => {
    const since = required(defaultSettings, { type: 'KILL_PROCESS', required: true })
    if (!change) throw new Error('no change')
    expect(isUpToDate(change, since)).toBe(true)
    expect(withPart(since, change.after)).toEqual(
      required(since, { type: 'BLOCK_IP', required: true, approvals: 2 }),
    )
  })
  test('no longer applies after the same setting has changed', () =>
    expect(change && isUpToDate(change, before)).toBe(false))
})
