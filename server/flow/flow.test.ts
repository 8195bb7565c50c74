import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarm } from './alarm.ts'
import { backoff } from './backoff.ts'
import { iterate, over } from './iterate.ts'
import { createListeners } from './listeners.ts'
import { createRerun } from './rerun.ts'
import { createTurns } from './turns.ts'
import { within } from './within.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const never = new Promise<never>(() => {})

test('within returns the result in time, undefined when late, and the rejection of work that fails', async () => {
  expect(await within(1000, Promise.resolve('done'))).toBe('done')
  await expect(within(1000, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const late = within(1000, never)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await late).toBeUndefined()
  expect(vi.getTimerCount()).toBe(0)
})

test('backoff begins at its first wait, doubles, and never exceeds its longest', () => {
  expect([1, 2, 3, 4, 5].map(backoff({ first: 100, most: 1000 }))).toEqual([100, 200, 400, 800, 1000])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), failures => {
      const wait = backoff({ first: 50, most: 2000 })(failures)
      return wait >= 50 && wait <= 2000
    }),
  )
})

test('turns: tasks of one key run one at a time in order, whatever fails; keys do not wait for each other', async () => {
  vi.useRealTimers()
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.record({ key: fc.constantFrom('a', 'b'), fails: fc.boolean() }), { maxLength: 12 }),
      async (scheduler, tasks) => {
        const turns = createTurns()
        const running = new Map<string, number>()
        const started: Record<string, number[]> = { a: [], b: [] }
        const results = tasks.map(({ key, fails }, i) =>
          turns.run(key, async () => {
            running.set(key, (running.get(key) ?? 0) + 1)
            expect(running.get(key)).toBe(1)
            started[key]?.push(i)
            await scheduler.schedule(Promise.resolve())
            running.set(key, 0)
            if (fails) throw new Error('failed')
            return i
          }),
        )
        const settled = Promise.allSettled(results)
        await scheduler.waitFor(settled)
        expect((await settled).map(({ status }) => status === 'rejected')).toEqual(tasks.map(t => t.fails))
        for (const key of ['a', 'b'])
          expect(started[key]).toEqual(tasks.flatMap((task, i) => (task.key === key ? [i] : [])))
        await turns.idle()
      },
    ),
  )
})

test('turns: a key whose queue is held does not hold another', async () => {
  const turns = createTurns()
  void turns.run('held', () => never)
  expect(await turns.run('free', async () => 'ran')).toBe('ran')
})

test('rerun: every request is followed by a whole run, and runs never overlap', async () => {
  vi.useRealTimers()
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.boolean(), { maxLength: 12 }),
      async (scheduler, failures) => {
        let active = 0
        let runs = 0
        let requestedAt = 0
        let lastStart = 0
        let clock = 0
        const rerun = createRerun(
          async () => {
            lastStart = ++clock
            expect(++active).toBe(1)
            await scheduler.schedule(Promise.resolve())
            active--
            if (failures[runs++]) throw new Error('failed')
          },
          { onError: () => {} },
        )
        const requests = failures.map(() =>
          scheduler.schedule(Promise.resolve()).then(() => {
            requestedAt = ++clock
            rerun.request()
          }),
        )
        await scheduler.waitFor(Promise.all(requests))
        await scheduler.waitIdle()
        expect(active).toBe(0)
        expect(lastStart).toBeGreaterThanOrEqual(requestedAt)
        expect(runs).toBeLessThanOrEqual(failures.length)
      },
    ),
  )
})

test('rerun: reports errors, tells when it is idle, and starts nothing after stop', async () => {
  const errors: unknown[] = []
  let idle = 0
  let runs = 0
  const rerun = createRerun(
    async () => {
      if (++runs === 1) throw new Error('first')
    },
    { onError: error => errors.push(error), onIdle: () => idle++ },
  )
  rerun.request()
  await vi.advanceTimersByTimeAsync(0)
  expect(errors).toHaveLength(1)
  expect(idle).toBe(1)
  rerun.request()
  await rerun.stop()
  rerun.request()
  expect(runs).toBe(2)
  expect(idle).toBe(1)
})

test('an alarm ends a sleep early, or after its time', async () => {
  const alarm = createAlarm()
  alarm.wake()
  const woken = alarm.sleep(5000)
  alarm.wake()
  await woken
  expect(vi.getTimerCount()).toBe(0)
  const slept = alarm.sleep(5000)
  await vi.advanceTimersByTimeAsync(5000)
  await slept
})

test("an iterator's return ends a next that waits", async () => {
  const alarm = createAlarm()
  let ended = false
  const iterator = iterate<number>(
    async () => {
      if (!ended) await alarm.sleep()
      return over
    },
    () => {
      ended = true
      alarm.wake()
    },
  )
  const waiting = iterator.next()
  expect(await iterator.return?.()).toEqual(over)
  expect(await waiting).toEqual(over)
  for await (const _ of iterator) throw new Error('it is over')
})

test('listeners: each hears each value in order until it is removed, also when one removes itself meanwhile', () => {
  const heard: string[] = []
  const listeners = createListeners<number>()
  const removeFirst = listeners.add(value => {
    heard.push(`first ${value}`)
    removeFirst()
  })
  listeners.add(value => heard.push(`second ${value}`))
  listeners.tell(1)
  listeners.tell(2)
  expect(heard).toEqual(['first 1', 'second 1', 'second 2'])
})
