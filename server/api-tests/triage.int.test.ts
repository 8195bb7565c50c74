import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#domain/people/actor.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const update = `mutation ($id: ID!, $input: UpdateDetectionInput!) { updateDetection(id: $id, input: $input) {
  __typename ... on UserError { code path message }
  ... on UpdateDetectionPayload { detection { status assignee { name } } } } }`
const report = `mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) {
  ... on UserError { code path message } ... on ReportDetectionPayload { detection { rawId title status assignee { name } } } } }`

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const ann = api.person(external, 'ann', ...roles)
  const bob = api.person(external, 'bob', 'ANALYST')
  const idOf = async (person: typeof ann) =>
    (await person.ask('{ viewer { ... on Analyst { rawId } } }')).data.viewer.rawId as string
  const device = (hostname: string) => api.device(organization, { hostname })
  const detect = async (deviceId: string, fields: object = {}) => {
    const input = { deviceId, title: 'A miner', severity: 'HIGH', externalId: randomUUID(), ...fields }
    const { data, errors } = await ann.ask(report, { input })
    expect(errors).toBeUndefined()
    return data.reportDetection.detection.rawId as string
  }
  const list = async (filter: object) => {
    const query =
      'query ($filter: DetectionFilter) { detections(filter: $filter) { edges { node { rawId } } } }'
    const { data, errors } = await ann.ask(query, { filter })
    expect(errors).toBeUndefined()
    return data.detections.edges.map(({ node }: { node: { rawId: string } }) => node.rawId)
  }
  const triage = async (id: string, input: object, by = ann) =>
    (await by.ask(update, { id, input })).data.updateDetection
  return { external, organization, ann, bob, idOf, device, detect, list, triage }
}

test('a detection is new and unassigned until an analyst triages it; each change is on the ledger', async () => {
  const { ann, bob, idOf, device, detect, triage } = await setUp()
  const bobId = await idOf(bob)
  const { id: deviceId } = await device('web-1')
  const id = await detect(deviceId)
  expect(
    await triage(id, { status: 'IN_PROGRESS', assigneeId: bobId, comment: 'Bob knows this host.' }),
  ).toEqual({
    __typename: 'UpdateDetectionPayload',
    detection: { status: 'IN_PROGRESS', assignee: { name: 'bob' } },
  })
  // Omitted fields keep their values. An identical change writes no event, but a comment alone does.
  expect(await triage(id, { status: 'IN_PROGRESS' }, bob)).toMatchObject({
    detection: { assignee: { name: 'bob' } },
  })
  expect(await triage(id, {})).toMatchObject({ detection: { status: 'IN_PROGRESS' } })
  expect(await triage(id, { comment: 'Still looking.' }, bob)).toMatchObject({
    detection: { status: 'IN_PROGRESS' },
  })
  expect(await triage(id, { assigneeId: null, status: 'FALSE_POSITIVE' }, bob)).toMatchObject({
    detection: { status: 'FALSE_POSITIVE', assignee: null },
  })
  const { data } = await ann.ask(
    'query ($id: ID!) { auditEvents(filter: { kinds: [DETECTION_CHANGED], deviceId: $id }) { edges { node { data } } } }',
    { id: deviceId },
  )
  const events = data.auditEvents.edges.map(({ node }: { node: { data: object } }) => node.data)
  const working = { id, status: 'IN_PROGRESS', assignee: bobId }
  expect(events).toEqual([
    {
      what: 'detection',
      before: { id, status: 'NEW', assignee: null },
      after: { ...working, comment: 'Bob knows this host.' },
    },
    { what: 'detection', before: working, after: { ...working, comment: 'Still looking.' } },
    {
      what: 'detection',
      before: working,
      after: { id, status: 'FALSE_POSITIVE', assignee: null, comment: null },
    },
  ])
})

test('refusals name the field; a viewer cannot triage', async () => {
  const { external, device, detect, triage } = await setUp()
  const id = await detect((await device('web-1')).id)
  for (const assigneeId of [randomUUID(), 'garbage', ''])
    expect(await triage(id, { assigneeId })).toMatchObject({ code: 'NOT_FOUND', path: ['assigneeId'] })
  expect(await triage(randomUUID(), { status: 'NEW' })).toMatchObject({ code: 'NOT_FOUND', path: ['id'] })
  for (const comment of ['', 'x'.repeat(501), 'a\0'])
    expect(await triage(id, { comment })).toMatchObject({ code: 'INVALID_INPUT', path: ['comment'] })
  for (const role of ['VIEWER', 'AUDITOR', 'INTEGRATION'] as const)
    expect(await triage(id, { status: 'NEW' }, api.person(external, role, role))).toMatchObject({
      code: 'FORBIDDEN',
    })
})

test('a repeated report does not undo the triage', async () => {
  const { ann, device, detect, triage } = await setUp()
  const { id: deviceId } = await device('web-1')
  const id = await detect(deviceId, { externalId: 'one' })
  await triage(id, { status: 'RESOLVED' })
  expect(await detect(deviceId, { externalId: 'one' })).toBe(id)
  const { data } = await ann.ask(
    'query ($id: ID!) { detections(filter: { deviceId: $id }) { edges { node { status } } } }',
    {
      id: deviceId,
    },
  )
  expect(data.detections.edges).toEqual([{ node: { status: 'RESOLVED' } }])
})

test('detections are listed by status, assignee and words', async () => {
  const { bob, idOf, device, detect, list, triage } = await setUp()
  const bobId = await idOf(bob)
  const [web, mail] = [await device('web-frontend-7'), await device('mail-2')]
  const process = { pid: 7, name: 'XMRig', path: 'C:\\Temp\\xmrig.exe', sha256: 'AB'.repeat(32) }
  const miner = await detect(web.id, { process, technique: 'T1496', firedAt: '2026-11-01T00:00:00Z' })
  const phish = await detect(mail.id, {
    title: 'Phishing link opened',
    severity: 'LOW',
    firedAt: '2026-11-02T00:00:00Z',
  })
  await triage(miner, { status: 'IN_PROGRESS', assigneeId: bobId })
  expect(await list({ statuses: ['NEW'] })).toEqual([phish])
  expect(await list({ statuses: ['IN_PROGRESS', 'NEW'], severities: ['HIGH', 'LOW'] })).toEqual([
    phish,
    miner,
  ])
  expect(await list({ assigneeId: bobId })).toEqual([miner])
  expect(await list({ assigneeId: bobId, statuses: ['NEW'] })).toEqual([])
  for (const search of [
    'miner',
    'xmrig',
    'c:\\temp',
    'ABABAB',
    't1496',
    'FRONTEND',
    'frontend miner',
    'a xmrig',
  ])
    expect(await list({ search }), search).toEqual([miner])
  for (const search of ['phishing', 'mail-2 link']) expect(await list({ search }), search).toEqual([phish])
  for (const search of ['frontend phishing', 'nowhere', '%%%'])
    expect(await list({ search }), search).toEqual([])
  expect(await list({ search: 'frontend', statuses: ['NEW', 'RESOLVED'] })).toEqual([])
})
