import { expect, test } from 'vitest'
import { canFold, mergedPage } from './folded-history.ts'

async function* listOf(...times: number[]) {
  for (const time of times) yield { cursor: `after ${time}`, node: { submittedAt: String(time) } }
}
const timesOf = ({ rows }: { rows: readonly { submittedAt: string }[] }) =>
  rows.map(({ submittedAt }) => Number(submittedAt))

test('two lists become pages in order of submission, and each cursor continues its own list', async () => {
  const first = await mergedPage(3, { cursors: [null, null], lists: [listOf(9, 7, 6, 2), listOf(8, 3)] })
  expect(timesOf(first)).toEqual([9, 8, 7])
  expect(first.cursors).toEqual(['after 7', 'after 8'])
  expect(first.hasNextPage).toBe(true)
  const second = await mergedPage(3, { cursors: first.cursors, lists: [listOf(6, 2), listOf(3)] })
  expect(timesOf(second)).toEqual([6, 3, 2])
  expect(second.hasNextPage).toBe(false)
})

test('a list may be empty', async () => {
  const page = await mergedPage(2, { cursors: [null, null], lists: [listOf(), listOf(5)] })
  expect(timesOf(page)).toEqual([5])
  expect(page.cursors).toEqual([null, 'after 5'])
})

test('filters on single actions cannot be folded', () => {
  expect(canFold({})).toBe(true)
  expect(canFold({ types: ['BLOCK_IP'], submittedAfter: '2026-01-01T00:00:00Z' })).toBe(true)
  expect(canFold({ statuses: ['FAILED'] })).toBe(false)
  expect(canFold({ deviceId: 'd' })).toBe(false)
})
