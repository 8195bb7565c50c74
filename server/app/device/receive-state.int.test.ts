import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Action } from '#domain/action/action.ts'
import { openScene, type Scene } from '../../testing/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const block = (address: string) => ({ blockIp: { address } })

async function setUp() {
  const organization = await scene.organization()
  const { id, submit, approve } = organization
  const at = await organization.device({ connectedSince: '2026-11-24T09:00:00.000Z' })
  return {
    ...organization,
    at,
    isolates: async () => scene.runs(await approve(await submit(at, { isolateDevice: {} }))),
    blocks: async (address: string, extra = {}) => scene.runs(await submit(at, block(address), extra)),
    states: (
      isolated: boolean,
      blockedAddresses: readonly string[] | null = [],
      made: string | null = null,
    ) => scene.states(id, at, { isolated, blockedAddresses }, made),
    driftEvents: async () =>
      (
        await scene.pool.query<{ canonical: string }>(
          "SELECT canonical FROM audit_event WHERE organization_id = $1 AND kind LIKE 'CONTAINMENT%' ORDER BY sequence",
          [id],
        )
      ).map(({ canonical }) => {
        const { kind, data, action, actor } = JSON.parse(canonical)
        return { kind: kind.slice('CONTAINMENT_'.length), data, action, actor }
      }),
    since: async ({ id }: Action) => {
      const { effect } = await scene.action(id)
      return effect?.status === 'IN_FORCE' ? effect.driftedAt : effect?.status
    },
  }
}
const isolation = { kind: 'ISOLATION_MISSING', target: null }

test('a report that lacks an isolation in force is on the ledger once; the drift starts at its arrival', async () => {
  const { isolates, states, driftEvents, since, at } = await setUp()
  const isolated = await isolates()
  await states(true)
  expect(await driftEvents()).toEqual([])
  await scene.wait(10)
  const first = new Date(scene.clock.now()).toISOString()
  await states(false)
  const drifted = {
    kind: 'DRIFTED',
    data: isolation,
    action: isolated.id,
    actor: { kind: 'system', id: at, name: 'agent' },
  }
  expect(await driftEvents()).toEqual([drifted])
  await scene.wait(900)
  await states(false)
  expect(await driftEvents()).toEqual([drifted])
  expect(await since(isolated)).toBe(first)

  await states(true)
  expect(await driftEvents()).toEqual([drifted, { ...drifted, kind: 'RESTORED' }])
  expect(await since(isolated)).toBeNull()
  await states(false)
  expect((await driftEvents()).map(({ kind }) => kind)).toEqual(['DRIFTED', 'RESTORED', 'DRIFTED'])
})

test('a report without drift changes commits nothing and takes no lock', async () => {
  const { isolates, blocks, states } = await setUp()
  await isolates()
  await blocks('203.0.113.7')
  let commits = 0
  const { commit } = scene.ledger
  scene.ledger.commit = change => {
    commits++
    return commit(change)
  }
  await states(true, ['203.0.113.7'])
  await states(true, ['203.0.113.7', '198.51.100.1'])
  expect(commits).toBe(0)
  await states(true, [])
  expect(commits).toBe(1)
  await states(true, [])
  scene.ledger.commit = commit
  expect(commits).toBe(1)
})

test('blocks are compared by their normalised addresses', async () => {
  const { blocks, states, driftEvents } = await setUp()
  for (const address of ['203.0.113.7', '198.51.100.0/24', '2001:db8::1', '2001:db8:1::/48'])
    await blocks(address)
  await states(false, ['::ffff:203.0.113.7', '198.51.100.9/24', '2001:DB8:0:0::1', '2001:db8:1:2::/48'])
  expect(await driftEvents()).toEqual([])
  await states(false, ['not an address', '203.0.113.7', '198.51.100.0/24', '2001:db8::1'])
  expect((await driftEvents()).map(({ data }) => data)).toEqual([
    { kind: 'BLOCK_MISSING', target: '2001:db8:1::/48' },
  ])
})

test('if a device can’t report its blocks, they do not count as missing', async () => {
  const { id, at, isolates, blocks, states, driftEvents } = await setUp()
  await isolates()
  await blocks('203.0.113.7')
  await states(true, null)
  expect(await driftEvents()).toEqual([])
  expect(id && at).toBeTruthy()
})

describe('no drift', () => {
  test('for an undone isolation', async () => {
    const { isolates, submit, states, driftEvents, since, at } = await setUp()
    const isolated = await isolates()
    await scene.runs(await submit(at, { unisolateDevice: {} }))
    await states(false)
    expect(await driftEvents()).toEqual([])
    expect(await since(isolated)).toBe('UNDONE')
  })
  test('after a drifted isolation was undone; nothing is restored', async () => {
    const { isolates, submit, states, driftEvents, at } = await setUp()
    await isolates()
    await states(false)
    await scene.runs(await submit(at, { unisolateDevice: {} }))
    await states(false)
    expect((await driftEvents()).map(({ kind }) => kind)).toEqual(['DRIFTED'])
  })
  test('for a replaced isolation', async () => {
    const { isolates, states, driftEvents } = await setUp()
    await isolates()
    const second = await isolates()
    await states(false)
    expect((await driftEvents()).map(({ action }) => action)).toEqual([second.id])
  })
  test('once the device’s own timer may have ended the effect', async () => {
    const { submit, at, states, driftEvents } = await setUp()
    const submitted = await submit(at, block('203.0.113.7'), { effectFor: 60 })
    await scene.claims(submitted)
    await scene.wait(30)
    await scene.reports(submitted, { kind: 'completed', output: null, at: null })
    await scene.wait(59)
    await states(false, [])
    await scene.wait(31)
    await states(false, [])
    expect(await driftEvents()).toEqual([])
  })
  test('while the device undoes the effect: its report may arrive before its result', async () => {
    const { isolates, submit, states, driftEvents, at } = await setUp()
    await isolates()
    const undo = await submit(at, { unisolateDevice: {} })
    await scene.claims(undo)
    await states(false)
    await scene.reports(undo, { kind: 'completed', output: null, at: null })
    await states(false)
    expect(await driftEvents()).toEqual([])
  })
  test('for an action that failed verification', async () => {
    const { isolates, states, driftEvents } = await setUp()
    const isolated = await isolates()
    await scene.wait(60)
    await scene.verifies(isolated, false)
    await states(false)
    expect(await driftEvents()).toEqual([])
  })
  test('in a report from before the completion', async () => {
    const { submit, approve, states, driftEvents, at } = await setUp()
    const submitted = await approve(await submit(at, { isolateDevice: {} }))
    await scene.claims(submitted)
    await states(false)
    // The device's clock is years behind.
    await scene.reports(submitted, { kind: 'completed', output: null, at: '2019-01-01T00:00:02.000Z' })
    await states(false, [], '2019-01-01T00:00:01.000Z')
    expect(await driftEvents()).toEqual([])
    await states(false, [], '2019-01-01T00:00:03.000Z')
    expect((await driftEvents()).map(({ kind }) => kind)).toEqual(['DRIFTED'])
  })
})

test('concurrent reports record the drift once', async () => {
  const { isolates, states, driftEvents } = await setUp()
  await isolates()
  await Promise.all([states(false), states(false), states(false)])
  expect((await driftEvents()).map(({ kind }) => kind)).toEqual(['DRIFTED'])
})

test('a presence notice is published after the drift is committed', async () => {
  const { id, isolates, states, at } = await setUp()
  await isolates()
  await states(true)
  scene.notices.length = 0
  await states(false)
  expect(scene.notices.filter(({ kind }) => kind === 'presence')).toEqual([
    { kind: 'presence', organization: id, device: at },
    { kind: 'presence', organization: id, device: at },
  ])
})
