import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mayApprove } from '#app/action/action-filter.ts'
import { approveAction } from '#app/action/decide-action.ts'
import type { DetectionReport } from '#app/application.ts'
import { revokeDevice } from '#app/device/revoke-device.ts'
import { syncPerson } from '#app/people/sync-person.ts'
import { updateApprovalRequirements, updateAutoResponse } from '#app/settings/update-settings.ts'
import type { Action } from '#domain/action/action.ts'
import type { RuleFacts } from '#domain/detection/response-rule.ts'
import { isRefused } from '#domain/refusal.ts'
import type { AutoResponse } from '#domain/settings/auto-response.ts'
import { done, openScene, type Scene } from '../../testing/scene.ts'
import { reportDetection } from './report-detection.ts'
import { createResponseRule, deleteResponseRule, updateResponseRule } from './response-rules.ts'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})
afterAll(() => scene.close())

const miner = {
  pid: 4242,
  name: 'xmrig',
  startedAt: new Date('2026-11-24T09:00:00.000Z'),
  path: '/tmp/xmrig',
}

async function setUp() {
  const organization = await scene.organization()
  const { ines, ada } = organization
  const at = await organization.device()
  return {
    ...organization,
    at,
    turnOn: async (changes: Partial<AutoResponse> = {}) =>
      done(
        await updateAutoResponse(scene.ports)(ada, {
          enabled: true,
          isolateOnCritical: true,
          killOnHigh: true,
          ...changes,
        }),
      ),
    rule: async (facts: Partial<RuleFacts>, by = ada) => {
      // Rules apply in order of creation.
      await scene.wait(1)
      return done(
        await createResponseRule(scene.ports)(by, {
          name: 'a rule',
          enabled: true,
          severities: [],
          techniques: [],
          titleContains: null,
          action: 'COLLECT_FORENSICS',
          ...facts,
        }),
      )
    },
    report: async (about: Partial<DetectionReport>): Promise<Action[]> => {
      const report = {
        device: at,
        title: 'Miner',
        severity: 'LOW',
        externalId: randomUUID(),
        ...about,
      } as const
      const { triggered } = done(await reportDetection(scene.ports)(ines, report))
      return Promise.all(triggered.map(scene.action))
    },
  }
}
const shortly = (actions: readonly Action[]) =>
  actions.map(({ requested: { type }, life: { status }, origin }) => `${type} ${status} ${origin}`)

test('Off by default', async () => {
  const { report } = await setUp()
  expect(await report({ severity: 'CRITICAL' })).toEqual([])
  expect(await report({ severity: 'HIGH', process: miner })).toEqual([])
})

test('CRITICAL isolates without approval', async () => {
  const { report, turnOn, at } = await setUp()
  await turnOn()
  const [action, ...others] = await report({ severity: 'CRITICAL', process: miner })
  expect(others).toEqual([])
  expect(action).toMatchObject({
    requested: { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [] } },
    device: at,
    origin: 'AUTO_RESPONSE',
    destructive: true,
    approvalsRequired: 0,
    submittedBy: { kind: 'system', id: null, name: 'auto-response' },
    life: { status: 'QUEUED' },
  })
  expect(await scene.kinds(action as Action)).toEqual(['ACTION_SUBMITTED', 'ACTION_QUEUED'])
})

test('HIGH kills the detected process; without a process nothing is submitted', async () => {
  const { report, turnOn } = await setUp()
  await turnOn()
  const [action] = await report({ severity: 'HIGH', process: miner })
  expect(action?.requested).toEqual({
    type: 'KILL_PROCESS',
    parameters: { pid: 4242, processName: 'xmrig', startedAt: '2026-11-24T09:00:00.000Z' },
  })
  expect(await report({ severity: 'HIGH' })).toEqual([])
  expect(await report({ severity: 'MEDIUM', process: miner })).toEqual([])
})

test('each switch works independently', async () => {
  const { report, turnOn } = await setUp()
  await turnOn({ enabled: false })
  expect(await report({ severity: 'CRITICAL' })).toEqual([])
  await turnOn({ isolateOnCritical: false })
  expect(await report({ severity: 'CRITICAL' })).toEqual([])
  await turnOn({ killOnHigh: false })
  expect(await report({ severity: 'HIGH', process: miner })).toEqual([])
  expect(shortly(await report({ severity: 'CRITICAL' }))).toEqual(['ISOLATE_DEVICE QUEUED AUTO_RESPONSE'])
})

test('responds only inside the active hours, by the time of receipt', async () => {
  const { report, turnOn } = await setUp()
  const [hour = '', minute = ''] = new Date(scene.clock.now()).toISOString().slice(11, 16).split(':')
  const now = `${hour}:${minute}`
  const next = `${hour}:${String((Number(minute) + 1) % 60).padStart(2, '0')}`
  const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
  await turnOn({ activeHours: { timeZone: 'UTC', days, from: now, to: next } })
  expect(await report({ severity: 'CRITICAL' })).toHaveLength(1)
  await turnOn({ activeHours: { timeZone: 'UTC', days, from: next, to: now } })
  expect(await report({ severity: 'CRITICAL' })).toEqual([])
  await turnOn({ activeHours: null })
  expect(await report({ severity: 'CRITICAL' })).toHaveLength(1)
})

test('a detection that fired more than 15 min before triggers nothing by itself', async () => {
  const { report, turnOn, rule } = await setUp()
  await turnOn()
  await rule({})
  const ago = (ms: number) => new Date(scene.clock.now() - ms)
  expect(await report({ severity: 'CRITICAL', firedAt: ago(15 * 60_000 + 1) })).toEqual([])
  expect(await report({ severity: 'CRITICAL', firedAt: ago(15 * 60_000) })).toHaveLength(2)
})

test('types in `requireApprovalFor` need the type’s approvals, at least one', async () => {
  const { report, turnOn, ada, bob, approve } = await setUp()
  await turnOn({ requireApprovalFor: ['ISOLATE_DEVICE', 'KILL_PROCESS'] })
  const [kill] = await report({ severity: 'HIGH', process: miner })
  expect(kill).toMatchObject({ approvalsRequired: 1, life: { status: 'PENDING_APPROVAL' } })
  await updateApprovalRequirements(scene.ports)(ada, [
    { type: 'ISOLATE_DEVICE', required: true, approvals: 3 },
  ])
  const [isolate] = await report({ severity: 'CRITICAL' })
  expect(isolate).toMatchObject({ approvalsRequired: 3, life: { status: 'PENDING_APPROVAL' } })
  expect((await approve(kill as Action, bob)).life.status).toBe('QUEUED')
})

test('above `maxPerHour` actions wait for approval until an hour has passed', async () => {
  const { report, turnOn, device } = await setUp()
  await turnOn({ maxPerHour: 2 })
  const statuses: string[] = []
  for (const _ of [1, 2, 3]) {
    const [action] = await report({ severity: 'CRITICAL', device: await device() })
    statuses.push(action?.life.status ?? 'none')
  }
  expect(statuses).toEqual(['QUEUED', 'QUEUED', 'PENDING_APPROVAL'])
  await scene.wait(3601)
  expect(shortly(await report({ severity: 'CRITICAL' }))).toEqual(['ISOLATE_DEVICE QUEUED AUTO_RESPONSE'])
})

test('the hourly limit holds under concurrency: of 12, exactly 5 are queued', async () => {
  const { report, turnOn, device } = await setUp()
  await turnOn({ maxPerHour: 5 })
  const devices = await Promise.all(Array.from({ length: 12 }, () => device()))
  const actions = await Promise.all(devices.map(at => report({ severity: 'CRITICAL', device: at })))
  const waiting = actions.flat().filter(({ life }) => life.status === 'PENDING_APPROVAL')
  expect(actions.flat()).toHaveLength(12)
  expect(waiting).toHaveLength(7)
})

test('Response rules, all that match: severities AND techniques AND title, an empty list matches all', async () => {
  const { report, rule } = await setUp()
  await rule({ name: 'severity', severities: ['LOW', 'MEDIUM'], action: 'COLLECT_FORENSICS' })
  await rule({ name: 'technique', techniques: ['T1059', 'T1003.001'], action: 'KILL_PROCESS' })
  await rule({ name: 'title', titleContains: 'MINER', action: 'RESET_USER_SESSION' })
  await rule({
    name: 'all three',
    severities: ['HIGH'],
    techniques: ['T1059'],
    titleContains: 'shell',
    action: 'QUARANTINE_FILE',
  })
  await rule({ name: 'off', enabled: false, action: 'ISOLATE_DEVICE' })
  const types = async (about: Partial<DetectionReport>) =>
    (await report(about)).map(({ requested }) => requested.type)
  expect(await types({ severity: 'LOW', title: 'Odd' })).toEqual(['COLLECT_FORENSICS'])
  expect(await types({ severity: 'HIGH', title: 'A miner' })).toEqual(['RESET_USER_SESSION'])
  // A technique also matches its sub-techniques, but not its siblings or its parent.
  const seen = { severity: 'HIGH', title: 'Odd', process: miner } as const
  expect(await types({ ...seen, technique: 'T1059.001' })).toEqual(['KILL_PROCESS'])
  expect(await types({ ...seen, technique: 'T1003.001' })).toEqual(['KILL_PROCESS'])
  expect(await types({ ...seen, technique: 'T1003' })).toEqual([])
  expect(await types({ ...seen, technique: 'T1003.002' })).toEqual([])
  expect(await types({ ...seen })).toEqual([])
  expect(await types({ ...seen, technique: 'T1059', title: 'PowerShell' })).toEqual([
    'KILL_PROCESS',
    'QUARANTINE_FILE',
  ])
})

test('a rule’s action takes its parameters from the detection', async () => {
  const { report, rule } = await setUp()
  for (const action of [
    'ISOLATE_DEVICE',
    'KILL_PROCESS',
    'QUARANTINE_FILE',
    'COLLECT_FORENSICS',
    'RESET_USER_SESSION',
  ] as const)
    await rule({ action })
  const actions = await report({ process: { ...miner, sha256: 'b'.repeat(64) } })
  expect(actions.map(({ requested }) => requested)).toEqual([
    { type: 'ISOLATE_DEVICE', parameters: { allowAddresses: [] } },
    {
      type: 'KILL_PROCESS',
      parameters: { pid: 4242, processName: 'xmrig', startedAt: '2026-11-24T09:00:00.000Z' },
    },
    { type: 'QUARANTINE_FILE', parameters: { path: '/tmp/xmrig', sha256: 'b'.repeat(64) } },
    {
      type: 'COLLECT_FORENSICS',
      parameters: { include: ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH'], pid: 4242 },
    },
    { type: 'RESET_USER_SESSION', parameters: { username: null } },
  ])
  expect(actions.every(({ submittedBy }) => submittedBy.kind === 'rule')).toBe(true)
})

test('a password reset is for the person to whom the device is assigned, if any', async () => {
  const { report, rule, ines, at } = await setUp()
  await rule({ action: 'FORCE_PASSWORD_RESET' })
  expect(await report({})).toEqual([])
  const eve = {
    externalId: 'eve',
    name: 'Eve',
    email: 'eve@example.org',
    devices: [at],
    passwordResetAt: null,
  }
  const { id } = done(await syncPerson(scene.ports)(ines, eve))
  const [reset] = await report({})
  expect(reset).toMatchObject({ requested: { type: 'FORCE_PASSWORD_RESET' }, person: id, device: at })
})

test.each(['UNISOLATE_DEVICE', 'BLOCK_IP', 'UNBLOCK_IP', 'RUN_SCRIPT'] as const)(
  'A rule whose type no detection can fill is refused when it is made: %s',
  async action => {
    const { ada } = await setUp()
    const facts = { name: 'r', enabled: true, severities: [], techniques: [], titleContains: null, action }
    const outcome = await createResponseRule(scene.ports)(ada, facts)
    expect(outcome).toMatchObject({ refused: { code: 'INVALID_INPUT', path: ['action'] } })
  },
)

test.each([
  ['no process', undefined],
  ['protected pid', { pid: 1, name: 'init' }],
  ['pid 0', { pid: 0, name: 'idle' }],
  ["a path in another system's notation", { pid: 9, name: 'x', path: 'C:\\x.exe' }],
])('what this detection can’t fill (%s) is not submitted, the detection stands', async (_, process) => {
  const { report, rule, id } = await setUp()
  await rule({ action: 'KILL_PROCESS' })
  await rule({ action: 'QUARANTINE_FILE' })
  const types = (await report(process ? { process } : {})).map(({ requested }) => requested.type)
  expect(types).toEqual(process?.pid === 9 ? ['KILL_PROCESS'] : [])
  expect(await scene.events(id, 'DETECTION_REPORTED')).toHaveLength(1)
})

test('nothing is submitted for a revoked device', async () => {
  const { report, turnOn, ada, at } = await setUp()
  await turnOn()
  await revokeDevice({ ledger: scene.ledger, feed: { publish: () => {} } })(ada, at)
  expect(await report({ severity: 'CRITICAL' })).toEqual([])
})

test('Rules obey the approval requirements, and who last edited the rule may not approve', async () => {
  const { report, rule, ada, person } = await setUp()
  const adam = await person('adam', 'ADMIN')
  const { id } = await rule({ action: 'ISOLATE_DEVICE' })
  const facts = {
    name: 'mine now',
    enabled: true,
    severities: [],
    techniques: [],
    titleContains: null,
  } as const
  done(await updateResponseRule(scene.ports)(adam, id, { ...facts, action: 'ISOLATE_DEVICE' }))
  const [action] = await report({})
  expect(action).toMatchObject({
    approvalsRequired: 1,
    life: { status: 'PENDING_APPROVAL' },
    submittedBy: { name: 'mine now' },
  })
  const approve = (by: typeof ada) => approveAction(scene.ports)(by, { id: action?.id ?? null })
  expect(await approve(adam)).toMatchObject({ refused: { code: 'SELF_APPROVAL' } })
  expect(done(await approve(ada)).life.status).toBe('QUEUED')
})

test('Whoever reported a detection, or owns the account that did, submitted what a rule or auto-response made of it', async () => {
  const { turnOn, rule, at, bob, person, device } = await setUp()
  await turnOn({ maxPerHour: 0 })
  await rule({ action: 'QUARANTINE_FILE' })
  const rita = await person('rita', 'ADMIN', 'INTEGRATION')
  const key = {
    ...rita,
    actor: { kind: 'service_account', id: randomUUID(), name: 'sensor' },
    roles: new Set(['INTEGRATION'] as const),
  } as const
  for (const reporter of [rita, key]) {
    const report = { device: reporter === key ? at : await device(), externalId: randomUUID() }
    const { triggered } = done(
      await reportDetection(scene.ports)(reporter, {
        title: 'Miner',
        severity: 'CRITICAL',
        process: miner,
        ...report,
      }),
    )
    expect(triggered).toHaveLength(2)
    for (const id of triggered) {
      const approve = (by: typeof bob) => approveAction(scene.ports)(by, { id: id })
      expect(mayApprove(await scene.action(id), rita, scene.clock.now())).toBe(false)
      expect(await approve(rita)).toMatchObject({ refused: { code: 'SELF_APPROVAL' } })
      expect(done(await approve(bob)).life.status).toBe('QUEUED')
    }
  }
})

test('a malformed path or hash is stored as reported; only actions that need it are not submitted', async () => {
  const { report, rule, turnOn, id: organization } = await setUp()
  await turnOn()
  await rule({ action: 'QUARANTINE_FILE' })
  const types = async (process: object) =>
    (await report({ severity: 'CRITICAL', process: { pid: 7, name: 'x', ...process } })).map(
      a => a.requested.type,
    )
  expect(await types({ path: '' })).toEqual(['ISOLATE_DEVICE'])
  expect(await types({ path: 'not absolute' })).toEqual(['ISOLATE_DEVICE'])
  expect(await types({ path: '/tmp/x', sha256: 'ABC' })).toEqual(['ISOLATE_DEVICE'])
  expect(await types({ path: '/tmp/x', sha256: '' })).toEqual(['ISOLATE_DEVICE'])
  // A path may contain a line break.
  expect(await types({ path: '/tmp/a\nb', sha256: 'AB'.repeat(32) })).toEqual([
    'ISOLATE_DEVICE',
    'QUARANTINE_FILE',
  ])
  const lines = await scene.events(organization, 'DETECTION_REPORTED')
  const seen = lines.map(
    line => (line['data'] as { process: { path: string; sha256: string | null } }).process,
  )
  expect(seen.map(({ path, sha256 }) => [path, sha256])).toEqual([
    ['', null],
    ['not absolute', null],
    ['/tmp/x', 'ABC'],
    ['/tmp/x', ''],
    ['/tmp/a\nb', 'ab'.repeat(32)],
  ])
})

test('an impossible process id, name or technique triggers nothing that needs it', async () => {
  const { report, rule, turnOn } = await setUp()
  await turnOn()
  await rule({ action: 'KILL_PROCESS' })
  await rule({ action: 'RESET_USER_SESSION', techniques: ['T1059'] })
  const types = async (more: object) =>
    (await report({ severity: 'HIGH', ...more })).map(({ requested }) => requested.type)
  for (const process of [
    { pid: -1, name: 'x' },
    { pid: 7, name: 'a\nb' },
    { pid: 7, name: '' },
  ])
    expect(await types({ process, technique: 'T1059.exe' })).toEqual([])
  expect(await types({ process: { pid: 7, name: 'x' }, technique: 'T1059.001' })).toEqual([
    'KILL_PROCESS',
    'RESET_USER_SESSION',
  ])
})

test('One action of a type and target per detection, however many rules and retries ask for it', async () => {
  const { report, rule, turnOn, id, ines, at } = await setUp()
  await turnOn()
  for (const name of ['one', 'two', 'three']) await rule({ name, action: 'ISOLATE_DEVICE' })
  await rule({ action: 'COLLECT_FORENSICS' })
  expect(shortly(await report({ severity: 'CRITICAL' }))).toEqual([
    'ISOLATE_DEVICE QUEUED AUTO_RESPONSE',
    'COLLECT_FORENSICS QUEUED RESPONSE_RULE',
  ])
  // Two processes receive 16 identical reports.
  const other = scene.openLedger()
  const again = { device: at, title: 'Miner', severity: 'CRITICAL', externalId: 'once' } as const
  const reports = await Promise.all(
    Array.from({ length: 16 }, (_, i) =>
      reportDetection({ ...scene.ports, ledger: i % 2 ? other : scene.ledger })(ines, again),
    ),
  )
  await other.close()
  const triggered = reports.map(report => done(report).triggered.join())
  expect(new Set(triggered).size).toBe(1)
  const [detection] = reports.map(report => done(report).id)
  expect(await scene.actions(id, `detection_id = '${detection}'`)).toHaveLength(2)
})

test('rules are created, replaced and deleted; the ledger has each change with before and after', async () => {
  const { report, rule, ada, alice, id: organization } = await setUp()
  const { id } = await rule({ name: 'first', techniques: ['T1059', 'T1059'] })
  const facts = {
    name: 'second',
    enabled: true,
    severities: [],
    techniques: [],
    titleContains: null,
  } as const
  const update = { ...facts, action: 'RESET_USER_SESSION' } as const
  const forbidden = await updateResponseRule(scene.ports)(alice, id, update)
  expect(isRefused(forbidden) && forbidden.refused.code).toBe('FORBIDDEN')
  done(await updateResponseRule(scene.ports)(ada, id, update))
  const [action] = await report({})
  done(await deleteResponseRule(scene.ports)(ada, id))
  expect(await report({})).toEqual([])
  expect(action?.requested.type).toBe('RESET_USER_SESSION')
  expect(await deleteResponseRule(scene.ports)(ada, id)).toMatchObject({ refused: { code: 'NOT_FOUND' } })
  const lines = await scene.events(organization, 'RULE_CHANGED')
  const data = lines.map(line => line['data'] as Record<'what' | 'before' | 'after', { name: string } | null>)
  expect(data.map(({ what, before, after }) => [what, before?.name, after?.name])).toEqual([
    ['responseRule', undefined, 'first'],
    ['responseRule', 'first', 'second'],
    ['responseRule', 'second', undefined],
  ])
})

test('updateAutoResponse: null clears the active hours, undefined keeps them; the ledger has each change', async () => {
  const { ada, id } = await setUp()
  const update = updateAutoResponse(scene.ports)
  const activeHours = { timeZone: 'Europe/Berlin', days: ['MONDAY'], from: '22:00', to: '06:00' } as const
  expect(done(await update(ada, { activeHours, maxPerHour: 3 })).settings.autoResponse).toMatchObject({
    maxPerHour: 3,
  })
  expect(done(await update(ada, { enabled: true })).settings.autoResponse.activeHours).toEqual(activeHours)
  expect(done(await update(ada, { enabled: null, activeHours: null })).settings.autoResponse).toMatchObject({
    enabled: true,
    activeHours: null,
  })
  expect(await update(ada, { maxPerHour: -1 })).toMatchObject({ refused: { path: ['maxPerHour'] } })
  const lines = await scene.events(id, 'SETTINGS_CHANGED')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatchObject({
    data: { before: { autoResponse: { enabled: false } }, after: { autoResponse: { enabled: true } } },
  })
})
