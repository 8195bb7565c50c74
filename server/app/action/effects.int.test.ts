import { afterAll, beforeAll, expect, test } from 'vitest'
import { revokeDevice } from '#app/device/revoke-device.ts'
import { type Action, verificationOf } from '#domain/action/action.ts'
import { openScene, type Scene } from '../../testing/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const block = { blockIp: { address: '203.0.113.7' } }
const unblock = { unblockIp: { address: '::ffff:203.0.113.7' } }
const until = (action: Action) => action.effect?.until ?? null
const evidenceOf = (action: Action) => {
  const verification = verificationOf(action)
  return verification && 'evidence' in verification ? [verification.status, verification.evidence] : null
}
const inversesOf = async (action: Action) =>
  (await scene.actions(action.organization)).filter(({ undoes }) => undoes === action.id)

async function story() {
  const organization = await scene.organization()
  return { ...organization, at: await organization.device({ connectedSince: '2026-11-24T09:00:00.000Z' }) }
}

test('`effectUntil` is completion + that; then the server submits the inverse itself, past approval', async () => {
  const { submit, at } = await story()
  const submitted = await submit(at, block, { effectFor: 300 })
  expect(until(submitted)).toBeNull()
  await scene.wait(20)
  const blocked = await scene.runs(submitted)
  expect(until(blocked)).toBe(new Date(scene.clock.now() + 300_000).toISOString())

  await scene.wait(299)
  expect(await inversesOf(blocked)).toEqual([])
  await scene.wait(1)
  const [inverse, ...others] = await inversesOf(blocked)
  expect(others).toEqual([])
  expect(inverse).toMatchObject({
    requested: { type: 'UNBLOCK_IP', parameters: { address: '203.0.113.7' } },
    device: at,
    submittedBy: { kind: 'system', id: null, name: 'server' },
    approvalsRequired: 0,
    undoes: blocked.id,
    life: { status: 'QUEUED' },
  })
  if (!inverse) throw new Error('no inverse')
  expect(await scene.kinds(inverse)).toEqual(['ACTION_SUBMITTED', 'ACTION_QUEUED'])
  await scene.dueNow()
  expect(await inversesOf(blocked)).toHaveLength(1)

  await scene.runs(inverse)
  const undone = await scene.action(blocked.id)
  expect(undone.effect).toEqual({ status: 'UNDONE', until: until(blocked), by: inverse.id })
})

test('the inverse comes after any crash in between, and once, however many processes look', async () => {
  const { submit, at } = await story()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await scene.wait(0)
  // Nobody was there when it fell due; then several look at once.
  await Promise.all([scene.wait(4000), scene.dueNow(), scene.dueNow()])
  expect(await inversesOf(blocked)).toHaveLength(1)
})

test('a type that requires approval: the inverse is past it, and is no less on the ledger', async () => {
  const { submit, approve, at } = await story()
  const isolated = await submit(at, { isolateDevice: {} }, { effectFor: 60 })
  await approve(isolated)
  await scene.runs(isolated)
  await scene.wait(61)
  const [inverse] = await inversesOf(isolated)
  expect(inverse).toMatchObject({ requested: { type: 'UNISOLATE_DEVICE' }, life: { status: 'QUEUED' } })
})

test('A later completed block of the same normalised address replaces the earlier effect', async () => {
  const { submit, at } = await story()
  const first = await scene.runs(await submit(at, block, { effectFor: 100 }))
  const elsewhere = await scene.runs(
    await submit(at, { blockIp: { address: '203.0.113.8' } }, { effectFor: 5000 }),
  )
  await scene.wait(50)
  const second = await scene.runs(
    await submit(at, { blockIp: { address: '::ffff:203.0.113.7' } }, { effectFor: 100 }),
  )
  expect(await scene.action(first.id)).toMatchObject({ effect: { status: 'REPLACED', until: null } })
  expect(until(await scene.action(elsewhere.id))).not.toBeNull()
  await scene.wait(51)
  expect(await inversesOf(first)).toEqual([])
  await scene.wait(50)
  expect(await inversesOf(first)).toEqual([])
  expect(await inversesOf(second)).toHaveLength(1)
})

test('an inverse never overtakes a later isolation that waits in the lane: that one ends by its own time', async () => {
  const { submit, at } = await story()
  const first = await scene.runs(await submit(at, block, { effectFor: 100 }))
  const second = await submit(at, block, { effectFor: 1000 })
  await scene.wait(101)
  expect(await inversesOf(first)).toEqual([])
  await scene.runs(second)
  await scene.wait(100)
  expect(await inversesOf(first)).toEqual([])
  await scene.wait(900)
  expect(await inversesOf(second)).toHaveLength(1)
})

test('what was to replace it and failed holds its inverse up no longer', async () => {
  const { submit, at } = await story()
  const first = await scene.runs(await submit(at, block, { effectFor: 100 }))
  const second = await submit(at, block)
  await scene.wait(101)
  await scene.fails(second)
  await scene.wait(5)
  expect(await inversesOf(first)).toHaveLength(1)
})

test('`undoes`/`undoneBy` tie an unblock to the block of that address, whoever submitted them', async () => {
  const { submit, bob, at } = await story()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 3600 }))
  const other = await submit(at, { unblockIp: { address: '203.0.113.9' } })
  expect(other.undoes).toBeNull()
  const unblocked = await submit(at, unblock, {}, bob)
  expect(unblocked.undoes).toBe(blocked.id)
  expect((await scene.action(blocked.id)).effect?.status).toBe('IN_FORCE')
  await scene.runs(unblocked)
  expect((await scene.action(blocked.id)).effect).toEqual({ status: 'UNDONE', until: null, by: unblocked.id })
  await scene.wait(3601)
  expect(await inversesOf(blocked)).toHaveLength(1)
})

test('Whichever is first, the other changes nothing: undone by hand, nothing is undone again', async () => {
  const { submit, at } = await story()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await scene.runs(await submit(at, unblock))
  await scene.wait(120)
  const inverses = await inversesOf(blocked)
  expect(inverses.map(({ submittedBy }) => submittedBy.kind)).toEqual(['analyst'])
})

test('An action whose effect was taken back is not asked about: INCONCLUSIVE, by whom', async () => {
  const { submit, at } = await story()
  const blocked = await scene.runs(await submit(at, block))
  const unblocked = await scene.runs(await submit(at, unblock))
  expect(evidenceOf(await scene.action(blocked.id))).toEqual(['INCONCLUSIVE', { endedBy: unblocked.id }])
  // And so is an unblock that was followed by a block.
  const again = await scene.runs(await submit(at, block))
  expect(evidenceOf(await scene.action(unblocked.id))).toEqual(['INCONCLUSIVE', { endedBy: again.id }])
})

test('An action whose effect has ended by its timer is not asked about: INCONCLUSIVE, "timer"', async () => {
  const { submit, at } = await story()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await scene.wait(60)
  const ended = await scene.action(blocked.id)
  expect(evidenceOf(ended)).toEqual(['INCONCLUSIVE', { endedBy: 'timer' }])
  expect(ended.life.status).toBe('COMPLETED')
  expect(verificationOf(ended)).toMatchObject({ attempts: 0 })
})

test('Nothing is undone because a verification failed; its effect still ends at its time', async () => {
  const { submit, at } = await story()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 600 }))
  await scene.wait(60)
  const failed = await scene.verifies(blocked, false)
  expect(failed.life).toMatchObject({ status: 'FAILED', failure: { code: 'VERIFICATION_FAILED' } })
  expect(await inversesOf(blocked)).toEqual([])
  await scene.wait(540)
  expect(await inversesOf(blocked)).toHaveLength(1)
})

test('The same isolation twice is no error: the second completes', async () => {
  const { submit, approve, at } = await story()
  for (const _ of [1, 2]) {
    const isolated = await submit(at, { isolateDevice: {} })
    await approve(isolated)
    expect((await scene.runs(isolated)).life.status).toBe('COMPLETED')
  }
})

test('a revoked device gets no inverse: there is nobody to take it', async () => {
  const { submit, ada, at } = await story()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await revokeDevice({ ledger: scene.ledger, feed: { publish: () => {} } })(ada, at)
  await scene.wait(61)
  expect(await inversesOf(blocked)).toEqual([])
  expect((await scene.action(blocked.id)).effect?.status).toBe('OVER')
})
