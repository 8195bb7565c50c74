import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BulkInput, DecidedBulk } from '#app/application.ts'
import { revokeDevice } from '#app/device/revoke-device.ts'
import { updateApprovalRequirements, updateResponseSettings } from '#app/settings/update-settings.ts'
import type { Action } from '#domain/action/action.ts'
import { evolve } from '#domain/action/evolve.ts'
import { recordedIn, withoutUnloggedFields } from '#domain/action/ledger-data.ts'
import { type BulkActionRecord, bulkDigest, progressOf } from '#domain/bulk/bulk.ts'
import type { Caller } from '#domain/people/actor.ts'
import { openDevices } from '../../postgres/devices/devices.ts'
import { done, openScene, type Scene } from '../../testing/scene.ts'
import {
  approveBulkAction,
  cancelBulkAction,
  pauseBulkAction,
  rejectBulkAction,
  resumeBulkAction,
} from './decide-bulk-action.ts'
import { submitBulkAction } from './submit-bulk-action.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const block = { blockIp: { address: '203.0.113.7' } }
const isolate = { isolateDevice: {} }

async function setUp(size = 4) {
  const organization = await scene.organization()
  const { alice, bob } = organization
  const at = await Promise.all(Array.from({ length: size }, () => organization.device()))
  const submit = (
    about: Partial<BulkInput> & { ids?: readonly (string | null)[] } = {},
    by: Caller = alice,
  ) =>
    submitBulkAction(scene.ports)(by, {
      devices: (about.ids ?? at).map((id, i) => ({ id, globalId: id ?? `nothing ${i}` })),
      action: block,
      justification: 'Forty machines beacon to it.',
      ...about,
    })
  const actions = (bulk: BulkActionRecord) =>
    scene
      .actions(organization.id, `bulk_action_id = '${bulk.id}'`)
      .then(all => all.sort((a, b) => a.sequence - b.sequence))
  return {
    ...organization,
    submitOne: organization.submit,
    approveOne: organization.approve,
    at,
    submit,
    actions,
    record: async (bulk: BulkActionRecord): Promise<{ state: string }> => {
      const [row] = await scene.pool.query<{ state: string }>('SELECT state FROM bulk_action WHERE id = $1', [
        bulk.id,
      ])
      if (!row) throw new Error('no bulk')
      return row
    },
    review: (bulk: BulkActionRecord) => scene.reviewBulk(organization.id, bulk.id),
    progress: async (bulk: BulkActionRecord) =>
      progressOf((await scene.bulks.tallies(organization.id, [bulk.id])).get(bulk.id) ?? []),
    /** Devices that are sent one of its actions now. */
    sent: async (bulk: BulkActionRecord): Promise<string[]> => {
      const devices = openDevices({ pool: scene.pool, process: organization.id, feed: { publish: () => {} } })
      const open = await devices.openCommands(at)
      return at.filter(device =>
        open.get(device)?.some(({ kind, action }) => kind === 'execute' && action.bulk === bulk.id),
      )
    },
    approve: (bulk: BulkActionRecord, digest?: string, by: Caller = bob) =>
      approveBulkAction(scene.ports)(by, { id: bulk.id, digest }),
    pause: (bulk: BulkActionRecord) => pauseBulkAction(scene.ports)(alice, { id: bulk.id }),
    resume: (bulk: BulkActionRecord) => resumeBulkAction(scene.ports)(alice, { id: bulk.id }),
  }
}
const statuses = (actions: readonly Action[]) => actions.map(({ life }) => life.status)
/** Brings its devices online, so that verification attempts count. */
const connect = ({ organizationId }: BulkActionRecord) =>
  scene.pool.query('UPDATE device SET connected_since = now() WHERE organization_id = $1', [organizationId])
const codeOf = (outcome: DecidedBulk | { refused: { code: string } }) =>
  'refused' in outcome ? outcome.refused.code : null

test('submits one action per device in one transaction, with BULK_SUBMITTED on the ledger', async () => {
  const { submit, actions, at, id, sent, progress } = await setUp()
  const bulk = done(await submit())
  const all = await actions(bulk)
  expect(all.map(({ device }) => device)).toEqual(at)
  expect(all.every(({ origin, life }) => origin === 'BULK' && life.status === 'QUEUED')).toBe(true)
  expect(bulk.digest).toBe(bulkDigest(all.map(({ digest }) => digest)))
  expect(await sent(bulk)).toEqual(at)
  expect(await progress(bulk)).toMatchObject({ queued: 4, completed: 0 })
  const [line] = await scene.events(id, 'BULK_SUBMITTED')
  expect(line).toMatchObject({ data: { bulk: bulk.id, total: 4, digest: bulk.digest, rollout: null } })
})

test('one unknown device refuses the whole bulk; the refusal names it', async () => {
  const { submit, at, id } = await setUp()
  const refused = await submit({ ids: [at[0] ?? '', null, at[1] ?? ''] })
  expect(refused).toMatchObject({ refused: { code: 'NOT_FOUND', path: ['deviceIds', '1'] } })
  expect(JSON.stringify(refused)).toContain('nothing 1')
  const [stranger] = (await setUp(1)).at
  const foreign = await submit({ ids: [...at, stranger ?? ''] })
  expect(foreign).toMatchObject({ refused: { code: 'NOT_FOUND', path: ['deviceIds', '4'] } })
  expect(await scene.actions(id)).toEqual([])
  expect(await scene.events(id, 'BULK_SUBMITTED')).toEqual([])
})

test('Duplicate `deviceIds` count once, none is INVALID_INPUT; bulk KILL_PROCESS needs `processName`', async () => {
  const { submit, at } = await setUp()
  expect(done(await submit({ ids: [...at, ...at] })).total).toBe(4)
  expect(await submit({ ids: [] })).toMatchObject({ refused: { code: 'INVALID_INPUT', path: ['deviceIds'] } })
  const kill = { killProcess: { pid: 4242, startedAt: new Date() } }
  expect(await submit({ action: kill })).toMatchObject({
    refused: { code: 'INVALID_INPUT', path: ['action', 'killProcess', 'processName'] },
  })
  expect(done(await submit({ action: { killProcess: { pid: 4242, processName: 'x' } } })).total).toBe(4)
})

test('bulk 10,000 devices: one more is LIMIT_EXCEEDED, path ["deviceIds"]', async () => {
  const { submit } = await setUp(1)
  const ids = Array.from({ length: 10_001 }, () => null)
  expect(await submit({ ids })).toMatchObject({ refused: { code: 'LIMIT_EXCEEDED', path: ['deviceIds'] } })
})

test('a protected target or a full device refuses the whole bulk', async () => {
  const { submit, at, ada, device } = await setUp()
  await revokeDevice({ ledger: scene.ledger, feed: { publish: () => {} } })(ada, at[2] ?? '')
  expect(await submit()).toMatchObject({ refused: { code: 'ILLEGAL_TRANSITION', path: ['deviceIds', '2'] } })
  const windows = await device({ platform: 'WINDOWS' })
  const quarantine = { quarantineFile: { path: '/tmp/x' } }
  expect(await submit({ ids: [at[0] ?? '', windows], action: quarantine })).toMatchObject({
    refused: { code: 'INVALID_INPUT', path: ['action', 'quarantineFile', 'path'] },
  })
})

test('the same key returns the first bulk; other content is a conflict', async () => {
  const { submit, at } = await setUp()
  const again = () => submit({ idempotencyKey: 'wave 1' })
  const [first, second] = (await Promise.all([again(), again()])).map(done)
  expect(second?.id).toBe(first?.id)
  const other = await submit({ idempotencyKey: 'wave 1', ids: at.slice(1) })
  expect(other).toMatchObject({ refused: { code: 'IDEMPOTENCY_CONFLICT' } })
})

test('A bulk decision decides every action of the bulk that still awaits one', async () => {
  const { submit, actions, approve, reject, cancel, sent, at } = await setUp()
  const bulk = done(await submit({ action: isolate }))
  expect(statuses(await actions(bulk))).toEqual(Array(4).fill('PENDING_APPROVAL'))
  const [first, second] = await actions(bulk)
  if (!first || !second) throw new Error('too few')
  await reject(first)
  await cancel(second)
  const { decided } = done(await approve(bulk, bulk.digest))
  expect(decided).toBe(2)
  expect(statuses(await actions(bulk))).toEqual(['CANCELLED', 'CANCELLED', 'QUEUED', 'QUEUED'])
  expect(await sent(bulk)).toEqual(at.slice(2))
  expect(codeOf(await approve(bulk))).toBe('ALREADY_DECIDED')
})

test('refuses decisions on one’s own bulk, with a wrong digest, on a bulk without approvals, and by service accounts', async () => {
  const { submit, approve, alice, bob } = await setUp()
  const bulk = done(await submit({ action: isolate }))
  expect(codeOf(await approve(bulk, undefined, alice))).toBe('SELF_APPROVAL')
  expect(codeOf(await approve(bulk, '0'.repeat(64)))).toBe('DIGEST_MISMATCH')
  const machine: Caller = { ...bob, actor: { kind: 'service_account', id: bob.actor.id, name: 'robot' } }
  expect(codeOf(await approve(bulk, undefined, machine))).toBe('FORBIDDEN')
  const free = done(await submit())
  expect(codeOf(await approve(free))).toBe('ILLEGAL_TRANSITION')
  const foreign = done(await (await setUp()).submit({ action: isolate }))
  expect(codeOf(await approve(foreign))).toBe('NOT_FOUND')
})

test('of two concurrent decisions, one wins; each action has one approval', async () => {
  const { submit, actions, bob, person } = await setUp()
  const bulk = done(await submit({ action: isolate }))
  const carol = await person('carol', 'ANALYST')
  const other = scene.openLedger()
  const outcomes = await Promise.all([
    approveBulkAction(scene.ports)(bob, { id: bulk.id }),
    rejectBulkAction({ ...scene.ports, ledger: other })(carol, { id: bulk.id }),
  ])
  await other.close()
  expect(outcomes.map(codeOf).sort()).toEqual(['ALREADY_DECIDED', null].sort())
  for (const { decisions } of await actions(bulk)) expect(decisions).toHaveLength(1)
})

test('two approvals: one person counts once', async () => {
  const { submit, approve, actions, ada, bob } = await setUp()
  await updateApprovalRequirements(scene.ports)(ada, [
    { type: 'ISOLATE_DEVICE', required: true, approvals: 2 },
  ])
  const bulk = done(await submit({ action: isolate }))
  expect(done(await approve(bulk)).decided).toBe(4)
  expect(statuses(await actions(bulk))).toEqual(Array(4).fill('PENDING_APPROVAL'))
  expect(codeOf(await approve(bulk, undefined, bob))).toBe('ALREADY_DECIDED')
  expect(done(await approve(bulk, undefined, ada)).decided).toBe(4)
  expect(statuses(await actions(bulk))).toEqual(Array(4).fill('QUEUED'))
})

test('the six states of `progress` add up to `total` always, `verified` is a part of `completed`', async () => {
  const { submit, actions, progress, cancel } = await setUp(8)
  const bulk = done(await submit())
  const check = async () => {
    const { verified, ...six } = await progress(bulk)
    expect(Object.values(six).reduce((a, b) => a + b, 0)).toBe(8)
    expect(verified).toBeLessThanOrEqual(six.completed)
    return { verified, ...six }
  }
  const all = await actions(bulk)
  const at = (i: number) => all[i] ?? (undefined as never)
  await check()
  await cancel(at(0))
  await scene.claims(at(1))
  await scene.runs(at(2))
  await scene.fails(at(3))
  await scene.runs(at(4))
  await check()
  await connect(bulk)
  await scene.wait(61)
  await scene.verifies(at(2), true)
  await scene.verifies(at(4), false)
  expect(await check()).toEqual({
    pendingApproval: 0,
    queued: 3,
    executing: 1,
    completed: 1,
    failed: 2,
    cancelled: 1,
    verified: 1,
  })
})

test('a rollout releases canaries first, then `perMinute`; held actions are in no lane', async () => {
  const { submit, actions, sent, review, at } = await setUp(7)
  const bulk = done(await submit({ rollout: { canary: 2, perMinute: 3 } }))
  expect(await sent(bulk)).toEqual(at.slice(0, 2))
  expect(statuses(await actions(bulk))).toEqual(Array(7).fill('QUEUED'))
  const ends = async (from: number, to: number) => {
    await connect(bulk)
    for (const action of (await actions(bulk)).slice(from, to)) await scene.runs(action)
    await scene.wait(61)
    for (const action of (await actions(bulk)).slice(from, to))
      await scene.verifies(action, from === 0 ? null : true)
  }
  await review(bulk)
  expect(await sent(bulk)).toEqual(at.slice(0, 2))
  await ends(0, 2)
  await review(bulk)
  expect(await sent(bulk)).toEqual(at.slice(2, 5))
  await review(bulk)
  expect(await sent(bulk)).toEqual(at.slice(2, 5))
  await scene.wait(59)
  expect(await sent(bulk)).toEqual(at.slice(2, 5))
  await scene.wait(1)
  expect(await sent(bulk)).toEqual(at.slice(2))
})

test('a due release happens exactly once, in any process, even after a crash', async () => {
  const { submit, sent, at } = await setUp(6)
  const bulk = done(await submit({ rollout: { perMinute: 2 } }))
  expect(await sent(bulk)).toEqual(at.slice(0, 2))
  await scene.wait(30)
  await Promise.all([scene.wait(30), scene.dueNow(), scene.dueNow()])
  expect(await sent(bulk)).toEqual(at.slice(0, 4))
})

test('a failed canary pauses the bulk; resuming continues it', async () => {
  const { submit, actions, sent, review, at, record, resume, id } = await setUp()
  const bulk = done(await submit({ rollout: { canary: 1 } }))
  const [canary] = await actions(bulk)
  await scene.fails(canary as Action)
  await review(bulk)
  expect(await record(bulk)).toEqual({ state: 'PAUSED' })
  expect(await sent(bulk)).toEqual([])
  expect(await scene.events(id, 'BULK_PAUSED')).toMatchObject([{ actor: { kind: 'system', name: 'server' } }])
  expect(done(await resume(bulk)).bulk.state).toBe('RUNNING')
  await review(bulk)
  expect(await sent(bulk)).toEqual(at.slice(1))
  await review(bulk)
  expect(await record(bulk)).toEqual({ state: 'RUNNING' })
})

test('aborts above the failure rate: unclaimed actions are cancelled, running ones continue', async () => {
  const { submit, actions, review, record, id, pause, progress } = await setUp(6)
  const bulk = done(await submit({ rollout: { abortAboveFailurePercent: 50, abortAfter: 2 } }))
  const [first, second, third] = await actions(bulk)
  await scene.claims(third as Action)
  await scene.fails(first as Action)
  await review(bulk)
  expect(await record(bulk)).toEqual({ state: 'RUNNING' })
  await scene.fails(second as Action)
  await review(bulk)
  expect(await record(bulk)).toEqual({ state: 'ABORTED' })
  const all = await actions(bulk)
  expect(statuses(all)).toEqual(['FAILED', 'FAILED', 'EXECUTING', 'CANCELLED', 'CANCELLED', 'CANCELLED'])
  expect(all[3]?.life).toMatchObject({ cancellation: { reason: 'BULK_ABORTED' } })
  expect(await scene.events(id, 'BULK_ABORTED')).toHaveLength(1)
  expect(codeOf(await pause(bulk))).toBe('ILLEGAL_TRANSITION')
  expect((await scene.runs(third as Action)).life.status).toBe('COMPLETED')
  expect(await progress(bulk)).toMatchObject({ completed: 1, failed: 2, cancelled: 3 })
})

test('a paused bulk sends nothing; actions that were already sent continue', async () => {
  const { submit, actions, sent, pause, resume, at, id } = await setUp()
  const bulk = done(await submit())
  const [first] = await actions(bulk)
  expect(done(await pause(bulk))).toMatchObject({ bulk: { state: 'PAUSED' }, decided: 4 })
  expect(await sent(bulk)).toEqual([])
  expect(statuses(await actions(bulk))).toEqual(Array(4).fill('QUEUED'))
  expect(codeOf(await pause(bulk))).toBe('ILLEGAL_TRANSITION')
  // The action was sent before the pause; its device claims it now.
  expect((await scene.claims(first as Action)).life.status).toBe('EXECUTING')
  expect(done(await resume(bulk)).decided).toBe(3)
  expect(await sent(bulk)).toEqual(at.slice(1))
  expect(codeOf(await resume(bulk))).toBe('ILLEGAL_TRANSITION')
  expect(await scene.events(id, 'BULK_PAUSED')).toHaveLength(1)
  expect(await scene.events(id, 'BULK_RESUMED')).toHaveLength(1)
})

test('the queue timeout of a held action starts when it is released', async () => {
  const { submit, actions, ada, pause, resume } = await setUp(3)
  done(await updateResponseSettings(scene.ports)(ada, { queueTimeout: 100 }))
  const bulk = done(await submit({ rollout: { canary: 1 } }))
  await scene.wait(99)
  done(await pause(bulk))
  await scene.wait(1000)
  expect(statuses(await actions(bulk))).toEqual(['QUEUED', 'QUEUED', 'QUEUED'])
  done(await resume(bulk))
  await scene.wait(99)
  expect(statuses(await actions(bulk))).toEqual(['QUEUED', 'QUEUED', 'QUEUED'])
  await scene.wait(1)
  const [canary, ...others] = await actions(bulk)
  expect(canary?.life).toMatchObject({ status: 'FAILED', failure: { code: 'AGENT_OFFLINE' } })
  expect(statuses(others)).toEqual(['QUEUED', 'QUEUED'])
})

test('an action held by its rollout can’t be claimed; after its release, it is last in its lane', async () => {
  const { submit, submitOne, actions, at, review, id } = await setUp(2)
  const bulk = done(await submit({ rollout: { canary: 1 } }))
  const [canary, held] = await actions(bulk)
  expect((await scene.claims(held as Action)).life.status).toBe('QUEUED')
  const later = await submitOne(at[1] ?? '', { blockIp: { address: '203.0.113.9' } })
  await connect(bulk)
  await scene.runs(canary as Action)
  await scene.wait(61)
  await scene.verifies(canary as Action)
  await review(bulk)
  const devices = openDevices({ pool: scene.pool, process: id, feed: { publish: () => {} } })
  const heads = async () => (await devices.openCommands(at)).get(at[1] ?? '')?.map(({ action }) => action.id)
  expect(await heads()).toEqual([later.id])
  await scene.fails(later)
  expect(await heads()).toEqual([held?.id])
})

test('an individually approved action still waits for its bulk’s rollout', async () => {
  const { submit, approveOne, actions, review, sent, at } = await setUp(3)
  const bulk = done(await submit({ action: isolate, rollout: { canary: 1 } }))
  const all = await actions(bulk)
  for (const action of all) await approveOne(action)
  await review(bulk)
  expect(await sent(bulk)).toEqual(at.slice(0, 1))
})

test('cancelBulkAction cancels every unclaimed action, held or not; then the bulk is FINISHED', async () => {
  const { submit, actions, alice, review, record } = await setUp()
  const bulk = done(await submit({ rollout: { canary: 2 } }))
  const [first] = await actions(bulk)
  await scene.claims(first as Action)
  const cancel = () => cancelBulkAction(scene.ports)(alice, { id: bulk.id, comment: 'enough' })
  expect(done(await cancel()).decided).toBe(3)
  expect(codeOf(await cancel())).toBe('ILLEGAL_TRANSITION')
  await scene.fails(first as Action)
  await review(bulk)
  expect(await record(bulk)).toEqual({ state: 'FINISHED' })
})

test('an action’s row equals the fold of its events, except for its release', async () => {
  const { submit, actions, pause, resume, id } = await setUp(2)
  const bulk = done(await submit({ rollout: { canary: 1 } }))
  done(await pause(bulk))
  done(await resume(bulk))
  for (const action of await actions(bulk)) {
    const lines = await scene.pool.query<{ canonical: string }>(
      'SELECT canonical FROM audit_event WHERE organization_id = $1 AND action_id = $2 ORDER BY sequence',
      [id, action.id],
    )
    const folded = lines
      .map(({ canonical }) => recordedIn(JSON.parse(canonical)))
      .reduce<Action | null>((before, recorded) => (recorded ? evolve(before, recorded) : before), null)
    expect(withoutUnloggedFields(action)).toEqual(folded)
  }
})
