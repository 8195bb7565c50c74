import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ActionFilter, matches } from '#app/action/action-filter.ts'
import { approveAction, rejectAction } from '#app/action/decide-action.ts'
import { submitAction } from '#app/action/submit-action.ts'
import { reportDetection } from '#app/detection/report-detection.ts'
import { BadCursor, type Page } from '#app/reading.ts'
import { updateAutoResponse } from '#app/settings/update-settings.ts'
import type { Action } from '#domain/action/action.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused } from '#domain/refusal.ts'
import { createDatabase, type TestDatabase } from '../../testing/database.ts'
import { seedDevice, seedOrganization } from '../../testing/seed.ts'
import { openCallers } from '../callers/callers.ts'
import { openDirectory } from '../callers/directory.ts'
import { type Committer, openCommitter } from '../commit/group-commit.ts'
import { openPool, type Pool } from '../pool/pool.ts'
import { openLists } from './lists.ts'

let database: TestDatabase
let pool: Pool
let ledger: Committer
const clock = { now: () => Date.now() }
const ports = () => ({
  ledger,
  newId: randomUUID,
  serverAddresses: () => [],
  directory: { ...openDirectory(pool), ...openCallers({ pool, newId: randomUUID }) },
})

beforeAll(async () => {
  database = await createDatabase()
  pool = openPool(database.appUrl)
  ledger = openCommitter({ url: database.appUrl, clock, onCommitted: () => {} })
})
afterAll(async () => {
  await ledger.close()
  await pool.close()
  await database.close()
})

const whole = { size: 200, after: null, before: null, fromEnd: false }
const newestFirst = { field: 'SUBMITTED_AT', direction: 'DESC' } as const

async function setUp() {
  const organization = await seedOrganization(pool)
  const [alice, bob, carol] = await Promise.all([
    organization.person('alice', 'ANALYST'),
    organization.person('bob', 'ANALYST'),
    organization.person('carol', 'VIEWER'),
  ])
  const device = (await seedDevice(ledger, organization.id)).id
  const other = (await seedDevice(ledger, organization.id)).id
  const submit = async (by: Caller, on: string, action: object): Promise<Action> => {
    const submitted = await submitAction(ports())(by, {
      device: on,
      action,
      justification: 'Because of that.',
    })
    if (isRefused(submitted)) throw new Error(submitted.refused.message)
    return submitted
  }
  const { person } = organization
  return { organization: organization.id, person, alice, bob, carol, device, other, submit }
}

test('a filter in SQL finds the same actions as the filter in memory', async () => {
  const { organization, alice, bob, carol, device, other, submit } = await setUp()
  const byAlice = await submit(alice, device, { isolateDevice: {} })
  const byBob = await submit(bob, other, { isolateDevice: {} })
  await submit(alice, device, { killProcess: { pid: 7 } })
  await submit(bob, device, { blockIp: { address: '203.0.113.7' } })
  const approved = await submit(alice, device, { resetUserSession: {} })
  await approveAction(ports())(bob, { id: approved.id })
  const rejected = await submit(bob, device, { resetUserSession: {} })
  await rejectAction(ports())(alice, { id: rejected.id })

  const everything = await Promise.all(
    (await openLists(pool).actions(organization, {}, newestFirst, whole)).keys.map(id =>
      ledger.commit({ organization, reads: { action: [id] }, decide: transaction => transaction.action(id) }),
    ),
  )
  const actions = everything.flatMap(action => action ?? [])
  expect(actions).toHaveLength(6)
  const between = new Date(byBob.submittedAt)
  const filters: [ActionFilter, number?][] = [
    [{ statuses: ['PENDING_APPROVAL'] }, 2],
    [{ statuses: ['QUEUED', 'CANCELLED'] }, 4],
    [{ statuses: [] }, 0],
    [{ types: ['BLOCK_IP', 'KILL_PROCESS'] }, 2],
    [{ origins: ['MANUAL'] }, 6],
    [{ origins: ['BULK'] }, 0],
    [{ verification: ['NOT_SCHEDULED'] }, 6],
    [{ verification: ['PASSED'] }, 0],
    [{ device: other }, 1],
    [{ device: null }, 0],
    [{ submittedBy: alice.actor.id }, 3],
    [{ submittedBy: null }, 0],
    [{ approvedBy: bob.actor.id }, 1],
    [{ approvedBy: alice.actor.id }, 0],
    [{ approvedBy: null }, 0],
    [{ submittedAfter: between }],
    [{ submittedBefore: between }],
    [{ awaiting: { approvalOf: alice, expected: true } }, 1],
    [{ awaiting: { approvalOf: bob, expected: true } }, 1],
    [{ awaiting: { approvalOf: carol, expected: true } }, 0],
    [{ awaiting: { approvalOf: alice, expected: false } }, 5],
    [{ device, types: ['RESET_USER_SESSION'], statuses: ['QUEUED'], approvedBy: bob.actor.id }, 1],
  ]
  const lists = openLists(pool)
  for (const [filter, count] of filters) {
    const { keys } = await lists.actions(organization, filter, newestFirst, whole)
    const expected = actions.filter(action => matches(action, filter, clock.now())).map(({ id }) => id)
    expect([filter, [...keys].sort()]).toEqual([filter, expected.sort()])
    expect(await lists.countActions(organization, filter)).toBe(expected.length)
    if (count !== undefined) expect([filter, expected.length]).toEqual([filter, count])
  }
  expect(byAlice.id).not.toBe(byBob.id)
})

test('the person who reported a detection can’t approve the actions that it triggered', async () => {
  const { organization, person, alice, device } = await setUp()
  const rita = await person('rita', 'ADMIN', 'INTEGRATION')
  const autoResponse = { enabled: true, isolateOnCritical: true, maxPerHour: 0 }
  await updateAutoResponse(ports())(rita, autoResponse)
  const report = { device, title: 'Miner', severity: 'CRITICAL', externalId: randomUUID() } as const
  const detection = await reportDetection(ports())(rita, report)
  if (isRefused(detection)) throw new Error(detection.refused.message)
  const awaiting = async (approvalOf: Caller) => {
    const filter = { awaiting: { approvalOf, expected: true } }
    return (await openLists(pool).actions(organization, filter, newestFirst, whole)).keys
  }
  expect(await awaiting(rita)).toEqual([])
  expect(await awaiting(alice)).toEqual(detection.triggered)
})

test('pages in either direction, from either end, cover the list exactly once', async () => {
  const { organization, alice, device, submit } = await setUp()
  for (let i = 0; i < 7; i++) await submit(alice, device, { killProcess: { pid: 100 + i } })
  const lists = openLists(pool)
  for (const direction of ['DESC', 'ASC'] as const) {
    const order = { field: 'SUBMITTED_AT', direction } as const
    const page = async (over: Partial<Page<string>>) => {
      const bounds = { ...whole, size: 3, ...over }
      const { keys, hasMore } = await lists.actions(organization, {}, order, bounds)
      return { keys, hasMore }
    }
    const all = (await page({ size: 200 })).keys
    expect(all).toHaveLength(7)
    expect(await page({})).toEqual({ keys: all.slice(0, 3), hasMore: true })
    expect(await page({ after: all[2] ?? '' })).toEqual({ keys: all.slice(3, 6), hasMore: true })
    expect(await page({ after: all[5] ?? '' })).toEqual({ keys: all.slice(6), hasMore: false })
    expect(await page({ fromEnd: true })).toEqual({ keys: all.slice(4), hasMore: true })
    expect(await page({ fromEnd: true, before: all[2] ?? '' })).toEqual({
      keys: all.slice(0, 2),
      hasMore: false,
    })
    expect(await page({ after: all[1] ?? '', before: all[4] ?? '' })).toEqual({
      keys: all.slice(2, 4),
      hasMore: false,
    })
  }
  const foreign = (await setUp()).device
  const byCompletion = { field: 'COMPLETED_AT', direction: 'DESC' } as const
  expect((await lists.actions(organization, {}, byCompletion, whole)).keys).toEqual([])
  const queued = (await lists.actions(organization, {}, newestFirst, whole)).keys[0] ?? ''
  const bad = [
    () => lists.actions(organization, {}, newestFirst, { ...whole, after: randomUUID() }),
    () => lists.actions(organization, {}, byCompletion, { ...whole, after: queued }),
    () => lists.devices(organization, {}, { ...whole, after: foreign }),
    () => lists.events(organization, {}, { ...whole, after: 10_000 }),
  ]
  for (const list of bad) await expect(list()).rejects.toThrow(BadCursor)
})

test('devices are filtered by their fields and ordered by hostname', async () => {
  const { id: organization } = await seedOrganization(pool)
  const named = async (hostname: string, platform: 'LINUX' | 'WINDOWS') =>
    (await seedDevice(ledger, organization, { hostname, platform })).id
  const beta = await named('beta', 'WINDOWS')
  const alpha = await named('alpha', 'LINUX')
  const gamma = await named('Gamma_%', 'LINUX')
  await pool.query('UPDATE device SET connected_to = $1, isolated = true WHERE id = $2', [randomUUID(), beta])
  const lists = openLists(pool)
  const find = async (filter: object) => (await lists.devices(organization, filter, whole)).keys
  expect(new Set(await find({}))).toEqual(new Set([alpha, beta, gamma]))
  expect(await find({ online: true })).toEqual([beta])
  expect(await find({ online: false, platform: 'LINUX', hostnameContains: 'ALP' })).toEqual([alpha])
  expect(await find({ isolated: true })).toEqual([beta])
  expect(await find({ hostnameContains: 'a_%' })).toEqual([gamma])
  expect(await lists.countDevices(organization, { platform: 'LINUX' })).toBe(2)
  const first = await lists.devices(organization, {}, { ...whole, size: 1 })
  const second = await lists.devices(organization, {}, { ...whole, size: 1, after: first.keys[0] ?? '' })
  expect([first.hasMore, second.keys[0]]).toEqual([true, (await find({}))[1]])
})

test('ledger events are filtered by their fields and ordered by sequence', async () => {
  const { organization, alice, bob, device, other, submit } = await setUp()
  const first = await submit(alice, device, { killProcess: { pid: 7 } })
  await submit(bob, other, { killProcess: { pid: 8 } })
  const lists = openLists(pool)
  const find = async (filter: object, over: object = {}) =>
    (await lists.events(organization, filter, { ...whole, ...over })).keys
  expect(await find({})).toEqual([1, 2, 3, 4, 5, 6])
  expect(await find({ action: first.id })).toEqual([3, 4])
  expect(await find({ action: null })).toEqual([])
  expect(await find({ device: other })).toEqual([2, 5, 6])
  expect(await find({ actor: alice.actor.id })).toEqual([3])
  expect(await find({ kinds: ['ACTION_QUEUED'] })).toEqual([4, 6])
  expect(await find({}, { after: 2, size: 2 })).toEqual([3, 4])
  expect(await find({}, { before: 4, size: 2, fromEnd: true })).toEqual([2, 3])
  expect(await find({ from: new Date(Date.now() + 1000) })).toEqual([])
  expect(await find({ to: new Date(first.submittedAt) })).toEqual((await find({})).filter(n => n < 3))
})
