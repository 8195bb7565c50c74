import { expect, test } from 'vitest'
import type { ActionRowFragment } from '../../generated/documents.ts'
import { foldChange, type LiveActions, liveActions, noActions } from './live-actions.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 9, 0, second)).toISOString()
const action = (id: string, status: ActionRowFragment['status'], second = 0): ActionRowFragment =>
  ({
    id,
    status,
    submittedAt: at(second),
    completedAt: status === 'COMPLETED' || status === 'FAILED' ? at(second + 1) : null,
  }) as ActionRowFragment
const changed = (before: LiveActions, next: ActionRowFragment) => foldChange(before, { action: next })
const ids = (actions: readonly ActionRowFragment[]) => actions.map(({ id }) => id)

test('an action moves from the open list to the finished one', () => {
  let live = changed(noActions, action('a', 'PENDING_APPROVAL'))
  live = changed(live, action('a', 'QUEUED'))
  expect(ids(live.open)).toEqual(['a'])
  live = changed(live, action('a', 'COMPLETED'))
  live = changed(live, action('a', 'COMPLETED'))
  expect([ids(live.open), ids(live.ended)]).toEqual([[], ['a']])
})

test('a changed action keeps its place in the list', () => {
  const live = liveActions([action('a', 'QUEUED', 1), action('b', 'QUEUED', 2)], [])
  expect(ids(live.open)).toEqual(['b', 'a'])
  expect(ids(changed(live, action('a', 'EXECUTING', 1)).open)).toEqual(['b', 'a'])
})

test('a repeated change alters nothing but the count', () => {
  const once = changed(noActions, action('a', 'EXECUTING'))
  expect(changed(once, action('a', 'EXECUTING'))).toEqual({ ...once, received: 2 })
})

test('the lists are bounded', () => {
  let live = noActions
  for (let i = 0; i < 2000; i++) {
    live = changed(live, action(`open ${i}`, 'QUEUED', i))
    live = changed(live, action(`ended ${i}`, 'COMPLETED', i))
  }
  expect([live.open.length, live.ended.length]).toEqual([500, 200])
  expect(live.open[0]?.id).toBe('open 1999')
})

test('lists that were read again keep the count of received changes', () => {
  const { received } = changed(noActions, action('a', 'QUEUED'))
  expect(received).toBe(1)
  expect(liveActions([action('b', 'QUEUED')], [], { received }).received).toBe(1)
})
