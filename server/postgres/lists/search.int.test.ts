import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActionFilter } from '#app/action/action-filter.ts'
import { searchWords } from '#app/action/search-words.ts'
import { submitAction } from '#app/action/submit-action.ts'
import { actionTypes } from '#domain/catalog/action-types.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isRefused } from '#domain/refusal.ts'
import { createDatabase, type TestDatabase } from '../../testing/database.ts'
import { seedDevice, seedOrganization } from '../../testing/seed.ts'
import { openCallers } from '../callers/callers.ts'
import { type Committer, openCommitter } from '../commit/group-commit.ts'
import { openPool, type Pool } from '../pool/pool.ts'
import { openLists } from './lists.ts'

let database: TestDatabase
let pool: Pool
let ledger: Committer
beforeAll(async () => {
  database = await createDatabase()
  pool = openPool(database.appUrl)
  ledger = openCommitter({ url: database.appUrl, clock: { now: Date.now }, onCommitted: () => {} })
})
afterAll(async () => {
  await ledger.close()
  await pool.close()
  await database.close()
})

const newestFirst = { field: 'SUBMITTED_AT', direction: 'DESC' } as const
const whole = { size: 200, after: null, before: null, fromEnd: false }

async function setUp() {
  const { id: organization, person } = await seedOrganization(pool)
  const alice = await person('alice', 'ANALYST')
  const device = (hostname: string) => seedDevice(ledger, organization, { hostname })
  const submit = async (
    on: string,
    justification: string,
    action: object = { killProcess: { pid: 7 } },
    by: Caller = alice,
  ) => {
    const newId = randomUUID
    const ports = { ledger, newId, serverAddresses: () => [], directory: openCallers({ pool, newId }) }
    const submitted = await submitAction(ports)(by, { device: on, action, justification })
    if (isRefused(submitted)) throw new Error(submitted.refused.message)
    return submitted.id
  }
  const set = (id: string, column: 'output' | 'failure_message', value: unknown) =>
    pool.query(`UPDATE response_action SET ${column} = $2 WHERE id = $1`, [
      id,
      column === 'output' ? JSON.stringify(value) : value,
    ])
  const list = async (filter: ActionFilter, page: object = {}) =>
    (await openLists(pool).actions(organization, filter, newestFirst, { ...whole, ...page })).keys
  const search = async (text: string) => list({ words: searchWords(text) })
  return { organization, device, submit, set, list, search }
}

test('a word is found in each of the four texts, as a substring, ignoring case', async () => {
  const { device, submit, set, search } = await setUp()
  const [alpha, beta] = [await device('Alpha-WS01.corp.example'), await device('beta')]
  const first = await submit(alpha.id, 'It mines MONERO for a stranger.')
  const second = await submit(beta.id, 'Something else entirely.')
  await set(second, 'failure_message', 'Access to the Process was denied')
  await set(first, 'output', {
    processName: 'XMRig',
    path: 'C:\\Users\\Eve\\x.exe',
    nested: [{ line: 'a "quoted"\nline' }],
    pid: 424242,
  })
  for (const text of ['monero', 'MINES', 'oner', 'ws01.CORP', 'xmrig', 'C:\\Users\\eve', '"quoted"', '24242'])
    expect(await search(text), text).toEqual([first])
  for (const text of ['denied', 'entirely.', 'BETA']) expect(await search(text), text).toEqual([second])
  for (const text of ['nowhere', 'processName', 'minesmonero']) expect(await search(text), text).toEqual([])
})

test('every word must occur in one of the texts; words that are too short are ignored', async () => {
  const { device, submit, set, search } = await setUp()
  const { id } = await device('gamma-7')
  const first = await submit(id, 'It mines monero.')
  const second = await submit(id, 'It mines something.')
  await set(first, 'output', { processName: 'xmrig' })
  expect(await search('gamma xmrig   mines')).toEqual([first])
  expect(await search('gamma mines')).toEqual([second, first])
  expect(await search('xmrig something')).toEqual([])
  expect(await search('zz mines q')).toEqual([second, first])
  expect(await search('zz q')).toEqual([second, first])
})

test('special characters of LIKE patterns match literally', async () => {
  const { device, submit, search } = await setUp()
  const { id } = await device('host_1')
  const first = await submit(id, String.raw`100% of the files in a\b_c are gone`)
  await submit(id, 'Nothing of 100 percent, and aXb-c.')
  for (const text of ['100%', '0%', String.raw`a\b_c`, 'b_c', String.raw`\b_`])
    expect(await search(text), text).toEqual(text === '0%' ? expect.anything() : [first])
  expect(await search('___')).toEqual([])
  expect(await search('%%%')).toEqual([])
  expect(await search('host_1')).toHaveLength(2)
  expect(await search('host-1')).toEqual([])
})

test('non-Latin letters are found', async () => {
  const { device, submit, search } = await setUp()
  const { id } = await device('sørver')
  const first = await submit(id, 'Übernahme durch ЗЛОУМЫШЛЕННИК festgestellt 攻撃者がいる')
  for (const text of ['übernahme', 'злоумышленник', '攻撃者', 'SØRVER'])
    expect(await search(text), text).toEqual([first])
})

test('an action is found by the current hostname of its device', async () => {
  const { device, submit, search } = await setUp()
  const { id } = await device('before')
  const action = await submit(id, 'Because of that.')
  await pool.query(`UPDATE device SET hostname = 'afterwards' WHERE id = $1`, [id])
  expect(await search('afterwards')).toEqual([action])
  expect(await search('before')).toEqual([])
})

test('an organization finds only its own actions, even by hostname', async () => {
  const [here, there] = [await setUp(), await setUp()]
  await there.submit((await there.device('delta')).id, 'It mines monero.')
  expect(await here.search('monero')).toEqual([])
  expect(await here.search('delta')).toEqual([])
})

test('search combines with other filters, counts and paging', async () => {
  const { organization, device, submit, list } = await setUp()
  const { id } = await device('epsilon')
  const submitted: string[] = []
  for (let i = 0; i < 7; i++)
    submitted.unshift(
      await submit(
        id,
        `Number ${i} of seven`,
        i % 2 === 0 ? { killProcess: { pid: 7 } } : { blockIp: { address: '203.0.113.7' } },
      ),
    )
  const words = ['seven', 'epsilon']
  expect(await list({ words }, { size: 3 })).toEqual(submitted.slice(0, 3))
  expect(await list({ words }, { size: 3, after: submitted[2] })).toEqual(submitted.slice(3, 6))
  expect(await list({ words, types: ['BLOCK_IP'] })).toEqual(submitted.filter((_, i) => i % 2 === 1))
  expect(await openLists(pool).countActions(organization, { words, types: ['BLOCK_IP'] })).toBe(3)
})

test('a filter with several values returns one ordered list without duplicates, in both directions', async () => {
  const { device, submit, list } = await setUp()
  const { id } = await device('zeta')
  const actions = [
    { killProcess: { pid: 7 } },
    { blockIp: { address: '203.0.113.7' } },
    { isolateDevice: {} },
    { unisolateDevice: {} },
  ]
  const submitted: { id: string; type: string }[] = []
  for (let i = 0; i < 24; i++)
    submitted.unshift({
      id: await submit(id, 'Because of that.', actions[(i * 7) % 4]),
      type: ['KILL_PROCESS', 'BLOCK_IP', 'ISOLATE_DEVICE', 'UNISOLATE_DEVICE'][(i * 7) % 4] ?? '',
    })
  for (const types of [
    ['KILL_PROCESS', 'ISOLATE_DEVICE'],
    ['BLOCK_IP', 'BLOCK_IP', 'UNISOLATE_DEVICE'],
    ['RUN_SCRIPT', 'KILL_PROCESS'],
    [...actionTypes],
    ['RUN_SCRIPT'],
    [],
  ] as (typeof actionTypes)[number][][]) {
    const wanted = submitted.filter(({ type }) => types.some(one => one === type)).map(({ id }) => id)
    expect(await list({ types })).toEqual(wanted)
    expect(await list({ types, statuses: ['QUEUED', 'PENDING_APPROVAL'] })).toEqual(wanted)
    const walked: string[] = []
    for (let after: string | undefined = undefined; ; after = walked.at(-1)) {
      const page = await list({ types }, { size: 5, after: after ?? null })
      if (page.length === 0) break
      walked.push(...page)
    }
    expect(walked).toEqual(wanted)
    expect(await list({ types }, { size: 5, fromEnd: true })).toEqual(wanted.slice(-5))
  }
})

test('matches by hostname and by text form one ordered list without duplicates, in both directions', async () => {
  const { organization, device, submit, list } = await setUp()
  const hostnames = ['kappa-one', 'kappa-two', 'lambda-two', 'other']
  const devices = await Promise.all(hostnames.map(device))
  const texts = ['It is kappa.', 'It is lambda.', 'Because of that.', 'It is kappa and lambda.', 'It is two.']
  const submitted: { id: string; said: string; device: string }[] = []
  for (let i = 0; i < 20; i++) {
    const on = i % 4
    const { id } = devices[on] ?? { id: '' }
    const said = texts[i % 5] ?? ''
    submitted.unshift({ id: await submit(id, said), said: `${said} ${hostnames[on]}`, device: id })
  }
  const lists = openLists(pool)
  for (const words of [
    ['kappa'],
    ['kappa-one'],
    ['two', 'kappa'],
    ['lambda', 'two', 'kappa'],
    ['that', 'two'],
  ])
    for (const types of [['KILL_PROCESS'], ['KILL_PROCESS', 'RUN_SCRIPT']] as const) {
      const found = submitted.filter(({ said }) => words.every(word => said.includes(word)))
      const wanted = found.map(({ id }) => id)
      expect(wanted.length).toBeGreaterThan(1)
      expect(await list({ words, types })).toEqual(wanted)
      expect(await list({ words, types }, { size: 2, fromEnd: true })).toEqual(wanted.slice(-2))
      expect(await list({ words, types }, { after: wanted[0] ?? null })).toEqual(wanted.slice(1))
      expect(await lists.countActions(organization, { words, types })).toBe(wanted.length)
      const ids = devices.map(({ id }) => id)
      const each = await lists.actionsOf(
        organization,
        { kind: 'device', ids },
        { words, types },
        newestFirst,
        whole,
      )
      expect(each.map(({ keys }) => keys)).toEqual(
        ids.map(id => found.filter(({ device }) => device === id).map(({ id }) => id)),
      )
    }
})

test('pages read for several parents together equal the pages read for each', async () => {
  const { organization, device, submit } = await setUp()
  const devices = [await device('eta'), await device('theta'), await device('iota')].map(({ id }) => id)
  const submitted: string[] = []
  for (let i = 0; i < 14; i++) submitted.push(await submit(devices[i % 2] ?? '', 'Because of that.'))
  const lists = openLists(pool)
  const ids = [...devices, randomUUID()]
  for (const filter of [
    {},
    { words: ['because'] },
    { types: ['KILL_PROCESS', 'RUN_SCRIPT'] },
  ] as ActionFilter[])
    for (const page of [
      whole,
      { ...whole, size: 2 },
      { ...whole, size: 3, fromEnd: true },
      { ...whole, size: 2, after: submitted[9] ?? null },
    ]) {
      const one = async (id: string) => {
        const { keys, hasMore } = await lists.actions(
          organization,
          { ...filter, device: id },
          newestFirst,
          page,
        )
        return { keys, hasMore }
      }
      const together = await lists.actionsOf(organization, { kind: 'device', ids }, filter, newestFirst, page)
      expect(together).toEqual(await Promise.all(ids.map(one)))
    }
  expect(await lists.countActionsOf(organization, { kind: 'device', ids }, {})).toEqual([7, 7, 0, 0])
})

test('a word that is in very many hostnames finds the actions and detections of all these devices', async () => {
  const { organization, device, submit, search } = await setUp()
  const first = await submit((await device('farm-0.example')).id, 'Something else entirely.')
  await pool.query(
    `INSERT INTO device SELECT (json_populate_record(device, json_build_object('id', gen_random_uuid(), 'hostname', 'farm-' || n || '.example'))).*
      FROM device, generate_series(1, 150) n WHERE organization_id = $1`,
    [organization],
  )
  const other = await submit((await device('elsewhere')).id, 'Nothing about a host.')
  expect(await search('farm-')).toEqual([first])
  expect(await search('FARM- entirely')).toEqual([first])
  expect(await search('farm- nothing')).toEqual([])
  expect(await search('elsewhere')).toEqual([other])
  const { detections } = openLists(pool)
  expect((await detections(organization, { words: ['farm-'] }, whole)).keys).toEqual([])
})
