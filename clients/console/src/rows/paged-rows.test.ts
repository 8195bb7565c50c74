import { expect, test, vi } from 'vitest'
import { openRows, type ReadPage } from './paged-rows.ts'

/** A list of so many, whose cursors are their numbers; counts how often each page is read. */
function listOf(total: number) {
  const reads: string[] = []
  const readPage: ReadPage<string> = async ({ first, after }) => {
    reads.push(after ?? 'start')
    const start = after === null ? 0 : Number(after)
    const rows = Array.from({ length: Math.min(first, total - start) }, (_, index) => String(start + index))
    const end = start + rows.length
    return {
      rows,
      totalCount: Math.min(total, 10_001),
      pageInfo: { hasNextPage: end < total, endCursor: String(end) },
    }
  }
  return { readPage, reads }
}

async function scrolled(total: number, far: number) {
  const { readPage, reads } = listOf(total)
  const rows = openRows(readPage, () => {})
  for (let at = 0; at < far; at += 50) {
    rows.want(at, at + 40)
    await vi.waitFor(() => expect(rows.row(at)).toBe(String(at)))
  }
  return { rows, reads }
}

test('rows are read as they are looked at, a page ahead, and the end is known', async () => {
  const { rows, reads } = await scrolled(250, 250)
  expect(rows.length).toBe(250)
  expect(reads).toEqual(['start', '100', '200'])
  expect(rows.row(249)).toBe('249')
  expect(rows.row(250)).toBeUndefined()
})

test('of a long history only so much stays in memory, and what was let go is read again by its cursor', async () => {
  const { rows, reads } = await scrolled(20_000, 10_000)
  expect(rows.row(0)).toBeUndefined()
  const before = reads.length
  rows.want(0, 40)
  await vi.waitFor(() => expect(rows.row(0)).toBe('0'))
  expect(reads.slice(before)).toEqual(['start'])
})

test('what may have changed is read again where it is looked at, and elsewhere once it is', async () => {
  const { rows, reads } = await scrolled(1000, 300)
  const before = reads.length
  rows.renew(110, 150)
  expect(rows.row(110)).toBe('110')
  expect(rows.row(0)).toBeUndefined()
  await vi.waitFor(() => expect(reads.slice(before)).toEqual(['100']))
  expect(rows.length).toBeGreaterThan(300)
})
