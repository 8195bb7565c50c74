import { expect, test } from 'vitest'
import { createOperationQueue } from './operation-queue.ts'

const common = {
  atOnce: 2,
  waiting: 2,
  costPerCaller: 100,
  costPerOrganization: 150,
  costInAll: 150,
  small: 10,
}

function open(limits = {}) {
  const queue = createOperationQueue({ ...common, ...limits })
  return {
    take: (key: string, cost: number, organization = 'acme') => queue.take({ organization, key }, cost),
  }
}
type Taken = ReturnType<ReturnType<typeof open>['take']>
const isRunning = (turn: Taken) => typeof turn === 'function'
const end = (turn: Taken) => {
  if (typeof turn !== 'function') throw new Error('the operation is not running')
  turn()
}

test("operations over a caller's limit wait in order; those over its queue's limit are refused", async () => {
  const turns = open()
  const running = [turns.take('alice', 1), turns.take('alice', 1)]
  const waiting = [turns.take('alice', 1), turns.take('alice', 1)]
  expect(running.every(isRunning)).toBe(true)
  expect(waiting.map(isRunning)).toEqual([false, false])
  expect(turns.take('alice', 1)).toBeNull()
  expect(isRunning(turns.take('bob', 1))).toBe(true)
  end(running[0] ?? null)
  const third = await waiting[0]
  end(running[1] ?? null)
  end((await waiting[1]) ?? null)
  third?.()
  expect(isRunning(turns.take('alice', 1))).toBe(true)
})

test('bounds the cost of running operations per caller and in total; small operations never wait for it', async () => {
  const turns = open({ atOnce: 10, waiting: 10 })
  const first = turns.take('alice', 80)
  const second = turns.take('alice', 80)
  expect([isRunning(first), isRunning(second)]).toEqual([true, false])
  const bob = turns.take('bob', 60)
  const carol = turns.take('carol', 60)
  expect([isRunning(bob), isRunning(carol)]).toEqual([true, false])
  expect(isRunning(turns.take('dave', 10))).toBe(true)
  end(first)
  end(await second)
  end(bob)
  expect(isRunning(await carol)).toBe(true)
})

test('an operation that costs more than the bounds runs alone', () => {
  const turns = open()
  expect(isRunning(turns.take('alice', 1000))).toBe(true)
  expect(isRunning(turns.take('bob', 20))).toBe(false)
})

test("one organization's operations leave room for those of others, which do not wait behind them", async () => {
  const turns = open({ atOnce: 10, waiting: 10, costPerOrganization: 100 })
  const first = turns.take('alice', 80)
  const second = turns.take('bob', 60)
  const third = turns.take('carol', 90)
  expect([first, second, third].map(isRunning)).toEqual([true, false, false])
  const other = turns.take('otto', 60, 'other')
  expect(isRunning(other)).toBe(true)
  end(first)
  end(await second)
  expect(isRunning(await third)).toBe(true)
})

test('a new operation does not overtake one that waits for the same total', async () => {
  const turns = open({ atOnce: 10, waiting: 10 })
  const first = turns.take('alice', 80)
  const large = turns.take('bob', 100)
  const small = turns.take('carol', 20)
  expect([large, small].map(isRunning)).toEqual([false, false])
  end(first)
  end(await large)
  expect(isRunning(await small)).toBe(true)
})
