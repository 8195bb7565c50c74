import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Effects, ISOLATION, openEffects } from './effects.ts'

const MINUTE = 60_000
let dir: string
let effects: Effects
let wall: number
let sinceBoot: number
let boot: string
let ended: string[]
let refuse: boolean

const open = async () => {
  effects = await openEffects({
    path: join(dir, 'effects.ndjson'),
    async end(target) {
      if (refuse) throw new Error('not now')
      if (!effects.isDue(target)) return
      ended.push(target)
      await effects.set(target, null)
    },
    clock: { wall: () => wall, sinceBoot: () => sinceBoot, boot: () => boot },
    log: () => {},
  })
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'effects-'))
  wall = Date.parse('2026-01-01T00:00:00Z')
  sinceBoot = 1000
  boot = 'first'
  ended = []
  refuse = false
  await open()
})
afterEach(async () => {
  await effects.close()
  await rm(dir, { recursive: true, force: true })
})

/** Restarts the agent after `millis`, while the clocks keep running. */
async function restart(millis: number): Promise<string[]> {
  await effects.close()
  wall += millis
  sinceBoot += millis
  await open()
  await effects.start()
  return ended
}

async function reboot(millis: number): Promise<string[]> {
  boot += '+'
  sinceBoot = 0
  await effects.close()
  wall += millis
  sinceBoot = 500
  await open()
  await effects.start()
  return ended
}

test('ends on time and not earlier, also after restarts', async () => {
  await effects.set('block:10.0.0.1', 60)
  await effects.set(ISOLATION, 120)
  expect(await restart(59_000)).toEqual([])
  expect(await restart(1_000)).toEqual(['block:10.0.0.1'])
  expect(await restart(60_000)).toEqual(['block:10.0.0.1', ISOLATION])
  expect(await restart(60_000)).toHaveLength(2)
})

test('a wall clock jump changes nothing while the machine is up', async () => {
  await effects.set(ISOLATION, 60)
  wall += 10 * 365 * 24 * 60 * MINUTE
  expect(await restart(59_000)).toEqual([])
  wall -= 20 * 365 * 24 * 60 * MINUTE
  expect(await restart(900)).toEqual([])
  expect(await restart(100)).toEqual([ISOLATION])
})

test('uses the wall clock after a boot, also after a clock correction', async () => {
  await effects.set(ISOLATION, 3600)
  expect(await reboot(30 * MINUTE)).toEqual([])
  wall -= 5 * 365 * 24 * 60 * MINUTE
  await restart(MINUTE)
  expect(await reboot(28 * MINUTE)).toEqual([])
  expect(await reboot(MINUTE)).toEqual([ISOLATION])
})

test('a clock set back at boot extends by no more than the remaining time', async () => {
  await effects.set(ISOLATION, 3600)
  await restart(59 * MINUTE)
  wall = 0
  expect(await reboot(0)).toEqual([])
  expect(await restart(MINUTE)).toEqual([ISOLATION])
})

test('counts time while the machine is off, and ends at the next boot if it is over', async () => {
  await effects.set(ISOLATION, 3600)
  expect(await reboot(24 * 60 * MINUTE)).toEqual([ISOLATION])
})

test('a later effect replaces it, also one without an end; a removed effect is gone', async () => {
  await effects.set(ISOLATION, 60)
  await effects.set(ISOLATION, 600)
  await effects.set('block:10.0.0.1', 60)
  await effects.set('block:10.0.0.1', null)
  expect(await restart(60_000)).toEqual([])
  expect(await restart(540_000)).toEqual([ISOLATION])
})

test('retries after a failure to end', async () => {
  await effects.set(ISOLATION, 60)
  refuse = true
  expect(await restart(60_000)).toEqual([])
  refuse = false
  expect(await restart(0)).toEqual([ISOLATION])
})

test('ends by its own timer', async () => {
  await effects.start()
  await effects.set(ISOLATION, 0.05)
  sinceBoot += 50
  await vi.waitFor(() => expect(ended).toEqual([ISOLATION]))
})
