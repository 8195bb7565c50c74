import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAlarm } from './alarm.ts'
import { backoff } from './backoff.ts'
import { coalesce } from './coalesce.ts'
import { iterate, mapIterator, over } from './iterate.ts'
import { createListeners } from './listeners.ts'
import { createPace } from './pace.ts'
import { createRerun } from './rerun.ts'
import { retry } from './retry.ts'
import { createTurns } from './turns.ts'
import { within } from './within.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const never = new Promise<never>(() => {})

test('within returns the result, or undefined after the deadline, and rejects with the error of the work', async () => {
  expect(await within(1000, Promise.resolve('done'))).toBe('done')
  await expect(within(1000, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const late = within(1000, never)
  await vi.advanceTimersByTimeAsync(1000)
  expect(await late).toBeUndefined()
  expect(vi.getTimerCount()).toBe(0)
})

test('backoff starts at its first wait, doubles, and never exceeds its longest', () => {
  expect([1, 2, 3, 4, 5].map(backoff({ first: 100, most: 1000 }))).toEqual([100, 200, 400, 800, 1000])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), failures => {
      const wait = backoff({ first: 50, most: 2000 })(failures)
      return wait >= 50 && wait <= 2000
    }),
  )
})

test('turns: tasks of one key run sequentially in order, even after failures; keys do not wait for each other', async () => {
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

test('turns: a blocked key does not block others', async () => {
  const turns = createTurns()
  void turns.run('held', () => never)
  expect(await turns.run('free', async () => 'ran')).toBe('ran')
})

test('rerun: every request is followed by a complete run, and runs never overlap', async () => {
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

test('rerun: reports errors, calls onIdle, and starts nothing after stop', async () => {
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

test("an iterator's return ends a pending next", async () => {
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
  for await (const _ of iterator) throw new Error('the iteration has ended')
})

test('mapIterator maps each value, and calls onEnd however the iteration ends', async () => {
  async function* numbers() {
    yield 1
    yield 2
  }
  let ends = 0
  const strings = (source: AsyncIterator<number>) => mapIterator(source, String, () => ends++)
  const texts: string[] = []
  for await (const text of strings(numbers())) texts.push(text)
  expect(texts).toEqual(['1', '2'])
  expect(ends).toBe(1)
  for await (const text of strings(numbers())) if (text === '1') break
  expect(ends).toBe(2)
  const broken = { next: () => Promise.reject(new Error('broken')) }
  await expect(strings(broken).next()).rejects.toThrow('broken')
  expect(ends).toBe(3)
})

test('retry repeats an attempt until it succeeds, and rejects with the last failure when it gives up', async () => {
  const pauses: number[] = []
  let attempts = 0
  const attempt = async () => {
    if (++attempts < 4) throw new Error(`failure ${attempts}`)
    return 'done'
  }
  const pauseAfter = (failures: number) => {
    pauses.push(failures)
    return 1000
  }
  const done = retry(attempt, { pauseAfter })
  await vi.advanceTimersByTimeAsync(3000)
  expect(await done).toBe('done')
  expect(pauses).toEqual([1, 2, 3])
  attempts = 0
  await expect(retry(attempt, { pauseAfter: () => null })).rejects.toThrow('failure 1')
})

test('retry: an abort cuts the wait short, for one last attempt', async () => {
  const stopping = new AbortController()
  let attempts = 0
  const attempt = () => Promise.reject(new Error(`failure ${++attempts}`))
  const failed = retry(attempt, { pauseAfter: () => 60_000, signal: stopping.signal }).catch(String)
  await vi.advanceTimersByTimeAsync(0)
  stopping.abort()
  expect(await failed).toBe('Error: failure 2')
})

test('coalesce: calls that arrive while a batch runs share the next one, and a failed batch fails its calls', async () => {
  const batches: (readonly number[])[] = []
  const double = coalesce<number, number>(async items => {
    batches.push(items)
    if (items.includes(0)) throw new Error('no zeros')
    return items.map(item => 2 * item)
  })
  const first = [double(1), double(2)]
  await vi.advanceTimersByTimeAsync(0)
  expect(await Promise.all(first)).toEqual([2, 4])
  const failed = Promise.allSettled([double(0), double(3)])
  await Promise.resolve()
  const later = double(4)
  expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await later).toBe(8)
  expect(batches).toEqual([[1, 2], [0, 3], [4]])
})

test('pace: each turn of the event loop admits a limited number of calls, in order', async () => {
  vi.useRealTimers()
  const pace = createPace(2)
  const order: string[] = []
  const calls = Array.from({ length: 5 }, (_, i) => pace().then(() => order.push(`call ${i}`)))
  const turn = setImmediate(() => order.push('turn'))
  await Promise.all(calls)
  clearImmediate(turn)
  expect(order.slice(0, 3)).toEqual(['call 0', 'call 1', 'turn'])
  expect(order.filter(one => one !== 'turn')).toEqual(['call 0', 'call 1', 'call 2', 'call 3', 'call 4'])
})

test('listeners: each gets every value in order until it is removed, even if one removes itself during a call', () => {
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
