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

async function story({ second = true } = {}) {
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

test('With a single administrator it takes effect at once', async () => {
  const { require, automate, pending } = await story({ second: false })
  expect(await require(off('ISOLATE_DEVICE'))).toMatchObject({
    settings: { approvalRequirements: { ISOLATE_DEVICE: { required: false } } },
    pendingChange: null,
  })
  expect((await automate({ enabled: true })).settings.autoResponse.enabled).toBe(true)
  expect(await pending()).toEqual([])
})

test('two accounts of one person are a single administrator', async () => {
  const { require, ada, id } = await story({ second: false })
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
  const { require, adam } = await story()
  await scene.pool.query("UPDATE analyst SET seen_at = now() - interval '91 days' WHERE id = $1", [
    adam.actor.id,
  ])
  expect((await require(off('ISOLATE_DEVICE'))).pendingChange).toBeNull()
})

test('a change that lowers protection waits until another administrator approves it', async () => {
  const { require, decide, ada, adam, events, pending } = await story()
  const { settings, pendingChange } = await require(off('ISOLATE_DEVICE'))
  expect(settings.approvalRequirements.ISOLATE_DEVICE).toEqual({ required: true, approvals: 1 })
  expect(pendingChange).toMatchObject({ ...isolation, proposedBy: ada.actor, state: 'PENDING' })
  expect(await events('SETTINGS_CHANGE_PROPOSED')).toEqual([{ actor: 'ada', data: isolation }])

  expect(done(await decide(pendingChange?.id, adam)).approvalRequirements.ISOLATE_DEVICE.required).toBe(false)
  expect(await events('SETTINGS_CHANGED')).toEqual([{ actor: 'adam', data: isolation }])
  expect(await pending()).toEqual([])
  expect(await decide(pendingChange?.id, adam)).toMatchObject({ refused: { code: 'ALREADY_DECIDED' } })
})

test('One call changes everything or proposes everything; every other change takes effect at once', async () => {
  const { require, automate, ada, decide, adam } = await story()
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

test('the proposer, and everybody who is the same person, gets SELF_APPROVAL; rejecting is allowed', async () => {
  const { require, decide, ada, adam, events, person } = await story()
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
  const [here, there] = [await story(), await story()]
  const { pendingChange } = await here.require(off('ISOLATE_DEVICE'))
  expect(await there.decide(pendingChange?.id, there.adam)).toMatchObject({ refused: { code: 'NOT_FOUND' } })
  expect(await there.decide(undefined, there.adam)).toMatchObject({ refused: { code: 'NOT_FOUND' } })
})

test('it expires after 24 h: nobody can approve it any more, and the server says so on the ledger once', async () => {
  const { require, decide, adam, events, pending } = await story()
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
  const { require, adam, events, pending } = await story()
  const first = await require(off('ISOLATE_DEVICE'))
  const second = await require(off('ISOLATE_DEVICE'), adam)
  expect(second.pendingChange?.id).toBe(first.pendingChange?.id)
  expect(await events('SETTINGS_CHANGE_PROPOSED')).toHaveLength(1)
  expect(await pending()).toHaveLength(1)
})

test('changes of different settings wait side by side, and each takes effect by itself', async () => {
  const { require, decide, adam, pending } = await story()
  const one = await require(off('ISOLATE_DEVICE'))
  const other = await require(off('QUARANTINE_FILE'))
  done(await decide(one.pendingChange?.id, adam))
  expect(await pending()).toEqual([other.pendingChange?.id])
  expect(done(await decide(other.pendingChange?.id, adam)).approvalRequirements).toMatchObject({
    ISOLATE_DEVICE: { required: false },
    QUARANTINE_FILE: { required: false },
  })
})

test('a change that no longer applies, because the same setting was changed meanwhile, is withdrawn by the server', async () => {
  const { require, decide, ada, adam, events, pending } = await story()
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  await require([{ type: 'ISOLATE_DEVICE', required: true, approvals: 3 }], adam)
  expect(await pending()).toEqual([])
  expect(await events('SETTINGS_CHANGE_REJECTED')).toEqual([{ actor: 'server', data: isolation }])
  expect(await decide(pendingChange?.id, ada)).toMatchObject({ refused: { code: 'ALREADY_DECIDED' } })
})

test('of two that change the same setting, approving one withdraws the other', async () => {
  const { automate, decide, adam, pending, events } = await story()
  const fifty = await automate({ maxPerHour: 50 })
  await automate({ maxPerHour: 90 })
  expect(done(await decide(fifty.pendingChange?.id, adam)).autoResponse.maxPerHour).toBe(50)
  expect(await pending()).toEqual([])
  expect(await events('SETTINGS_CHANGE_REJECTED')).toMatchObject([
    { actor: 'server', data: { after: { autoResponse: { maxPerHour: 90 } } } },
  ])
})

test('two administrators who approve at once: one of them does', async () => {
  const { require, decide, adam, person, events } = await story()
  const eva = await person('eva', 'ADMIN')
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  const outcomes = await Promise.all([adam, eva].map(by => decide(pendingChange?.id, by)))
  expect(outcomes.filter(outcome => 'refused' in outcome)).toMatchObject([
    { refused: { code: 'ALREADY_DECIDED' } },
  ])
  expect(await events('SETTINGS_CHANGED')).toHaveLength(1)
})

test('the comment on a decision is on the ledger', async () => {
  const { require, adam, events } = await story()
  const { pendingChange } = await require(off('ISOLATE_DEVICE'))
  const decision = { change: pendingChange?.id ?? null, decision: 'REJECTED', comment: 'Not now.' } as const
  done(await decideSettingsChange(scene.ports)(adam, decision))
  expect(await events('SETTINGS_CHANGE_REJECTED')).toEqual([
    { actor: 'adam', data: { ...isolation, comment: 'Not now.' } },
  ])
})
