import { expect, test } from 'vitest'
import type { ActionRowFragment, AuditEventKind } from '../../generated/documents.ts'
import { foldChange, type LiveActions, liveActions, noActions } from './live-actions.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString()
const action = (id: string, status: ActionRowFragment['status'], second = 0): ActionRowFragment =>
  ({
    id,
    status,
    submittedAt: at(second),
    completedAt: status === 'COMPLETED' || status === 'FAILED' ? at(second + 1) : null,
  }) as ActionRowFragment
const told = (before: LiveActions, kind: AuditEventKind, changed: ActionRowFragment) =>
  foldChange(before, { event: { kind, at: changed.submittedAt }, action: changed })
const ids = (actions: readonly ActionRowFragment[]) => actions.map(({ id }) => id)

test('an action goes from what is open to what has ended, and is in one of them only', () => {
  let live = told(noActions, 'ACTION_SUBMITTED', action('a', 'PENDING_APPROVAL'))
  live = told(live, 'ACTION_QUEUED', action('a', 'QUEUED'))
  expect(ids(live.open)).toEqual(['a'])
  live = told(live, 'ACTION_COMPLETED', action('a', 'COMPLETED'))
  live = told(live, 'VERIFICATION_PASSED', action('a', 'COMPLETED'))
  expect([ids(live.open), ids(live.ended)]).toEqual([[], ['a']])
})

test('what changes stays in its place: a list that jumps can’t be worked with', () => {
  const live = liveActions([action('a', 'QUEUED', 1), action('b', 'QUEUED', 2)], [])
  expect(ids(live.open)).toEqual(['b', 'a'])
  expect(ids(told(live, 'ACTION_STARTED', action('a', 'EXECUTING', 1)).open)).toEqual(['b', 'a'])
})

test('what is told twice changes nothing but the pulse', () => {
  const once = told(noActions, 'ACTION_STARTED', action('a', 'EXECUTING'))
  expect(told(once, 'ACTION_STARTED', action('a', 'EXECUTING'))).toEqual(once)
})

test('however much happens, so much is kept', () => {
  let live = noActions
  for (let i = 0; i < 2000; i++) {
    live = told(live, 'ACTION_SUBMITTED', action(`open ${i}`, 'QUEUED', i))
    live = told(live, 'ACTION_COMPLETED', action(`ended ${i}`, 'COMPLETED', i))
  }
  expect([live.open.length, live.ended.length]).toEqual([500, 200])
  expect(live.open[0]?.id).toBe('open 1999')
  expect(live.pulse.length).toBeLessThanOrEqual(60)
})

test('the pulse counts what was submitted, ended and failed in a minute', () => {
  let live = noActions
  for (const second of [1, 2, 61])
    live = told(live, 'ACTION_SUBMITTED', action(`a${second}`, 'QUEUED', second))
  live = told(live, 'ACTION_FAILED', action('a1', 'FAILED', 1))
  live = told(live, 'ACTION_QUEUED', action('a2', 'QUEUED', 2))
  expect(live.pulse.map(({ submitted, ended, failed }) => [submitted, ended, failed])).toEqual([
    [2, 0, 1],
    [1, 0, 0],
  ])
})
