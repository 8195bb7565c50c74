import { randomUUID } from 'node:crypto'
import { getNamedType } from 'graphql'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { roles } from '#domain/people/actor.ts'
import { buildSchema } from '../../schema/schema.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'
import { type Entry, entriesOf, everythingOf, operationOf } from './schema-walk.test-kit.ts'

let api: TestApi
let few: Person
let many: Person
beforeAll(async () => {
  api = await openTestApi()
  ;[few, many] = [await openOrganization(2), await openOrganization(7)]
})
afterAll(() => api.close())

/** An organization with this many rows of each listed type, all connected. */
async function openOrganization(count: number): Promise<Person> {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const ann = api.person(external, 'ann', ...roles)
  const bob = api.person(external, 'bob', 'ANALYST')
  const run = async (mutation: string, variables: object) => {
    const { data, errors } = await ann.ask(mutation, variables)
    const answer = Object.values(data ?? {})[0] as { message?: string } & Record<string, { id: string }>
    if (errors || answer.message) throw new Error(JSON.stringify({ errors, data }))
    return answer
  }
  const failure = '... on UserError { message }'
  const hub = Buffer.from(`Device:${(await api.device(organization, { hostname: 'a-hub' })).id}`).toString(
    'base64',
  )
  for (let i = 0; i < count; i++) {
    const device = await api.device(organization, { hostname: `host-${i}` })
    const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
    await run(`mutation ($input: SyncPersonInput!) { syncPerson(input: $input) { ${failure} } }`, {
      input: { externalId: randomUUID(), name: 'Eve', email: `eve${i}@example.org`, deviceIds: [deviceId] },
    })
    const { investigation } = await run(
      `mutation ($input: OpenInvestigationInput!) { openInvestigation(input: $input) { ... on OpenInvestigationPayload { investigation { id } } ${failure} } }`,
      { input: { title: 'Who was it' } },
    )
    const investigationId = investigation?.id
    const { detection } = await run(
      `mutation ($input: ReportDetectionInput!) { reportDetection(input: $input) { ... on ReportDetectionPayload { detection { id } } ${failure} } }`,
      { input: { deviceId, title: 'A miner', severity: 'HIGH', externalId: randomUUID(), investigationId } },
    )
    await run(
      `mutation ($input: ReportLateralMovementInput!) { reportLateralMovement(input: $input) { ${failure} } }`,
      { input: { fromDeviceId: deviceId, toDeviceId: hub, investigationId } },
    )
    const justification = 'Because of what it does.'
    await run(
      `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) { ${failure} } }`,
      { input: { deviceIds: [deviceId], justification, action: { isolateDevice: {} } } },
    )
    const submission = { deviceId, justification, detectionId: detection?.id, investigationId }
    for (const action of [{ isolateDevice: {} }, { unisolateDevice: {} }, { forcePasswordReset: {} }]) {
      const submitted = await run(
        `mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id } } ${failure} } }`,
        { input: { ...submission, action } },
      )
      await bob.ask('mutation ($id: ID!) { approveAction(input: { actionId: $id }) { __typename } }', {
        id: submitted['action']?.id,
      })
    }
    await run(
      `mutation ($input: SubmitBulkActionInput!) { submitBulkAction(input: $input) { ${failure} } }`,
      {
        input: {
          deviceIds: [deviceId, hub],
          justification,
          action: { isolateDevice: {} },
          rollout: { canary: 1 },
        },
      },
    )
    await run(`mutation ($input: RegisterScriptInput!) { registerScript(input: $input) { ${failure} } }`, {
      input: { name: `Say ${i}`, interpreter: 'BASH', body: `echo ${i}`, destructive: false },
    })
    await run(`mutation ($input: ResponseRuleInput!) { createResponseRule(input: $input) { ${failure} } }`, {
      input: { name: `Rule ${i}`, enabled: false, severities: ['LOW'], action: 'ISOLATE_DEVICE' },
    })
    await run(`mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { ${failure} } }`, {
      input: { name: `Hook ${i}`, url: 'https://localhost/hook' },
    })
    await run(`mutation { createEnrollmentToken(input: {}) { ${failure} } }`, {})
    await run(`mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { ${failure} } }`, {
      input: { name: `Machine ${i}`, roles: ['VIEWER'] },
    })
  }
  await api.pool.query(
    `INSERT INTO webhook_delivery (webhook_id, organization_id, sequence, attempts, attempted_at)
      SELECT id, organization_id, 1, 1, now() FROM webhook WHERE organization_id = $1`,
    [organization],
  )
  return ann
}

const isPlainList = ({ field }: Entry) => String(field.type).startsWith('[')
const isConnection = ({ field }: Entry) => getNamedType(field.type).name.endsWith('Connection')
const lists = entriesOf(buildSchema()).filter(
  entry =>
    entry.kind === 'query' &&
    entry.name !== 'Query.nodes' &&
    (isPlainList(entry) || isConnection(entry) || entry.name === 'Query.lateralMovement'),
)

/** Counts the statements sent to PostgreSQL through all pools. */
async function statementsOf(person: Person, entry: Entry): Promise<number> {
  const levels = isConnection(entry) ? 3 : 2
  const variables = entry.field.args.some(({ name }) => name === 'first') ? { first: 7 } : {}
  const query = operationOf(entry, variables, everythingOf(entry.field.type, { levels, page: '(first: 1)' }))
  const count = async () => {
    const sent = vi.spyOn(pg.Client.prototype, 'query')
    const { errors } = await person.ask(query, variables)
    const statements = sent.mock.calls.length
    sent.mockRestore()
    expect(errors).toBeUndefined()
    return statements
  }
  // The caller's lookup and background work add statements from time to time, never to every one of these.
  return Math.min(await count(), await count(), await count(), await count())
}

test.each(lists)('$name: the number of statements does not depend on the number of rows', async entry => {
  const forFew = await statementsOf(few, entry)
  expect(await statementsOf(many, entry)).toBe(forFew)
  expect({ [entry.name]: forFew }).toEqual({ [entry.name]: expected[entry.name] })
})

/** Statements per query, with all fields selected to two levels below its rows. */
const expected: Readonly<Record<string, number>> = {
  'Query.actionTypes': 1,
  'Query.actions': 10,
  'Query.auditEvents': 2,
  'Query.bulkActions': 7,
  'Query.detections': 6,
  'Query.devices': 11,
  'Query.enrollmentTokens': 2,
  'Query.investigations': 7,
  'Query.lateralMovement': 14,
  'Query.people': 2,
  'Query.responseRules': 1,
  'Query.scripts': 3,
  'Query.serviceAccounts': 2,
  'Query.webhooks': 3,
}
