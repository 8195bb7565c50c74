import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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

async function setUp() {
  const organization = await scene.organization()
  return { ...organization, at: await organization.device({ connectedSince: '2026-11-24T09:00:00.000Z' }) }
}

test('`effectUntil` is completion plus `effectFor`; then the server submits the inverse without approval', async () => {
  const { submit, at } = await setUp()
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

test('the inverse is submitted once, even after a crash and with several processes', async () => {
  const { submit, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await scene.wait(0)
  // No process was running when the effect expired; then several start at the same time.
  await Promise.all([scene.wait(4000), scene.dueNow(), scene.dueNow()])
  expect(await inversesOf(blocked)).toHaveLength(1)
})

test('the inverse needs no approval and is on the ledger like any action', async () => {
  const { submit, approve, at } = await setUp()
  const isolated = await submit(at, { isolateDevice: {} }, { effectFor: 60 })
  await approve(isolated)
  await scene.runs(isolated)
  await scene.wait(61)
  const [inverse] = await inversesOf(isolated)
  expect(inverse).toMatchObject({ requested: { type: 'UNISOLATE_DEVICE' }, life: { status: 'QUEUED' } })
})

test('A later completed block of the same normalised address replaces the earlier effect', async () => {
  const { submit, at } = await setUp()
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

test('no inverse is submitted while a later block waits in the lane', async () => {
  const { submit, at } = await setUp()
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

test('the inverse is submitted once the replacing action has failed', async () => {
  const { submit, at } = await setUp()
  const first = await scene.runs(await submit(at, block, { effectFor: 100 }))
  const second = await submit(at, block)
  await scene.wait(101)
  await scene.fails(second)
  await scene.wait(5)
  expect(await inversesOf(first)).toHaveLength(1)
})

test('`undoes`/`undoneBy` tie an unblock to the block of that address, whoever submitted them', async () => {
  const { submit, bob, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 3600 }))
  const other = await submit(at, { unblockIp: { address: '203.0.113.9' } })
  expect(other.undoes).toBeNull()
  const unblocked = await submit(at, unblock, {}, bob)
  expect(unblocked.undoes).toBeNull()
  expect((await scene.action(blocked.id)).effect?.status).toBe('IN_FORCE')
  expect((await scene.runs(unblocked)).undoes).toBe(blocked.id)
  expect((await scene.action(blocked.id)).effect).toEqual({ status: 'UNDONE', until: null, by: unblocked.id })
  const completed = await scene.events(blocked.organization, 'ACTION_COMPLETED')
  expect(completed.map(({ action, data }) => [action, (data as { undoes: unknown }).undoes])).toEqual([
    [blocked.id, null],
    [unblocked.id, blocked.id],
  ])
  await scene.wait(3601)
  expect(await inversesOf(blocked)).toHaveLength(1)
})

test('an effect undone by hand is not undone again', async () => {
  const { submit, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await scene.runs(await submit(at, unblock))
  await scene.wait(120)
  const inverses = await inversesOf(blocked)
  expect(inverses.map(({ submittedBy }) => submittedBy.kind)).toEqual(['analyst'])
})

test('the verification of an undone action is INCONCLUSIVE, with the undoing action as evidence', async () => {
  const { submit, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block))
  const unblocked = await scene.runs(await submit(at, unblock))
  expect(evidenceOf(await scene.action(blocked.id))).toEqual(['INCONCLUSIVE', { endedBy: unblocked.id }])
  // The same applies to an unblock that is followed by a block.
  const again = await scene.runs(await submit(at, block))
  expect(evidenceOf(await scene.action(unblocked.id))).toEqual(['INCONCLUSIVE', { endedBy: again.id }])
})

test('the verification of an effect ended by its timer is INCONCLUSIVE', async () => {
  const { submit, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await scene.wait(60)
  const ended = await scene.action(blocked.id)
  expect(evidenceOf(ended)).toEqual(['INCONCLUSIVE', { endedBy: 'timer' }])
  expect(ended.life.status).toBe('COMPLETED')
  expect(verificationOf(ended)).toMatchObject({ attempts: 0 })
})

test('Nothing is undone because a verification failed; its effect still ends at its time', async () => {
  const { submit, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 600 }))
  await scene.wait(60)
  const failed = await scene.verifies(blocked, false)
  expect(failed.life).toMatchObject({ status: 'FAILED', failure: { code: 'VERIFICATION_FAILED' } })
  expect(await inversesOf(blocked)).toEqual([])
  await scene.wait(540)
  expect(await inversesOf(blocked)).toHaveLength(1)
})

test('The same isolation twice is no error: the second completes', async () => {
  const { submit, approve, at } = await setUp()
  for (const _ of [1, 2]) {
    const isolated = await submit(at, { isolateDevice: {} })
    await approve(isolated)
    expect((await scene.runs(isolated)).life.status).toBe('COMPLETED')
  }
})

test('a revoked device gets no inverse', async () => {
  const { submit, ada, at } = await setUp()
  const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
  await revokeDevice({ ledger: scene.ledger, feed: { publish: () => {} } })(ada, at)
  await scene.wait(61)
  expect(await inversesOf(blocked)).toEqual([])
  expect((await scene.action(blocked.id)).effect?.status).toBe('OVER')
})

describe('`undoes`/`undoneBy` are for what was in force when the undoing action completed', () => {
  const ends = async (...actions: Action[]) => {
    const found = await Promise.all(actions.map(({ id }) => scene.action(id)))
    return found.map(({ undoes, effect }) => [undoes, effect?.status === 'UNDONE' ? effect.by : null])
  }

  test('isolated again before the undoing action completes: the new isolation is undone', async () => {
    const { submit, approve, at } = await setUp()
    const isolate = async () => {
      const submitted = await submit(at, { isolateDevice: {} })
      return approve(submitted)
    }
    const first = await scene.runs(await isolate())
    const second = await isolate()
    const undo = await submit(at, { unisolateDevice: {} })
    await scene.runs(second)
    await scene.runs(undo)
    expect(await ends(first, second, undo)).toEqual([
      [null, null],
      [null, undo.id],
      [second.id, null],
    ])
  })

  test('block, unblock, block while the device is offline', async () => {
    const { submit, at } = await setUp()
    const [first, undo, second] = [
      await submit(at, block),
      await submit(at, unblock),
      await submit(at, block),
    ]
    for (const action of [first, undo, second]) await scene.runs(action)
    expect(await ends(first, undo, second)).toEqual([
      [null, undo.id],
      [first.id, null],
      [null, null],
    ])
  })

  test('a block that expires and is unblocked by an analyst while the device is offline', async () => {
    const { submit, at } = await setUp()
    const blocked = await scene.runs(await submit(at, block, { effectFor: 60 }))
    const undo = await submit(at, unblock)
    await scene.wait(61)
    const [inverse] = await inversesOf(blocked)
    if (!inverse) throw new Error('no inverse')
    await scene.runs(undo)
    await scene.runs(inverse)
    expect(await ends(blocked, undo, inverse)).toEqual([
      [null, undo.id],
      [blocked.id, null],
      [null, null],
    ])
  })

  test('nothing in force: nothing is undone', async () => {
    const { submit, at } = await setUp()
    expect((await scene.runs(await submit(at, unblock))).undoes).toBeNull()
  })
})

test('of two completed actions, A.undoneBy = B if and only if B.undoes = A, in any order of events', async () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constantFrom('block', 'block', 'unblock'),
      effectFor: fc.constantFrom(null, 60, 300),
    }),
    fc.record({ do: fc.constantFrom('claim', 'claim', 'complete', 'complete', 'fail'), which: fc.nat(9) }),
    fc.record({ do: fc.constant('wait'), seconds: fc.constantFrom(1, 59, 61, 301) }),
  ) as fc.Arbitrary<
    | { do: 'block' | 'unblock'; effectFor: number | null }
    | { do: 'claim' | 'complete' | 'fail'; which: number }
    | { do: 'wait'; seconds: number }
  >
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), async steps => {
      const { id, submit, at } = await setUp()
      const among = async (status: string, which: number) => {
        const found = await scene.actions(id, `status = '${status}'`)
        return found[which % found.length]
      }
      for (const step of steps) {
        if (step.do === 'wait') await scene.wait(step.seconds)
        else if (step.do === 'block') await submit(at, block, { effectFor: step.effectFor })
        else if (step.do === 'unblock') await submit(at, unblock)
        else if ('which' in step) {
          const action = await among(step.do === 'claim' ? 'QUEUED' : 'EXECUTING', step.which)
          if (!action) continue
          if (step.do === 'claim') await scene.claims(action)
          else if (step.do === 'fail') await scene.fails(action)
          else await scene.reports(action, { kind: 'completed', output: null, at: null })
        }
      }
      const completed = await scene.actions(id, "status = 'COMPLETED'")
      const undone = completed.flatMap(({ id, effect }) =>
        effect?.status === 'UNDONE' ? [`${id} by ${effect.by}`] : [],
      )
      const undoing = completed.flatMap(({ id, undoes }) => (undoes ? [`${undoes} by ${id}`] : []))
      expect(undoing.sort()).toEqual(undone.sort())
    }),
    { numRuns: 25 },
  )
}, 120_000)
