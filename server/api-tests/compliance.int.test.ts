import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const report = `query ($from: DateTime!, $to: DateTime!) { complianceReport(from: $from, to: $to) {
  from to actionsByType { type count } actionsByStatus { status count } destructiveActions destructiveActionsWithoutSecondPerson
  verificationPassRate medianSecondsToApproval medianSecondsToCompletion ledger { intact checked firstBrokenSequence } } }`

async function setUp() {
  const external = api.newOrganization()
  const device = await api.device(await api.organizationOf(external))
  const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
  const alice = api.person(external, 'alice', 'ANALYST')
  const bob = api.person(external, 'bob', 'ANALYST')
  /** Submits an action, then changes its submission time and these columns of its row. */
  const action = async (input: object, at: string, columns: Record<string, unknown> = {}) => {
    const query = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
      ... on SubmitActionPayload { action { id rawId } } ... on UserError { message } } }`
    const submission = { deviceId, action: input, justification: 'Because of what it does.' }
    const { data } = await alice.ask(query, { input: submission })
    const { id, rawId } = data.submitAction.action
    const set = { submitted_at: at, ...columns }
    const names = Object.keys(set)
    await api.pool.query(
      `UPDATE response_action SET ${names.map((name, i) => `${name} = $${i + 2}`).join(', ')} WHERE id = $1`,
      [rawId, ...Object.values(set)],
    )
    return id as string
  }
  return { external, deviceId, alice, bob, action }
}

const ask = async (person: Person, from: string, to: string) => person.ask(report, { from, to })

test('counts actions from the beginning of the period up to but excluding its end', async () => {
  const { external, action } = await setUp()
  const audrey = api.person(external, 'audrey', 'AUDITOR')
  const at = (second: number) => `2026-03-01T00:00:${String(second).padStart(2, '0')}.000Z`
  const approvedAt = (instant: string) => ({
    decisions: JSON.stringify([
      { decision: 'APPROVED', by: { kind: 'analyst', id: null, name: 'bob' }, at: instant, comment: null },
    ]),
    approver_ids: ['3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60'],
  })
  const kill = { killProcess: { pid: 7 } }
  await action(kill, '2026-02-28T23:59:59.999Z')
  await action(kill, '2026-04-01T00:00:00.000Z')
  const done = { status: 'COMPLETED', verification: 'PASSED' }
  await action(kill, at(0), { ...done, completed_at: at(4) })
  await action(kill, at(1), { ...done, completed_at: at(7) })
  await action(kill, at(2), { status: 'COMPLETED', verification: 'INCONCLUSIVE', completed_at: at(50) })
  await action(kill, at(3), {
    status: 'FAILED',
    verification: 'FAILED',
    completed_at: at(9),
    failure_code: 'VERIFICATION_FAILED',
  })
  // Destructive: approved after 10 s and 20 s, released without approval, waiting, cancelled before release.
  await action({ isolateDevice: {} }, at(10), { ...approvedAt(at(20)), status: 'QUEUED', queued_at: at(20) })
  await action({ isolateDevice: {} }, at(10), { ...approvedAt(at(30)), status: 'QUEUED', queued_at: at(30) })
  await action({ isolateDevice: {} }, at(10), { status: 'QUEUED', queued_at: at(10) })
  await action({ isolateDevice: {} }, at(10))
  await action({ resetUserSession: {} }, at(10), { status: 'CANCELLED' })

  const { data, errors } = await ask(audrey, '2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')
  expect(errors).toBeUndefined()
  expect(data.complianceReport).toEqual({
    from: '2026-03-01T00:00:00.000Z',
    to: '2026-04-01T00:00:00.000Z',
    actionsByType: [
      { type: 'KILL_PROCESS', count: 4 },
      { type: 'ISOLATE_DEVICE', count: 4 },
      { type: 'RESET_USER_SESSION', count: 1 },
    ],
    actionsByStatus: [
      { status: 'PENDING_APPROVAL', count: 1 },
      { status: 'QUEUED', count: 3 },
      { status: 'COMPLETED', count: 3 },
      { status: 'FAILED', count: 1 },
      { status: 'CANCELLED', count: 1 },
    ],
    destructiveActions: 5,
    destructiveActionsWithoutSecondPerson: 1,
    verificationPassRate: 2 / 3,
    medianSecondsToApproval: 15,
    medianSecondsToCompletion: 6,
    ledger: { intact: true, checked: expect.any(Number), firstBrokenSequence: null },
  })
})

test('measures a real approval', async () => {
  const { alice, bob, action } = await setUp()
  const id = await action({ isolateDevice: {} }, new Date(Date.now() - 60_000).toISOString())
  const approved = await bob.ask(
    'mutation ($id: ID!) { approveAction(input: {actionId: $id}) { __typename } }',
    { id },
  )
  expect(approved.data.approveAction.__typename).toBe('DecideActionPayload')
  const { data } = await ask(
    alice,
    new Date(Date.now() - 3_600_000).toISOString(),
    new Date(Date.now() + 1000).toISOString(),
  )
  expect(data.complianceReport.destructiveActionsWithoutSecondPerson).toBe(0)
  expect(data.complianceReport.medianSecondsToApproval).toBeGreaterThanOrEqual(60)
  expect(data.complianceReport.medianSecondsToApproval).toBeLessThan(90)
})

test('accepts an empty period, and refuses one that ends before it begins', async () => {
  const { alice } = await setUp()
  const { data } = await ask(alice, '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z')
  expect(data.complianceReport).toMatchObject({
    actionsByType: [],
    actionsByStatus: [],
    destructiveActions: 0,
    verificationPassRate: null,
    medianSecondsToApproval: null,
    medianSecondsToCompletion: null,
  })
  const { errors } = await ask(alice, '2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z')
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
})

test('other organizations do not count', async () => {
  const [here, there] = [await setUp(), await setUp()]
  await there.action({ killProcess: { pid: 7 } }, '2026-03-01T00:00:00Z')
  const { data } = await ask(here.alice, '2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z')
  expect(data.complianceReport.actionsByType).toEqual([])
})

test('lists weeks, analysts and the actions without a second person', async () => {
  const { external, bob, action } = await setUp()
  const audrey = api.person(external, 'audrey', 'AUDITOR')
  const kill = { killProcess: { pid: 7 } }
  const alone = { status: 'COMPLETED', destructive: true, queued_at: '2026-03-03T00:00:00Z' }
  const first = await action(kill, '2026-03-03T00:00:00Z', alone)
  await action(kill, '2026-03-08T23:59:59Z', { status: 'FAILED' })
  const isolation = await action({ isolateDevice: {} }, '2026-03-09T00:00:00Z')
  const approve = 'mutation ($input: DecideActionInput!) { approveAction(input: $input) { __typename } }'
  await bob.ask(approve, { input: { actionId: isolation } })
  const query = `query ($from: DateTime!, $to: DateTime!) { complianceReport(from: $from, to: $to) {
    weeks { from submitted destructive withoutSecondPerson failed } analysts { name submitted approved }
    actionsWithoutSecondPerson { id } } }`
  const { data } = await audrey.ask(query, { from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' })
  const week = { destructive: 1, failed: 0 }
  expect(data.complianceReport).toEqual({
    weeks: [
      { ...week, from: '2026-03-02T00:00:00.000Z', submitted: 2, withoutSecondPerson: 1, failed: 1 },
      { ...week, from: '2026-03-09T00:00:00.000Z', submitted: 1, withoutSecondPerson: 0 },
    ],
    analysts: [
      { name: 'alice', submitted: 3, approved: 0 },
      { name: 'bob', submitted: 0, approved: 1 },
    ],
    actionsWithoutSecondPerson: [{ id: first }],
  })
})
