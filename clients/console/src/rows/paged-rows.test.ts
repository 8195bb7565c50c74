import { expect, test, vi } from 'vitest'
import { openRows, type ReadPage } from './paged-rows.ts'

/** A list of `total` rows with their numbers as cursors; records each page read. */
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

test('reads visible rows and one page ahead, and stops at the end', async () => {
  const { rows, reads } = await scrolled(250, 250)
  expect(rows.length).toBe(250)
  expect(reads).toEqual(['start', '100', '200'])
  expect(rows.row(249)).toBe('249')
  expect(rows.row(250)).toBeUndefined()
})

test('keeps a bounded number of pages, and reads a dropped page again by its cursor', async () => {
  const { rows, reads } = await scrolled(20_000, 10_000)
  expect(rows.row(0)).toBeUndefined()
  const before = reads.length
  rows.want(0, 40)
  await vi.waitFor(() => expect(rows.row(0)).toBe('0'))
  expect(reads.slice(before)).toEqual(['start'])
})

test('renew() reads visible rows again and drops the others', async () => {
  const { rows, reads } = await scrolled(1000, 300)
  const before = reads.length
  rows.renew(110, 150)
  expect(rows.row(110)).toBe('110')
  expect(rows.row(0)).toBeUndefined()
  await vi.waitFor(() => expect(reads.slice(before)).toEqual(['100']))
  expect(rows.length).toBeGreaterThan(300)
})
