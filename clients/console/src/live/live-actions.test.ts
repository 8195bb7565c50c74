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
const changed = (before: LiveActions, kind: AuditEventKind, next: ActionRowFragment) =>
  foldChange(before, { event: { kind, at: next.submittedAt }, action: next })
const ids = (actions: readonly ActionRowFragment[]) => actions.map(({ id }) => id)

test('an action moves from the open list to the finished one', () => {
  let live = changed(noActions, 'ACTION_SUBMITTED', action('a', 'PENDING_APPROVAL'))
  live = changed(live, 'ACTION_QUEUED', action('a', 'QUEUED'))
  expect(ids(live.open)).toEqual(['a'])
  live = changed(live, 'ACTION_COMPLETED', action('a', 'COMPLETED'))
  live = changed(live, 'VERIFICATION_PASSED', action('a', 'COMPLETED'))
  expect([ids(live.open), ids(live.ended)]).toEqual([[], ['a']])
})

test('a changed action keeps its place in the list', () => {
  const live = liveActions([action('a', 'QUEUED', 1), action('b', 'QUEUED', 2)], [])
  expect(ids(live.open)).toEqual(['b', 'a'])
  expect(ids(changed(live, 'ACTION_STARTED', action('a', 'EXECUTING', 1)).open)).toEqual(['b', 'a'])
})

test('a repeated change alters nothing but the pulse', () => {
  const once = changed(noActions, 'ACTION_STARTED', action('a', 'EXECUTING'))
  expect(changed(once, 'ACTION_STARTED', action('a', 'EXECUTING'))).toEqual(once)
})

test('the lists and the pulse are bounded', () => {
  let live = noActions
  for (let i = 0; i < 2000; i++) {
    live = changed(live, 'ACTION_SUBMITTED', action(`open ${i}`, 'QUEUED', i))
    live = changed(live, 'ACTION_COMPLETED', action(`ended ${i}`, 'COMPLETED', i))
  }
  expect([live.open.length, live.ended.length]).toEqual([500, 200])
  expect(live.open[0]?.id).toBe('open 1999')
  expect(live.pulse.length).toBeLessThanOrEqual(60)
})

test('the pulse counts submissions, ends and failures per minute', () => {
  let live = noActions
  for (const second of [1, 2, 61])
    live = changed(live, 'ACTION_SUBMITTED', action(`a${second}`, 'QUEUED', second))
  live = changed(live, 'ACTION_FAILED', action('a1', 'FAILED', 1))
  live = changed(live, 'ACTION_QUEUED', action('a2', 'QUEUED', 2))
  expect(live.pulse.map(({ submitted, ended, failed }) => [submitted, ended, failed])).toEqual([
    [2, 0, 1],
    [1, 0, 0],
  ])
})

test('lists that were read count nothing in the pulse: only changes that the page was told of do', () => {
  const { pulse } = changed(noActions, 'ACTION_SUBMITTED', action('a', 'QUEUED'))
  expect(liveActions([action('b', 'QUEUED')], [action('c', 'COMPLETED')]).pulse).toEqual([])
  expect(liveActions([action('a', 'QUEUED')], [], { pulse }).pulse).toEqual(pulse)
})
