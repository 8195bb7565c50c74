import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')

const submit = `mutation ($input: SubmitActionInput!) {
  submitAction(input: $input) {
    __typename
    ... on SubmitActionPayload { action { id rawId type status digest approvalsRequired submittedBy { __typename ... on Analyst { name } }
      parameters { __typename ... on KillProcessParameters { pid processName startedAt } ... on IsolateDeviceParameters { allowAddresses } }
      device { hostname } auditTrail { kind sequence } viewerCanApprove viewerCanCancel verification { status } } }
    ... on UserError { code message path }
  }
}`
const kill = (deviceId: string, extra = {}) => ({
  input: {
    deviceId,
    action: { killProcess: { pid: 4242, processName: 'xmrig' } },
    justification: 'It mines for a stranger.',
    ...extra,
  },
})
const isolate = (deviceId: string) => ({
  input: { deviceId, action: { isolateDevice: {} }, justification: 'It talks to where it should not.' },
})

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = await api.device(organization, { hostname: 'alpha' })
  return {
    organization,
    device,
    deviceId: idOf('Device', device.id),
    alice: api.person(external, 'alice', 'ANALYST'),
    bob: api.person(external, 'bob', 'ANALYST'),
    vera: api.person(external, 'vera', 'VIEWER'),
    ada: api.person(external, 'ada', 'ADMIN'),
    audrey: api.person(external, 'audrey', 'AUDITOR'),
  }
}

test('an analyst submits an action that another analyst approves', async () => {
  const { alice, bob, deviceId } = await setUp()
  const killed = await alice.ask(submit, kill(deviceId))
  expect(killed.errors).toBeUndefined()
  expect(killed.data.submitAction).toMatchObject({
    __typename: 'SubmitActionPayload',
    action: {
      type: 'KILL_PROCESS',
      status: 'QUEUED',
      approvalsRequired: 0,
      submittedBy: { __typename: 'Analyst', name: 'alice' },
      parameters: { __typename: 'KillProcessParameters', pid: 4242, processName: 'xmrig', startedAt: null },
      device: { hostname: 'alpha' },
      auditTrail: [{ kind: 'ACTION_SUBMITTED' }, { kind: 'ACTION_QUEUED' }],
      viewerCanApprove: false,
      viewerCanCancel: true,
      verification: { status: 'NOT_SCHEDULED' },
    },
  })

  const isolation = (await alice.ask(submit, isolate(deviceId))).data.submitAction.action
  expect(isolation).toMatchObject({
    status: 'PENDING_APPROVAL',
    approvalsRequired: 1,
    viewerCanApprove: false,
  })
  const decide = `mutation ($input: DecideActionInput!) { approveAction(input: $input) {
    __typename ... on UserError { code path message } ... on ConflictError { stands: action { status } }
    ... on DecideActionPayload { action { status approvals { decision comment by { ... on Analyst { name } } } } } } }`
  const own = await alice.ask(decide, { input: { actionId: isolation.id } })
  expect(own.data.approveAction).toMatchObject({ __typename: 'ForbiddenError', code: 'SELF_APPROVAL' })
  const other = await bob.ask(decide, { input: { actionId: isolation.id, digest: '0'.repeat(64) } })
  expect(other.data.approveAction).toMatchObject({
    __typename: 'ConflictError',
    code: 'DIGEST_MISMATCH',
    stands: { status: 'PENDING_APPROVAL' },
  })
  const awaiting = `{ actions(filter: {awaitingMyApproval: true}) { totalCount edges { node { id viewerCanApprove } } } }`
  expect((await bob.ask(awaiting)).data.actions).toEqual({
    totalCount: 1,
    edges: [{ node: { id: isolation.id, viewerCanApprove: true } }],
  })
  expect((await alice.ask(awaiting)).data.actions.totalCount).toBe(0)
  const approved = await bob.ask(decide, {
    input: { actionId: isolation.id, digest: isolation.digest, comment: 'Yes.' },
  })
  expect(approved.data.approveAction.action).toEqual({
    status: 'QUEUED',
    approvals: [{ decision: 'APPROVED', comment: 'Yes.', by: { name: 'bob' } }],
  })
  const again = await bob.ask(decide, { input: { actionId: isolation.id } })
  expect(again.data.approveAction).toMatchObject({ code: 'ALREADY_DECIDED', stands: { status: 'QUEUED' } })
  const queue = `query ($id: ID!) { device(id: $id) { online queue { type } actions(first: 1) { totalCount edges { node { type } } } } }`
  expect((await bob.ask(queue, { id: deviceId })).data.device).toEqual({
    online: false,
    queue: [{ type: 'KILL_PROCESS' }, { type: 'ISOLATE_DEVICE' }],
    actions: { totalCount: 2, edges: [{ node: { type: 'ISOLATE_DEVICE' } }] },
  })
})

test('invalid input is an error of the union, with the path of the field', async () => {
  const { alice, vera, deviceId } = await setUp()
  const answers = await Promise.all([
    alice.ask(submit, kill(deviceId, { justification: 'short' })),
    alice.ask(submit, kill(deviceId, { action: { killProcess: { pid: 0 } } })),
    alice.ask(submit, kill(deviceId, { action: { killProcess: { pid: 1 } } })),
    alice.ask(submit, kill(deviceId, { action: { quarantineFile: { path: 'a\u0000b' } } })),
    alice.ask(submit, kill('nonsense')),
    vera.ask(submit, kill(deviceId)),
  ])
  expect(
    answers.map(({ data }) => [data.submitAction.__typename, data.submitAction.code, data.submitAction.path]),
  ).toEqual([
    ['InvalidInputError', 'INVALID_INPUT', ['justification']],
    ['InvalidInputError', 'INVALID_INPUT', ['action', 'killProcess', 'pid']],
    ['InvalidInputError', 'PROTECTED_TARGET', ['action', 'killProcess', 'pid']],
    ['InvalidInputError', 'INVALID_INPUT', ['action', 'quarantineFile', 'path']],
    ['NotFoundError', 'NOT_FOUND', ['deviceId']],
    ['ForbiddenError', 'FORBIDDEN', null],
  ])
})

test('another organization sees nothing with the same operations', async () => {
  const mine = await setUp()
  const other = await setUp()
  const { action } = (await mine.alice.ask(submit, kill(mine.deviceId))).data.submitAction
  const look = `query ($id: ID!, $device: ID!, $ids: [ID!]!) {
    action(id: $id) { id } device(id: $device) { id } node(id: $id) { id } nodes(ids: $ids) { id }
    actions(filter: {deviceId: $device}) { totalCount edges { node { id } } } }`
  const event = idOf('AuditEvent', '00000000-0000-8000-8000-000000000001')
  const variables = { id: action.id, device: mine.deviceId, ids: [action.id, mine.deviceId, 'x', event] }
  expect((await other.alice.ask(look, variables)).data).toEqual({
    action: null,
    device: null,
    node: null,
    nodes: [null, null, null, null],
    actions: { totalCount: 0, edges: [] },
  })
  const seen = (await mine.alice.ask(look, variables)).data
  expect(seen.nodes.map((node: { id: string } | null) => node?.id)).toEqual([
    action.id,
    mine.deviceId,
    undefined,
    undefined,
  ])
  expect(seen.actions.totalCount).toBe(1)
  const cancel = `mutation ($input: DecideActionInput!) { cancelAction(input: $input) { __typename ... on UserError { code } } }`
  expect((await other.alice.ask(cancel, { input: { actionId: action.id } })).data.cancelAction.code).toBe(
    'NOT_FOUND',
  )
  const submitted = await other.alice.ask(submit, kill(mine.deviceId))
  expect(submitted.data.submitAction.code).toBe('NOT_FOUND')
})

test("every node of the caller's organization is found by its global id, if the caller may read it", async () => {
  const { alice, ada, vera, deviceId } = await setUp()
  const { action } = (await alice.ask(submit, kill(deviceId))).data.submitAction
  const made = `mutation { createEnrollmentToken(input: {}) { ... on CreateEnrollmentTokenPayload { token enrollmentToken { id usesLeft createdBy { ... on Analyst { name } } } } } }`
  const { createEnrollmentToken: created } = (await ada.ask(made)).data
  expect(created).toMatchObject({
    token: expect.stringMatching(/^dfe_/),
    enrollmentToken: { usesLeft: 1, createdBy: { name: 'ada' } },
  })
  const trail = `query ($id: ID!) { action(id: $id) { auditTrail { id action { id } } } viewer { ... on Analyst { id email } } }`
  const { data } = await ada.ask(trail, { id: action.id })
  expect(data.action.auditTrail[0].action.id).toBe(action.id)
  const node = `query ($id: ID!) { node(id: $id) { __typename id ... on ResponseAction { status device { hostname } } } }`
  const find = async (who: typeof ada, id: string) => {
    const { data, errors } = await who.ask(node, { id })
    return errors?.[0]?.extensions['code'] ?? data.node?.__typename
  }
  const ids = [action.id, deviceId, data.viewer.id, created.enrollmentToken.id, data.action.auditTrail[0].id]
  expect(await Promise.all(ids.map(id => find(ada, id)))).toEqual([
    'ResponseAction',
    'Device',
    'Analyst',
    'EnrollmentToken',
    'AuditEvent',
  ])
  expect(await Promise.all(ids.map(id => find(vera, id)))).toEqual([
    'ResponseAction',
    'Device',
    'Analyst',
    'FORBIDDEN',
    'FORBIDDEN',
  ])
})

test('queries without the right are FORBIDDEN, mutations a ForbiddenError', async () => {
  const { vera, audrey, alice } = await setUp()
  const ledger = '{ auditEvents { edges { node { sequence } } } }'
  for (const query of [ledger, '{ verifyLedger { intact } }', '{ enrollmentTokens { id } }']) {
    const { data, errors } = await vera.ask(query)
    expect([data, errors?.[0]?.extensions]).toMatchObject([null, { code: 'FORBIDDEN' }])
  }
  expect((await audrey.ask(ledger)).errors).toBeUndefined()
  const settings = `mutation { updateResponseSettings(input: {queueTimeout: 60}) { __typename ... on UserError { code } ... on UpdateSettingsPayload { settings { queueTimeout } } } }`
  expect((await alice.ask(settings)).data.updateResponseSettings).toEqual({
    __typename: 'ForbiddenError',
    code: 'FORBIDDEN',
  })
})

test('settings take effect immediately', async () => {
  const { ada, alice, deviceId } = await setUp()
  const change = `mutation { updateApprovalRequirements(input: {requirements: [{type: KILL_PROCESS, required: true, approvals: 2}]}) {
    __typename ... on UpdateSettingsPayload { settings { approvalRequirements { type required approvals } } } } }`
  const changed = (await ada.ask(change)).data.updateApprovalRequirements
  expect(changed.settings.approvalRequirements[0]).toEqual({
    type: 'KILL_PROCESS',
    required: true,
    approvals: 2,
  })
  const read =
    '{ responseSettings { verificationDelay queueTimeout approvalTimeout } actionTypes { type requiresApproval approvalsRequired } }'
  const { data } = await alice.ask(read)
  expect(data.responseSettings).toEqual({
    verificationDelay: 60,
    queueTimeout: 86400,
    approvalTimeout: 86400,
  })
  expect(data.actionTypes).toHaveLength(10)
  expect(data.actionTypes[0]).toEqual({ type: 'KILL_PROCESS', requiresApproval: true, approvalsRequired: 2 })
  const preview = `query ($input: SubmitActionInput!) { previewAction(input: $input) { digest approvalsRequired deviceOnline refusal { __typename code path } } }`
  const seen = (await alice.ask(preview, kill(deviceId))).data.previewAction
  expect(seen).toEqual({
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    approvalsRequired: 2,
    deviceOnline: false,
    refusal: null,
  })
  const bad = (await alice.ask(preview, kill('x'))).data.previewAction
  expect(bad.refusal).toEqual({ __typename: 'NotFoundError', code: 'NOT_FOUND', path: ['deviceId'] })
})

test('revoking a device cancels its open actions', async () => {
  const { ada, alice, deviceId } = await setUp()
  const { action } = (await alice.ask(submit, kill(deviceId))).data.submitAction
  const revoke = `mutation ($id: ID!) { revokeDevice(deviceId: $id) { __typename ... on RevokeDevicePayload { device { revokedAt queue { id } } } ... on UserError { code } } }`
  expect((await ada.ask(revoke, { id: deviceId })).data.revokeDevice).toMatchObject({
    device: { revokedAt: expect.stringMatching(/Z$/), queue: [] },
  })
  const after = `query ($id: ID!) { action(id: $id) { status cancellation { reason by { ... on Analyst { name } } at comment } } }`
  expect((await alice.ask(after, { id: action.id })).data.action).toMatchObject({
    status: 'CANCELLED',
    cancellation: { reason: 'DEVICE_REVOKED', by: { name: 'ada' }, comment: null },
  })
  expect((await ada.ask(revoke, { id: action.id })).data.revokeDevice.code).toBe('NOT_FOUND')
})

test("a mutation's result needs no further query, and a list takes the same number of queries at any length", async () => {
  const { alice, bob, deviceId } = await setUp()
  const read = async (ask: () => Promise<{ errors?: unknown }>) => {
    api.readings.length = 0
    expect((await ask()).errors).toBeUndefined()
    return [...api.readings]
  }
  const scalars = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action {
    id rawId type status parameters { __typename } destructive origin justification submittedAt approvalsRequired approvals { decision }
    digest queuedAt startedAt completedAt expiresAt failure { code } cancellation { reason } output verification { status attempts }
    viewerCanApprove viewerCanCancel } } } }`
  expect(await read(() => alice.ask(scalars, kill(deviceId)))).toEqual([])
  const list = `{ actions { totalCount edges { cursor node { id device { hostname queue { id } } submittedBy { ... on Analyst { name } }
    auditTrail { sequence actor { ... on Analyst { name } } } } } pageInfo { hasNextPage } } }`
  const few = await read(() => alice.ask(list))
  for (let i = 0; i < 5; i++) await bob.ask(scalars, kill(deviceId))
  const many = await read(() => alice.ask(list))
  expect(many).toEqual(few)
  expect([...new Set(many)].sort()).toEqual(['Analyst.findMany', 'AuditEvent.findMany', 'Device.findMany'])
})

test('invalid arguments of queries are reported', async () => {
  const { alice } = await setUp()
  const codeOf = async (query: string, variables?: object) => {
    const { errors } = await alice.ask(query, variables)
    return errors?.[0]?.extensions['code']
  }
  const list = (args: string) => codeOf(`{ actions(${args}) { edges { cursor } } }`)
  expect(await list('first: 0')).toBe('BAD_USER_INPUT')
  expect(await list('first: -1')).toBe('BAD_USER_INPUT')
  expect(await list('last: 201')).toBe('BAD_USER_INPUT')
  expect(await list('first: 1, last: 1')).toBe('BAD_USER_INPUT')
  expect(await list('after: "nonsense"')).toBe('BAD_CURSOR')
  expect(await list(`after: "${idOf('ResponseAction', crypto.randomUUID())}"`)).toBe('BAD_CURSOR')
  expect(await list('first: 200')).toBeUndefined()
  expect(await codeOf('{ devices(filter: {hostnameContains: "a\\u0000"}) { totalCount } }')).toBe(
    'BAD_USER_INPUT',
  )
  expect(
    await codeOf('query ($t: DateTime!) { actions(filter: {submittedAfter: $t}) { totalCount } }', {
      t: 'yesterday',
    }),
  ).toBe('BAD_USER_INPUT')
  expect(await codeOf('{ nothing }')).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(await codeOf('{ nothing')).toBe('GRAPHQL_PARSE_FAILED')
  expect(await codeOf('query ($t: Int!) { actions(first: $t) { totalCount } }', {})).toBe('BAD_USER_INPUT')
  expect(api.errors).toEqual([])
})
