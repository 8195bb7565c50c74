import { expect, test } from 'vitest'
import type { Result } from '#protocol/result.ts'
import { type DurableMap, memoryMap } from './durable-map.ts'
import { createOutbox } from './outbox.ts'

const verified = (passed: boolean | null, commandId = 'a'): Result => ({
  commandId,
  actionId: 'x',
  at: '2026-11-24T09:30:00.000Z',
  kind: 'verified',
  passed,
  evidence: null,
})

/** A fake connection whose acknowledgements the test controls. */
function createLine() {
  const sent: { result: Result; acknowledge: (arrived: boolean) => Promise<void> }[] = []
  const send = (result: Result) =>
    new Promise<boolean>(resolve =>
      sent.push({
        result,
        async acknowledge(arrived) {
          resolve(arrived)
          await new Promise(setImmediate)
        },
      }),
    )
  return { sent, send }
}

const log = (message: string) => {
  throw new Error(message)
}

test('a result waits until it is acknowledged', async () => {
  const waiting = memoryMap<Result>()
  const { sent, send } = createLine()
  const outbox = createOutbox({ waiting, send, log })
  await outbox.put(verified(true, 'a'))
  await outbox.put(verified(true, 'b'))
  await sent[0]?.acknowledge(false)
  await sent[1]?.acknowledge(true)
  expect([...waiting.values()]).toEqual([verified(true, 'a')])

  outbox.sendAll()
  expect(sent[2]?.result).toEqual(verified(true, 'a'))
  await sent[2]?.acknowledge(true)
  expect([...waiting.values()]).toEqual([])
})

test('acknowledging an older answer does not drop the newer one', async () => {
  const waiting = memoryMap<Result>()
  const { sent, send } = createLine()
  const outbox = createOutbox({ waiting, send, log })
  await outbox.put(verified(null))
  await outbox.put(verified(true))
  await sent[0]?.acknowledge(true)
  expect([...waiting.values()]).toEqual([verified(true)])
})

test('sends the result even if the disk write fails', async () => {
  const full: DurableMap<Result> = { ...memoryMap(), set: () => Promise.reject(new Error('ENOSPC')) }
  const { sent, send } = createLine()
  const logged: string[] = []
  const outbox = createOutbox({ waiting: full, send, log: message => logged.push(message) })
  await outbox.put(verified(true))
  expect(sent).toHaveLength(1)
  expect(logged).toEqual(['outbox failed'])
})
