import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const query = `query ($from: DateTime!, $to: DateTime!) { actionStatistics(from: $from, to: $to) {
  submitted byStatus { status count } byVerification { status count } awaitingMyApproval } }`

test('the figures are exact for the period, and for the caller as documented', async () => {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const [ann, bob] = [api.person(external, 'ann', 'ANALYST'), api.person(external, 'bob', 'ANALYST')]
  const deviceId = (await api.device(organization)).id
  const submit = (action: object) =>
    ann.ask('mutation ($input: SubmitActionInput!) { submitAction(input: $input) { __typename } }', {
      input: { deviceId, justification: 'Because of what it does.', action },
    })
  const from = new Date()
  for (const action of [{ isolateDevice: {} }, { isolateDevice: {} }, { killProcess: { pid: 7 } }])
    await submit(action)
  const to = new Date(Date.now() + 60_000)
  const figures = async (person: typeof ann, period = { from, to }) =>
    (await person.ask(query, period)).data.actionStatistics
  expect(await figures(bob)).toEqual({
    submitted: 3,
    byStatus: [
      { status: 'PENDING_APPROVAL', count: 2 },
      { status: 'QUEUED', count: 1 },
    ],
    byVerification: [{ status: 'NOT_SCHEDULED', count: 3 }],
    awaitingMyApproval: 2,
  })
  expect(await figures(ann)).toMatchObject({ submitted: 3, awaitingMyApproval: 0 })
  const before = { from: new Date(0), to: new Date(60_000) }
  expect(await figures(bob, before)).toEqual({
    submitted: 0,
    byStatus: [],
    byVerification: [],
    awaitingMyApproval: 2,
  })
  const others = api.person(api.newOrganization(), 'ann', 'ANALYST')
  expect(await figures(others)).toMatchObject({ submitted: 0, awaitingMyApproval: 0 })
})

test('parts of a period add up, and an action belongs to one part', async () => {
  const external = api.newOrganization()
  const ann = api.person(external, 'ann', 'ANALYST')
  const deviceId = (await api.device(await api.organizationOf(external))).id
  const submitted = await ann.ask(
    `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
      ... on SubmitActionPayload { action { submittedAt } } } }`,
    { input: { deviceId, justification: 'Because of what it does.', action: { isolateDevice: {} } } },
  )
  const at = Date.parse(submitted.data.submitAction.action.submittedAt)
  const parts = async (from: number, to: number, count: number) =>
    ann.ask(
      `query ($from: DateTime!, $to: DateTime!, $count: Int!) { actionStatistics(from: $from, to: $to) {
        parts(count: $count) { from to submitted byStatus { status count } } } }`,
      { from: new Date(from), to: new Date(to), count },
    )
  // The action is submitted at the start of the third part, which is inclusive.
  const { data } = await parts(at - 2000, at + 2000, 4)
  const found = data.actionStatistics.parts
  expect(found.map(({ submitted }: { submitted: number }) => submitted)).toEqual([0, 0, 1, 0])
  expect(found[2].byStatus).toEqual([{ status: 'PENDING_APPROVAL', count: 1 }])
  expect(found[1].to).toBe(found[2].from)
  for (const count of [0, 101])
    expect((await parts(at, at + 1000, count)).errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
})

test('refuses a period that is too long or ends before it begins', async () => {
  const ann = api.person(api.newOrganization(), 'ann', 'VIEWER')
  for (const [from, to] of [
    ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00.001Z'],
    ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'],
  ])
    expect((await ann.ask(query, { from, to })).errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT')
})
