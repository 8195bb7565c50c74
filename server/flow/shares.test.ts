import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createShares } from './shares.ts'

test('no key ever runs more than its share, each keeps its order, and every task settles', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), fails: fc.boolean() }), { maxLength: 20 }),
      async (scheduler, limit, tasks) => {
        const shares = createShares(limit)
        const running = new Map<string, number>()
        const started: Record<string, number[]> = { a: [], b: [] }
        const settled = tasks.map(({ key, fails }, index) =>
          shares
            .run(key, async () => {
              started[key]?.push(index)
              running.set(key, (running.get(key) ?? 0) + 1)
              expect(running.get(key)).toBeLessThanOrEqual(limit)
              await scheduler.schedule(Promise.resolve())
              running.set(key, (running.get(key) ?? 0) - 1)
              if (fails) throw new Error('failed')
            })
            .catch(() => {}),
        )
        await scheduler.waitFor(Promise.all(settled))
        for (const key of ['a', 'b'])
          expect(started[key]).toEqual(tasks.flatMap((task, index) => (task.key === key ? [index] : [])))
      },
    ),
  )
})
