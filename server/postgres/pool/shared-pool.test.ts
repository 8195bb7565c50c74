import { expect, test } from 'vitest'
import { onBehalfOf } from '#flow/on-behalf-of.ts'
import type { Pool } from './pool.ts'
import { sharePool } from './shared-pool.ts'

/** A pool whose statements end when the test says so. */
function openFakePool() {
  const started: string[] = []
  const ends = new Map<string, () => void>()
  const pool = {
    query: (text: string) =>
      new Promise<never[]>(resolve => {
        started.push(text)
        ends.set(text, () => resolve([]))
      }),
    close: async () => {},
  } as unknown as Pool
  return { pool, started, end: (text: string) => ends.get(text)?.() }
}

test("limits an organization's concurrent statements to its share, in order, without delaying others", async () => {
  const { pool, started, end } = openFakePool()
  const shared = sharePool(pool, { organization: 2, caller: 1 })
  const queries = ['a1', 'a2', 'a3', 'a4', 'b1'].map(text => shared.query(text, [text[0]]))
  await Promise.resolve()
  expect(started).toEqual(['a1', 'a2', 'b1'])
  end('a1')
  await queries[0]
  await expect.poll(() => started).toEqual(['a1', 'a2', 'b1', 'a3'])
  for (const text of ['a2', 'a3', 'b1']) end(text)
  await expect.poll(() => started).toContain('a4')
  end('a4')
  await Promise.all(queries)
})

test("limits a caller's concurrent statements to its share, without delaying others of its organization", async () => {
  const { pool, started, end } = openFakePool()
  const shared = sharePool(pool, { organization: 3, caller: 2 })
  const ask = (caller: string, text: string) =>
    onBehalfOf(caller, () => shared.query(text, ['an organization']))
  const queries = [ask('alice', 'a1'), ask('alice', 'a2'), ask('alice', 'a3'), ask('bob', 'b1')]
  await expect.poll(() => started).toEqual(['a1', 'a2', 'b1'])
  end('a1')
  await expect.poll(() => started).toContain('a3')
  for (const text of ['a2', 'a3', 'b1']) end(text)
  await Promise.all(queries)
})
