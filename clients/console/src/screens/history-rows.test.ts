import { expect, test, vi } from 'vitest'
import type { DefendClient } from '../../../sdk/client.ts'
import { openRows } from './history-rows.ts'

/** A history of so many actions, whose cursors are their numbers; counts how often each page is read. */
function historyOf(total: number) {
  const reads: string[] = []
  const request = async (_: unknown, { first, after }: { first: number; after: string | null }) => {
    reads.push(after ?? 'start')
    const start = after === null ? 0 : Number(after)
    const ids = Array.from({ length: Math.min(first, total - start) }, (_, index) => start + index)
    const end = start + ids.length
    return {
      actions: {
        totalCount: Math.min(total, 10_001),
        pageInfo: { hasNextPage: end < total, endCursor: String(end) },
        edges: ids.map(id => ({ node: { id: String(id) } })),
      },
    }
  }
  return { sdk: { request } as unknown as DefendClient, reads }
}

async function scrolled(total: number, far: number) {
  const { sdk, reads } = historyOf(total)
  const rows = openRows(sdk, {}, { field: 'SUBMITTED_AT', direction: 'DESC' }, () => {})
  for (let at = 0; at < far; at += 50) {
    rows.want(at, at + 40)
    await vi.waitFor(() => expect(rows.row(at)?.id).toBe(String(at)))
  }
  return { rows, reads }
}

test('rows are read as they are looked at, a page ahead, and the end is known', async () => {
  const { rows, reads } = await scrolled(250, 250)
  expect(rows.length).toBe(250)
  expect(reads).toEqual(['start', '100', '200'])
  expect(rows.row(249)?.id).toBe('249')
  expect(rows.row(250)).toBeUndefined()
})

test('of a long history only so much stays in memory, and what was let go is read again by its cursor', async () => {
  const { rows, reads } = await scrolled(20_000, 10_000)
  expect(rows.row(0)).toBeUndefined()
  const before = reads.length
  rows.want(0, 40)
  await vi.waitFor(() => expect(rows.row(0)?.id).toBe('0'))
  expect(reads.slice(before)).toEqual(['start'])
})
