import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OpenCommand } from '#app/device/device-ports.ts'
import { Unavailable } from '#app/ports.ts'
import { createGateway } from './gateway.ts'
import {
  anAction,
  awaitingVerification,
  execute,
  grant,
  isExecuting,
  organization,
  signer,
  silent,
} from './test-kit.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const device = randomUUID()
async function settle() {
  // The gateway waits for turns of the event loop, which fake timers do not control.
  for (let turn = 0; turn < 3; turn++) await vi.advanceTimersByTimeAsync(0)
}

function start() {
  const open = new Map<string, readonly OpenCommand[]>()
  const queries: (readonly string[])[] = []
  const cancelled: string[] = []
  const behaviour = { openCommands: async () => {}, cancelWithoutRight: async () => {} }
  const gateway = createGateway({
    devices: {
      async openCommands(devices) {
        queries.push(devices)
        const answer = new Map(devices.map(name => [name, open.get(name) ?? []]))
        await behaviour.openCommands()
        return answer
      },
    },
    signer,
    clock: { now: Date.now },
    async cancelWithoutRight(_organization, action) {
      cancelled.push(action)
      await behaviour.cancelWithoutRight()
    },
    log: silent,
    observer: {},
  })
  const subscribe = (name = device) => {
    const kinds: string[] = []
    const subscriber = {
      identity: { organization, device: name },
      async publish(command: string) {
        kinds.push(JSON.parse(Buffer.from(command.split('.')[1] ?? '', 'base64url').toString()).kind)
      },
    }
    gateway.subscribed(subscriber)
    return { kinds, subscriber }
  }
  return { gateway, open, queries, cancelled, behaviour, subscribe }
}

test('execute and verify are sent again every 10 s and grant every minute, while they are open', async () => {
  const { open, subscribe } = start()
  open.set(device, [
    execute(anAction(device)),
    grant(anAction(device, isExecuting)),
    { kind: 'verify', action: anAction(device, awaitingVerification(Date.now(), 30_000)) },
  ])
  const { kinds } = subscribe()
  const sentCount = (kind: string) => kinds.filter(sent => sent === kind).length
  await settle()
  expect(kinds).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(9_900)
  expect(kinds).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(200)
  expect([sentCount('execute'), sentCount('verify'), sentCount('grant')]).toEqual([2, 2, 1])
  await vi.advanceTimersByTimeAsync(50_000)
  expect([sentCount('execute'), sentCount('verify'), sentCount('grant')]).toEqual([7, 7, 2])
  open.set(device, [])
  await vi.advanceTimersByTimeAsync(300_000)
  expect(kinds).toHaveLength(16)
  expect(vi.getTimerCount()).toBe(0)
})

test('reading the same command twice does not send it twice', async () => {
  const { open, subscribe, gateway } = start()
  open.set(device, [execute(anAction(device))])
  const { kinds } = subscribe()
  for (let n = 0; n < 5; n++) {
    gateway.deliver([device])
    await settle()
  }
  expect(kinds).toEqual(['execute'])
})

test('a new subscription gets all open commands again, and the old one gets nothing more', async () => {
  const { open, subscribe, gateway } = start()
  open.set(device, [execute(anAction(device))])
  const first = subscribe()
  await settle()
  const second = subscribe()
  gateway.gone(first.subscriber)
  await vi.advanceTimersByTimeAsync(10_100)
  expect([first.kinds, second.kinds]).toEqual([['execute'], ['execute', 'execute']])
})

test('one query runs at a time, and reads each device that was marked in the meantime once', async () => {
  const { queries, subscribe, gateway, behaviour } = start()
  const names = Array.from({ length: 50 }, () => randomUUID())
  let answer = () => {}
  behaviour.openCommands = () =>
    new Promise(resolve => {
      answer = resolve
    })
  for (const name of names) subscribe(name)
  await settle()
  expect(queries).toEqual([names])
  for (const name of [...names, ...names, randomUUID()]) gateway.deliver([name])
  await settle()
  expect(queries).toHaveLength(1)
  answer()
  await settle()
  expect(queries).toEqual([names, names])
})

test('the query is retried every second while the database is unreachable', async () => {
  const { open, subscribe, behaviour, queries } = start()
  behaviour.openCommands = async () => {
    throw new Unavailable()
  }
  open.set(device, [execute(anAction(device))])
  const { kinds } = subscribe()
  await vi.advanceTimersByTimeAsync(3_500)
  expect(queries).toHaveLength(4)
  behaviour.openCommands = async () => {}
  await vi.advanceTimersByTimeAsync(1_000)
  expect(kinds).toEqual(['execute'])
})

test('if the submitter lost the right, the action is cancelled instead of executed, with retries until it succeeds', async () => {
  const { open, subscribe, cancelled, behaviour, gateway } = start()
  const action = anAction(device)
  open.set(device, [execute(action, false)])
  behaviour.cancelWithoutRight = async () => {
    throw new Unavailable()
  }
  const { kinds } = subscribe()
  await vi.advanceTimersByTimeAsync(100)
  expect([kinds, cancelled]).toEqual([[], [action.id]])
  await vi.advanceTimersByTimeAsync(10_000)
  expect([kinds, cancelled]).toEqual([[], [action.id, action.id]])

  const sent = anAction(device)
  open.set(device, [execute(sent)])
  gateway.deliver([device])
  await settle()
  open.set(device, [execute(sent, false)])
  await vi.advanceTimersByTimeAsync(20_000)
  expect(cancelled).not.toContain(sent.id)
})

test('a grant is sent once, in answer to the claim, even if a query finds it while the claim is decided', async () => {
  const { open, subscribe, gateway } = start()
  const action = anAction(device)
  open.set(device, [execute(action)])
  const { kinds } = subscribe()
  await settle()
  const answer = gateway.claimed(device, action.id)
  open.set(device, [grant({ ...action, life: isExecuting })])
  gateway.deliver([device])
  await settle()
  expect(kinds).toEqual(['execute'])
  answer({ send: 'grant', action: { ...action, life: isExecuting } })
  gateway.deliver([device])
  await settle()
  expect(kinds).toEqual(['execute', 'grant'])
  await vi.advanceTimersByTimeAsync(60_100)
  expect(kinds).toEqual(['execute', 'grant', 'grant'])
})

test('a read from before the grant does not send execute again', async () => {
  const { open, subscribe, gateway, behaviour } = start()
  const action = anAction(device)
  open.set(device, [execute(action)])
  const { kinds } = subscribe()
  await settle()
  await vi.advanceTimersByTimeAsync(9_990)
  let answerQuery = () => {}
  behaviour.openCommands = () =>
    new Promise(resolve => {
      answerQuery = resolve
    })
  gateway.deliver([device])
  await settle() // the query has read the action as QUEUED
  gateway.claimed(device, action.id)({ send: 'grant', action: { ...action, life: isExecuting } })
  open.set(device, [])
  await vi.advanceTimersByTimeAsync(5_000)
  answerQuery()
  await settle()
  expect(kinds).toEqual(['execute', 'grant'])
})
