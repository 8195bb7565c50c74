import { expect, test } from 'vitest'
import type { Pool } from './pool.ts'
import { sharePool } from './shared-pool.ts'

test("limits an organization's concurrent statements to its share, in order, without delaying others", async () => {
  const started: string[] = []
  const finish = new Map<string, () => void>()
  const pool = {
    query: (text: string) =>
      new Promise<never[]>(resolve => {
        started.push(text)
        finish.set(text, () => resolve([]))
      }),
    close: async () => {},
  } as unknown as Pool
  const shared = sharePool(pool, 2)
  const queries = ['a1', 'a2', 'a3', 'a4', 'b1'].map(text => shared.query(text, [text[0]]))
  await Promise.resolve()
  expect(started).toEqual(['a1', 'a2', 'b1'])
  finish.get('a1')?.()
  await queries[0]
  await expect.poll(() => started).toEqual(['a1', 'a2', 'b1', 'a3'])
  for (const text of ['a2', 'a3', 'b1']) finish.get(text)?.()
  await expect.poll(() => started).toContain('a4')
  finish.get('a4')?.()
  await Promise.all(queries)
})
