import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#domain/people/actor.ts'
import { mayApproveChange, type SettingsChangeRecord } from '#domain/settings/settings-change.ts'
import { openCallers } from '../../postgres/callers/callers.ts'
import { done, openScene, type Scene } from '../../testing/scene.ts'
import { claimsOf } from '../../testing/seed.ts'
import { decideSettingsChange } from './decide-settings-change.ts'
import { updateApprovalRequirements, updateAutoResponse, updateResponseSettings } from './update-settings.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const off = (type: 'ISOLATE_DEVICE' | 'QUARANTINE_FILE') => [{ type, required: false }]

async function setUp({ second = true } = {}) {
  const organization = await scene.organization()
  const { id, ada, person } = organization
  return {
    ...organization,
    adam: second ? await person('adam', 'ADMIN') : ada,
    require: async (changes: Parameters<ReturnType<typeof updateApprovalRequirements>>[1], by = ada) =>
      done(await updateApprovalRequirements(scene.ports)(by, changes)),
    automate: async (changes: Parameters<ReturnType<typeof updateAutoResponse>>[1], by = ada) =>
      done(await updateAutoResponse(scene.ports)(by, changes)),
    decide: (change: string | undefined, by: Caller, decision: 'APPROVED' | 'REJECTED' = 'APPROVED') =>
      decideSettingsChange(scene.ports)(by, { change: change ?? null, decision }),
    pending: async (): Promise<string[]> => {
      const text =
        "SELECT id FROM settings_change WHERE organization_id = $1 AND state = 'PENDING' ORDER BY proposed_at, id"
      return (await scene.pool.query<{ id: string }>(text, [id])).map(row => row.id)
    },
    events: async (kind: string) =>
      (await scene.events(id, kind)).map(({ actor, data }) => ({
        actor: (actor as { name: string }).name,
        data,
      })),
  }
}
const isolation = {
  what: 'approvalRequirements',
  before: { approvalRequirements: { ISOLATE_DEVICE: { required: true, approvals: 1 } } },
  after: { approvalRequirements: { ISOLATE_DEVICE: { required: false, approvals: 1 } } },
}

test('with a single administrator, a change takes effect immediately', async () => {
  const { require, automate, pending } = await setUp({ second: false })
  expect(await require(off('ISOLATE_DEVICE'))).toMatchObject({
    settings: { approvalRequirements: { ISOLATE_DEVICE: { required: false } } },
    pendingChange: null,
  })
  expect((await automate({ enabled: true })).settings.autoResponse.enabled).toBe(true)
  expect(await pending()).toEqual([])
})

test('two accounts of one person count as a single administrator', async () => {
  const { require, ada, id } = await setUp({ second: false })
  const [row] = await scene.pool.query<{ external_id: string }>(
    'SELECT external_id FROM organization WHERE id = $1',
    [id],
  )
  const callers = openCallers({ pool: scene.pool, newId: randomUUID, fresh: 0 })
  const claims = claimsOf(row?.external_id ?? '', 'ada-again', ['ADMIN'])
  await callers.see({ ...claims, email: ' ADA@example.org' })
  expect((await require(off('ISOLATE_DEVICE'), ada)).pendingChange).toBeNull()
})

test('an administrator last seen 91 days ago does not count', async () => {
  const { require, adam } = await setUp()
  await scene.pool.query("UPDATE analyst SET seen_at = now() - interval '91 days' WHERE id = $1", [
    adam.actor.id,
  ])
  expect((await require(off('ISOLATE_DEVICE'))).pendingChange).toBeNull()
})

test('a change that lowers protection waits until another administrator approves it', async () => {
  const { require, decide, ada, adam, events, pending } = await setUp()
  const { settings, pendingChange } = await require(off('ISOLATE_DEVICE'))
  expect(settings.approvalRequirements.ISOLATE_DEVICE).toEqual({ required: true, approvals: 1 })
  expect(pendingChange).toMatchObject({ ...isolation, proposedBy: ada.actor, state: 'PENDING' })
  expect(await events('SETTINGS_CHANGE_PROPOSED')).toEqual([{ actor: 'ada', data: isolation }])

  expect(done(await decide(pendingChange?.id, adam)).approvalRequirements.ISOLATE_DEVICE.required).toBe(false)
  expect(await events('SETTINGS_CHANGED')).toEqual([{ actor: 'adam', data: isolation }])
  expect(await pending()).toEqual([])
  expect(await decide(pendingChange?.id, adam)).toMatchObject({ refused: { code: 'ALREADY_DECIDED' } })
})

test('one call changes everything or proposes everything; every other change takes effect immediately', async () => {
  const { require, automate, ada, decide, adam } = await setUp()
  const mixed = await require([
    { type: 'ISOLATE_DEVICE', required: false },
    { type: 'KILL_PROCESS', required: true },
  ])
  expect(mixed.settings.approvalRequirements).toMatchObject({
    ISOLATE_DEVICE: { required: true },
    KILL_PROCESS: { required: false },
  })
  expect(done(await decide(mixed.pendingChange?.id, adam)).approvalRequirements).toMatchObject({
    ISOLATE_DEVICE: { required: false },
    KILL_PROCESS: { required: true },
  })
  expect((await require([{ type: 'BLOCK_IP', required: true }])).pendingChange).toBeNull()
  expect((await automate({ maxPerHour: 5 })).settings.autoResponse.maxPerHour).toBe(5)
  expect((await automate({ maxPerHour: 6 })).pendingChange).not.toBeNull()
  const times = done(await updateResponseSettings(scene.ports)(ada, { queueTimeout: 100 }))
  expect(times).toMatchObject({ settings: { queueTimeout: 100 }, pendingChange: null })
})

test('the proposer, and anyone who is the same person, gets SELF_APPROVAL; rejecting is allowed', async () => {
  const { require, decide, ada, adam, events, person } = await setUp()
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  const change = pendingChange as SettingsChangeRecord
  const now = scene.clock.now()
  expect([ada, adam].map(by => mayApproveChange(change, by, now))).toEqual([false, true])
  expect(await decide(change.id, ada)).toMatchObject({ refused: { code: 'SELF_APPROVAL' } })
  const key = { ...adam, actor: { ...adam.actor, kind: 'service_account' as const } }
  expect(await decide(change.id, key)).toMatchObject({ refused: { code: 'FORBIDDEN' } })
  expect(await decide(change.id, await person('carl', 'ANALYST'))).toMatchObject({
    refused: { code: 'FORBIDDEN' },
  })
  done(await decide(change.id, ada, 'REJECTED'))
  expect(await events('SETTINGS_CHANGE_REJECTED')).toEqual([{ actor: 'ada', data: isolation }])
  expect(await events('SETTINGS_CHANGED')).toEqual([])
  expect(await decide(change.id, adam)).toMatchObject({ refused: { code: 'ALREADY_DECIDED' } })
})

test('a change of another organization is not found', async () => {
  const [own, other] = [await setUp(), await setUp()]
  const { pendingChange } = await own.require(off('ISOLATE_DEVICE'))
  expect(await other.decide(pendingChange?.id, other.adam)).toMatchObject({ refused: { code: 'NOT_FOUND' } })
  expect(await other.decide(undefined, other.adam)).toMatchObject({ refused: { code: 'NOT_FOUND' } })
})

test('a change expires after 24 h: it can’t be approved any more, and the server records the expiry once', async () => {
  const { require, decide, adam, events, pending } = await setUp()
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  expect(scene.commits.at(-1)?.due).toContain(Date.parse(pendingChange?.expiresAt ?? ''))
  await scene.wait(86_399)
  expect(await pending()).toHaveLength(1)
  await scene.wait(1)
  expect(await decide(pendingChange?.id, adam)).toMatchObject({ refused: { code: 'ALREADY_DECIDED' } })
  await scene.dueNow()
  expect(await pending()).toEqual([])
  expect(await events('SETTINGS_CHANGE_REJECTED')).toEqual([{ actor: 'server', data: isolation }])
})

test('proposing the same change again returns the pending one', async () => {
  const { require, adam, events, pending } = await setUp()
  const first = await require(off('ISOLATE_DEVICE'))
  const second = await require(off('ISOLATE_DEVICE'), adam)
  expect(second.pendingChange?.id).toBe(first.pendingChange?.id)
  expect(await events('SETTINGS_CHANGE_PROPOSED')).toHaveLength(1)
  expect(await pending()).toHaveLength(1)
})

test('changes of different settings are pending together, and each takes effect independently', async () => {
  const { require, decide, adam, pending } = await setUp()
  const one = await require(off('ISOLATE_DEVICE'))
  const other = await require(off('QUARANTINE_FILE'))
  done(await decide(one.pendingChange?.id, adam))
  expect(await pending()).toEqual([other.pendingChange?.id])
  expect(done(await decide(other.pendingChange?.id, adam)).approvalRequirements).toMatchObject({
    ISOLATE_DEVICE: { required: false },
    QUARANTINE_FILE: { required: false },
  })
})

test('the server withdraws a pending change after the same setting has been changed', async () => {
  const { require, decide, ada, adam, events, pending } = await setUp()
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  await require([{ type: 'ISOLATE_DEVICE', required: true, approvals: 3 }], adam)
  expect(await pending()).toEqual([])
  expect(await events('SETTINGS_CHANGE_REJECTED')).toEqual([{ actor: 'server', data: isolation }])
  expect(await decide(pendingChange?.id, ada)).toMatchObject({ refused: { code: 'ALREADY_DECIDED' } })
})

test('approving one of two changes of the same setting withdraws the other', async () => {
  const { automate, decide, adam, pending, events } = await setUp()
  const fifty = await automate({ maxPerHour: 50 })
  await automate({ maxPerHour: 90 })
  expect(done(await decide(fifty.pendingChange?.id, adam)).autoResponse.maxPerHour).toBe(50)
  expect(await pending()).toEqual([])
  expect(await events('SETTINGS_CHANGE_REJECTED')).toMatchObject([
    { actor: 'server', data: { after: { autoResponse: { maxPerHour: 90 } } } },
  ])
})

test('of two concurrent approvals, one succeeds', async () => {
  const { require, decide, adam, person, events } = await setUp()
  const eva = await person('eva', 'ADMIN')
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  const outcomes = await Promise.all([adam, eva].map(by => decide(pendingChange?.id, by)))
  expect(outcomes.filter(outcome => 'refused' in outcome)).toMatchObject([
    { refused: { code: 'ALREADY_DECIDED' } },
  ])
  expect(await events('SETTINGS_CHANGED')).toHaveLength(1)
})

test('the comment on a decision is on the ledger', async () => {
  const { require, adam, events } = await setUp()
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  const decision = { change: pendingChange?.id ?? null, decision: 'REJECTED', comment: 'Not now.' } as const
  done(await decideSettingsChange(scene.ports)(adam, decision))
  expect(await events('SETTINGS_CHANGE_REJECTED')).toEqual([
    { actor: 'adam', data: { ...isolation, comment: 'Not now.' } },
  ])
})
