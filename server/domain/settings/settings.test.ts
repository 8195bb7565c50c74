import { describe, expect, test } from 'vitest'
import { actionTypes } from '#domain/catalog/action-types.ts'
import { isRefused } from '#domain/refusal.ts'
import { changeRequirements, changeTimes, defaultSettings, type RequirementChange } from './settings.ts'

test('Destructive by default: isolate, quarantine, reset session, force password reset. They need one approval, others none', () => {
  const requiring = actionTypes.filter(type => defaultSettings.approvalRequirements[type].required)
  expect(requiring).toEqual([
    'ISOLATE_DEVICE',
    'QUARANTINE_FILE',
    'RESET_USER_SESSION',
    'FORCE_PASSWORD_RESET',
  ])
  for (const type of actionTypes) expect(defaultSettings.approvalRequirements[type].approvals).toBe(1)
})

test('defaults: verification after 60 s, 24 h in the queue, 24 h for approval', () => {
  const { verificationDelay, queueTimeout, approvalTimeout } = defaultSettings
  expect({ verificationDelay, queueTimeout, approvalTimeout }).toEqual({
    verificationDelay: 60,
    queueTimeout: 86_400,
    approvalTimeout: 86_400,
  })
})

describe.each([
  ['verificationDelay', 1, 3600],
  ['queueTimeout', 10, 2_592_000],
  ['approvalTimeout', 60, 2_592_000],
] as const)('%s must be between %d and %d', (name, least, most) => {
  test.each([least, most])('accepts %d', value =>
    expect(changeTimes(defaultSettings, { [name]: value })).toEqual({ ...defaultSettings, [name]: value }),
  )
  test.each([least - 1, most + 1, -1, 0])('refuses %d', value =>
    expect(changeTimes(defaultSettings, { [name]: value })).toMatchObject({
      refused: { code: 'INVALID_INPUT', path: [name] },
    }),
  )
})

test('one invalid time changes nothing', () =>
  expect(changeTimes(defaultSettings, { verificationDelay: 5, queueTimeout: 1 })).toMatchObject({
    refused: { path: ['queueTimeout'] },
  }))

describe('an organization sets `required` and `approvals` (1 to 5) per type', () => {
  const change = (...changes: RequirementChange[]) => {
    const changed = changeRequirements(defaultSettings, changes)
    return isRefused(changed) ? changed.refused : changed.approvalRequirements
  }

  test.each([1, 5])('accepts %d', approvals =>
    expect(change({ type: 'BLOCK_IP', required: true, approvals })).toEqual({
      ...defaultSettings.approvalRequirements,
      BLOCK_IP: { required: true, approvals },
    }),
  )
  test.each([0, 6, -1])('refuses %d', approvals =>
    expect(
      change({ type: 'BLOCK_IP', required: true }, { type: 'UNBLOCK_IP', required: true, approvals }),
    ).toMatchObject({ code: 'INVALID_INPUT', path: ['requirements', '1', 'approvals'] }),
  )
  test('omitted fields keep their value', () => {
    const five = changeRequirements(defaultSettings, [{ type: 'BLOCK_IP', required: true, approvals: 5 }])
    if (isRefused(five)) throw new Error(five.refused.message)
    const off = changeRequirements(five, [{ type: 'BLOCK_IP', required: false }])
    expect(off).toMatchObject({ approvalRequirements: { BLOCK_IP: { required: false, approvals: 5 } } })
  })
  test('refuses two requirements for one type', () =>
    expect(change({ type: 'BLOCK_IP', required: true }, { type: 'BLOCK_IP', required: false })).toMatchObject(
      { code: 'INVALID_INPUT', path: ['requirements', '1', 'type'] },
    ))
  test('refuses an empty list', () =>
    expect(change()).toMatchObject({ code: 'INVALID_INPUT', path: ['requirements'] }))
})
