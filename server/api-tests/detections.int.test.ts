import { parse, subscribe } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createContext } from '../../schema/context.ts'
import { buildSchema } from '../../schema/schema.ts'
import { claimsOf } from '../testing/seed.ts'
import { type Answer, openTestApi, type Person, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const idOf = (type: string, uuid: string) => Buffer.from(`${type}:${uuid}`).toString('base64')

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const [alpha, beta] = await Promise.all(
    ['alpha', 'beta'].map(async hostname =>
      idOf('Device', (await api.device(organization, { hostname })).id),
    ),
  )
  return {
    external,
    organization,
    alpha: alpha ?? '',
    beta: beta ?? '',
    alice: api.person(external, 'alice', 'ANALYST'),
    vera: api.person(external, 'vera', 'VIEWER'),
    ines: api.person(external, 'ines', 'INTEGRATION'),
    ada: api.person(external, 'ada', 'ADMIN'),
  }
}

const report = `mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) { __typename
  ... on ReportDetectionPayload { detection { id rawId title severity technique firedAt device { hostname } process { pid name path sha256 startedAt }
    investigation { title } actions { type } } triggered { id } }
  ... on UserError { code path } } }`
const seen = (deviceId: string, extra: object = {}) => ({
  deviceId,
  title: 'Miner',
  severity: 'MEDIUM',
  externalId: 'edr-1',
  ...extra,
})
const reported = async (by: Person, input: object): Promise<Answer['data']> =>
  (await by.ask(report, { input })).data.reportDetection

test('repeated reports change nothing: 16 identical concurrent reports create one detection and one ledger event', async () => {
  const { ines, ada, alpha, organization } = await setUp()
  const process = { pid: 4242, name: 'xmrig', path: '/tmp/xmrig', sha256: 'A'.repeat(64) }
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => reported(ines, seen(alpha, { technique: 'T1496', process }))),
  )
  expect(new Set(answers.map(({ detection }) => detection.id)).size).toBe(1)
  expect(answers[0]).toMatchObject({
    __typename: 'ReportDetectionPayload',
    detection: {
      title: 'Miner',
      severity: 'MEDIUM',
      technique: 'T1496',
      device: { hostname: 'alpha' },
      process: { pid: 4242, name: 'xmrig', path: '/tmp/xmrig', sha256: 'a'.repeat(64), startedAt: null },
      investigation: null,
      actions: [],
    },
    triggered: [],
  })
  const count = 'SELECT count(*)::int AS n FROM audit_event WHERE organization_id = $1 AND kind = $2'
  expect(await api.pool.query(count, [organization, 'DETECTION_REPORTED'])).toEqual([{ n: 1 }])
  // A later report with the same id returns the first detection, even with other content. Ids are per account.
  const later = await reported(ines, seen(alpha, { title: 'Something else' }))
  expect(later.detection.title).toBe('Miner')
  const other = await reported(ada, seen(alpha))
  expect(other.detection.id).not.toBe(later.detection.id)
})

test("errors in a report are returned in the contract's order", async () => {
  const { ines, vera, alice, alpha } = await setUp()
  const refusals: [Person, object][] = [
    [vera, seen(alpha, { title: '' })],
    [alice, seen(alpha)],
    [ines, seen(alpha, { externalId: '' })],
    [ines, seen('nonsense', { title: ' ' })],
    [ines, seen(alpha, { technique: 'T1496\0' })],
    [ines, seen(alpha, { process: { pid: 1, name: 'a\ud800' } })],
    [ines, seen('nonsense')],
    [ines, seen(alpha, { investigationId: alpha })],
  ]
  const answers = await Promise.all(refusals.map(([by, input]) => reported(by, input)))
  expect(answers.map(({ code, path }) => [code, path])).toEqual([
    ['FORBIDDEN', null],
    ['FORBIDDEN', null],
    ['INVALID_INPUT', ['externalId']],
    ['INVALID_INPUT', ['title']],
    ['INVALID_INPUT', ['technique']],
    ['INVALID_INPUT', ['process', 'name']],
    ['NOT_FOUND', ['deviceId']],
    ['NOT_FOUND', ['investigationId']],
  ])
})

test('impossible values are stored as reported', async () => {
  const { ines, alpha } = await setUp()
  const odd = { technique: 'mining', process: { pid: -1, name: 'a\nb', path: '', sha256: 'abc' } }
  const { detection } = await reported(ines, seen(alpha, odd))
  expect(detection).toMatchObject(odd)
  const nameless = { externalId: 'nameless', process: { pid: 0, name: '' } }
  expect((await reported(ines, seen(alpha, nameless))).detection).toMatchObject({ process: nameless.process })
})

test('detections are listed newest first, with filters and pages; another organization sees none', async () => {
  const { ines, alice, alpha, beta } = await setUp()
  for (const [i, deviceId] of [alpha, beta, alpha].entries())
    await reported(
      ines,
      seen(deviceId, {
        title: `No ${i}`,
        severity: i === 1 ? 'HIGH' : 'LOW',
        externalId: `e${i}`,
        firedAt: `2026-11-2${i}T00:00:00.000Z`,
      }),
    )
  const list = `query ($filter: DetectionFilter, $first: Int, $after: String) {
    detections(filter: $filter, first: $first, after: $after) { edges { cursor node { title } } pageInfo { hasNextPage endCursor } } }`
  const titles = async (by: Person, filter: object | null) =>
    (await by.ask(list, { filter })).data.detections.edges.map(
      ({ node }: { node: { title: string } }) => node.title,
    )
  expect(await titles(alice, null)).toEqual(['No 2', 'No 1', 'No 0'])
  expect(await titles(alice, { severities: ['HIGH'] })).toEqual(['No 1'])
  expect(await titles(alice, { deviceId: alpha })).toEqual(['No 2', 'No 0'])
  expect(await titles(alice, { deviceId: 'nonsense' })).toEqual([])
  expect(await titles(alice, { firedAfter: '2026-11-21T00:00:00.000Z' })).toEqual(['No 2'])
  const first = (await alice.ask(list, { first: 2 })).data.detections
  expect(first.pageInfo.hasNextPage).toBe(true)
  const second = (await alice.ask(list, { first: 2, after: first.pageInfo.endCursor })).data.detections
  expect(second.edges.map(({ node }: { node: { title: string } }) => node.title)).toEqual(['No 0'])
  const stranger = (await setUp()).alice
  expect(await titles(stranger, null)).toEqual([])
  const foreign = await stranger.ask(list, { after: first.pageInfo.endCursor })
  expect(foreign.errors?.[0]?.extensions['code']).toBe('BAD_CURSOR')
  const perDevice = `query ($id: ID!) { device(id: $id) { detections(first: 1) { edges { node { title } } } } }`
  expect((await alice.ask(perDevice, { id: alpha })).data.device.detections.edges).toEqual([
    { node: { title: 'No 2' } },
  ])
})

test('an investigation is opened, extended, closed and reopened, and each change is on the ledger', async () => {
  const { ines, alice, alpha, organization } = await setUp()
  const { detection } = await reported(ines, seen(alpha, { process: { pid: 77, name: 'evil' } }))
  const open = `mutation ($input: OpenInvestigationInput!) { openInvestigation(input: $input) { __typename
    ... on OpenInvestigationPayload { investigation { id title closedAt detections { edges { node { title } } } } } ... on UserError { code path } } }`
  const refused = await alice.ask(open, { input: { title: 'Miners', detectionIds: [detection.id, alpha] } })
  expect(refused.data.openInvestigation).toEqual({
    __typename: 'NotFoundError',
    code: 'NOT_FOUND',
    path: ['detectionIds', '1'],
  })
  const { investigation } = (await alice.ask(open, { input: { title: 'Miners' } })).data.openInvestigation
  const update = `mutation ($id: ID!, $input: UpdateInvestigationInput!) { updateInvestigation(id: $id, input: $input) { __typename
    ... on UpdateInvestigationPayload { investigation { title closedAt detections { edges { node { id } } } } } ... on UserError { code path } } }`
  const change = async (input: object) =>
    (await alice.ask(update, { id: investigation.id, input })).data.updateInvestigation.investigation
  expect(await change({ addDetectionIds: [detection.id], title: 'Miners everywhere' })).toEqual({
    title: 'Miners everywhere',
    closedAt: null,
    detections: { edges: [{ node: { id: detection.id } }] },
  })
  expect((await change({ closed: true })).closedAt).not.toBeNull()
  await change({ closed: true })
  expect((await change({ closed: false })).closedAt).toBeNull()
  const lines = await api.pool.query<{ canonical: string }>(
    'SELECT canonical FROM audit_event WHERE organization_id = $1 AND kind = $2 ORDER BY sequence',
    [organization, 'INVESTIGATION_CHANGED'],
  )
  const data = lines.map(({ canonical }) => JSON.parse(canonical).data)
  expect(data.map(({ before, after }) => [before?.title, after.title, after.closedAt !== null])).toEqual([
    [undefined, 'Miners', false],
    ['Miners', 'Miners everywhere', false],
    ['Miners everywhere', 'Miners everywhere', true],
    ['Miners everywhere', 'Miners everywhere', false],
  ])

  // An action that names the detection belongs to its investigation, and refers to its process.
  const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id
    detection { id } investigation { title } parameters { ... on CollectForensicsParameters { pid } } } } ... on UserError { code path } } }`
  const input = {
    deviceId: alpha,
    action: { collectForensics: {} },
    justification: 'What did it do there?',
    detectionId: detection.id,
  }
  const { action } = (await alice.ask(submit, { input })).data.submitAction
  expect(action).toMatchObject({
    detection: { id: detection.id },
    investigation: { title: 'Miners everywhere' },
    parameters: { pid: 77 },
  })
  const find = `query ($f: ActionFilter, $g: ActionFilter, $id: ID!) { byDetection: actions(filter: $f) { totalCount }
    byInvestigation: actions(filter: $g) { totalCount } node(id: $id) { ... on Investigation { actions { edges { node { id } } } } } }`
  const found = await alice.ask(find, {
    f: { detectionId: detection.id },
    g: { investigationId: investigation.id },
    id: investigation.id,
  })
  expect(found.data).toEqual({
    byDetection: { totalCount: 1 },
    byInvestigation: { totalCount: 1 },
    node: { actions: { edges: [{ node: { id: action.id } }] } },
  })
  const missing = await alice.ask(submit, { input: { ...input, detectionId: investigation.id } })
  expect(missing.data.submitAction).toEqual({ code: 'NOT_FOUND', path: ['detectionId'] })
  const forever = { ...input, effectFor: 60 }
  expect((await alice.ask(submit, { input: forever })).data.submitAction).toEqual({
    code: 'INVALID_INPUT',
    path: ['effectFor'],
  })
})

test('lateral movement is returned as a graph, by investigation or since a time', async () => {
  const { ines, alice, alpha, beta } = await setUp()
  const move = `mutation ($input: ReportLateralMovementInput!) { reportLateralMovement(input: $input) { __typename
    ... on ReportLateralMovementPayload { movement { from { hostname } to { hostname } technique } } ... on UserError { code path } } }`
  const input = { fromDeviceId: alpha, toDeviceId: beta, technique: 'T1021.004' }
  const moved = await ines.ask(move, { input: { ...input, observedAt: '2026-11-20T00:00:00.000Z' } })
  expect(moved.data.reportLateralMovement.movement).toEqual({
    from: { hostname: 'alpha' },
    to: { hostname: 'beta' },
    technique: 'T1021.004',
  })
  const wrong = [
    { ...input, toDeviceId: alpha },
    { ...input, fromDeviceId: 'x' },
    { ...input, technique: 'T1' },
  ]
  const answers = await Promise.all(wrong.map(input => ines.ask(move, { input })))
  expect(answers.map(({ data }) => data.reportLateralMovement.path)).toEqual([
    ['toDeviceId'],
    ['fromDeviceId'],
    ['technique'],
  ])
  const graph = `query ($id: ID, $since: DateTime) { lateralMovement(investigationId: $id, since: $since) {
    devices { hostname } movements { from { hostname } observedAt } } }`
  expect((await alice.ask(graph)).data.lateralMovement).toEqual({
    devices: [{ hostname: 'alpha' }, { hostname: 'beta' }],
    movements: [{ from: { hostname: 'alpha' }, observedAt: '2026-11-20T00:00:00.000Z' }],
  })
  const nothing = { devices: [], movements: [] }
  const since = await alice.ask(graph, { since: '2026-11-20T00:00:00.001Z' })
  expect(since.data.lateralMovement).toEqual(nothing)
  expect((await alice.ask(graph, { id: alpha })).data.lateralMovement).toEqual(nothing)
})

test('detectionReported delivers each report that matches the filter', async () => {
  const { ines, organization, alpha } = await setUp()
  const isHigh = ({ severity }: { severity: string }) => severity === 'HIGH'
  const followed = await api.services.changes.followDetections(organization, isHigh)
  const next = followed.next()
  await reported(ines, seen(alpha, { externalId: 'low', severity: 'LOW' }))
  const { detection } = await reported(ines, seen(alpha, { externalId: 'high', severity: 'HIGH' }))
  expect((await next).value.id).toBe(detection.rawId)
  await followed.return?.()
})

test('detectionReported can be searched by the detection and the hostname of its device', async () => {
  const { external, ines, alpha, beta } = await setUp()
  const caller = await api.callers.see(claimsOf(external, 'alice', ['ANALYST']))
  const document = parse('subscription { detectionReported(filter: { search: "ALPHA mine" }) { title } }')
  const contextValue = createContext(api.services, caller)
  const followed = await subscribe({ schema: buildSchema(), document, contextValue })
  if (!(Symbol.asyncIterator in followed)) throw new Error(JSON.stringify(followed))
  const next = followed.next()
  await reported(ines, seen(beta, { externalId: '1', title: 'A miner' }))
  await reported(ines, seen(alpha, { externalId: '2', title: 'Something else' }))
  const process = { pid: 7, name: 'x', path: '/opt/miner' }
  await reported(ines, seen(alpha, { externalId: '3', title: 'Found', process }))
  expect((await next).value).toEqual({ data: { detectionReported: { title: 'Found' } } })
  await followed.return(undefined)
})

test('a rule submits actions for a matching detection, and the auto-response settings are returned unchanged', async () => {
  const { ines, ada, alice, alpha } = await setUp()
  const create = `mutation ($input: ResponseRuleInput!) { createResponseRule(input: $input) { __typename
    ... on ResponseRulePayload { rule { id name severities techniques titleContains action } } ... on UserError { code path } } }`
  const input = { name: 'Look closer', enabled: true, severities: ['HIGH'], action: 'COLLECT_FORENSICS' }
  expect((await alice.ask(create, { input })).data.createResponseRule.code).toBe('FORBIDDEN')
  const { rule } = (await ada.ask(create, { input })).data.createResponseRule
  expect(rule).toMatchObject({ severities: ['HIGH'], techniques: [], titleContains: null })
  const reportAs = report.replace(
    'triggered { id }',
    'triggered { origin submittedBy { __typename ... on ResponseRuleActor { rule { id } } ... on SystemActor { name } } }',
  )
  const set = `mutation ($input: UpdateAutoResponseInput!) { updateAutoResponse(input: $input) { ... on UpdateSettingsPayload { settings {
    autoResponse { enabled isolateOnCritical killOnHigh maxPerHour requireApprovalFor activeHours { timeZone days from to } } } } ... on UserError { code path } } }`
  const activeHours = { timeZone: 'Europe/Paris', days: ['SUNDAY'], from: '00:00', to: '00:00' }
  const changed = await ada.ask(set, { input: { enabled: true, killOnHigh: true, activeHours } })
  expect(changed.data.updateAutoResponse.settings.autoResponse).toEqual({
    enabled: true,
    isolateOnCritical: false,
    killOnHigh: true,
    maxPerHour: 20,
    requireApprovalFor: [],
    activeHours,
  })
  await ada.ask(set, { input: { activeHours: null } })
  const process = { pid: 4242, name: 'xmrig' }
  const answer = await ines.ask(reportAs, { input: seen(alpha, { severity: 'HIGH', process }) })
  expect(answer.data.reportDetection.triggered).toEqual([
    { origin: 'AUTO_RESPONSE', submittedBy: { __typename: 'SystemActor', name: 'auto-response' } },
    { origin: 'RESPONSE_RULE', submittedBy: { __typename: 'ResponseRuleActor', rule: { id: rule.id } } },
  ])
  const remove =
    'mutation ($id: ID!) { deleteResponseRule(id: $id) { ... on DeleteResponseRulePayload { id } ... on UserError { code } } }'
  expect((await ada.ask(remove, { id: rule.id })).data.deleteResponseRule).toEqual({ id: rule.id })
  expect((await alice.ask('{ responseRules { name } }')).data.responseRules).toEqual([])
  const kept = await alice.ask(
    '{ actions { edges { node { submittedBy { ... on ResponseRuleActor { rule { name } } } } } } }',
  )
  expect(kept.data.actions.edges).toContainEqual({ node: { submittedBy: { rule: { name: 'Look closer' } } } })
})
