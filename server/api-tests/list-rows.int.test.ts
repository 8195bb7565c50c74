import { type GraphQLObjectType, getNullableType, isListType, isNonNullType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#domain/people/actor.ts'
import { buildSchema } from '../../schema/schema.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'
import { everythingOf } from './schema-walk.test-kit.ts'

/** Lists read only the selected columns. Their results must equal those of `nodes`, which reads all columns. */
let api: TestApi
let organization: string
let ann: Person
beforeAll(async () => {
  api = await openTestApi()
  const external = api.newOrganization()
  organization = await api.organizationOf(external)
  ann = api.person(external, 'ann', ...roles)
  const device = Buffer.from(`Device:${(await api.device(organization)).id}`).toString('base64')
  const justification = 'A miner runs on it.'
  const run = async (mutation: string, type: string, input: object) => {
    const query = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) { __typename ... on UserError { message } } }`
    const { data, errors } = await ann.ask(query, { input })
    expect({ data, errors }).toEqual({ data: { [mutation]: { __typename: `${type}Payload` } } })
  }
  for (const action of [{ isolateDevice: {} }, { unisolateDevice: {} }, { killProcess: { pid: 7 } }])
    await run('submitAction', 'SubmitAction', { deviceId: device, justification, action })
  const bulk = { deviceIds: [device], justification, action: { isolateDevice: {} } }
  await run('submitBulkAction', 'SubmitBulkAction', bulk)
  await run('openInvestigation', 'OpenInvestigation', { title: 'Who was it' })
  const detection = { deviceId: device, title: 'A miner', severity: 'HIGH', externalId: 'one' }
  await run('reportDetection', 'ReportDetection', detection)
  // Fills every column, which no real action does.
  const one = (table: string) => `(SELECT id FROM ${table} o WHERE o.organization_id = $1 LIMIT 1)`
  await api.pool.query(
    `UPDATE response_action SET status = 'FAILED', failure_code = 'TIMED_OUT', failure_message = 'It took too long.',
       output = '{"a": [1, "b"]}', effect_for = 60, effect = 'OVER', effect_until = submitted_at + interval '1 minute',
       cancellation = '{"reason": "APPROVAL_EXPIRED", "by": {"kind": "system", "id": null, "name": "server"}, "at": "2026-11-24T09:30:00.000Z", "comment": "So be it."}',
       decisions = jsonb_build_array(jsonb_build_object(
         'decision', 'APPROVED', 'by', submitted_by, 'at', '2026-11-24T09:30:00.000Z', 'comment', null)),
       approver_ids = ARRAY[submitted_by_id], queued_at = submitted_at, queued_sequence = 9007199254740993,
       lane_place = 4, released_at = submitted_at, queue_ends_at = submitted_at + interval '2 minutes',
       command_id = id, started_at = submitted_at, started_connected_ms = 12, completed_at = submitted_at,
       verification = 'FAILED', verification_due_at = submitted_at, verified_at = submitted_at,
       evidence = '{"alive": false}', answered = '{a,"b c"}', undoes_id = ${one('response_action')},
       undone_by_id = ${one('response_action')}, detection_id = ${one('detection')},
       investigation_id = ${one('investigation')}, bulk_action_id = ${one('bulk_action')}
     WHERE organization_id = $1`,
    [organization],
  )
  await api.pool.query(
    `INSERT INTO artifact (id, organization_id, action_id, device_id, name, kind, size, sha256, announced_at, received_at)
     SELECT gen_random_uuid(), organization_id, id, device_id, 'a.zip', 'OTHER', 7, repeat('0', 64), now(), now()
     FROM response_action WHERE organization_id = $1`,
    [organization],
  )
})
afterAll(() => api.close())

const lists = { ResponseAction: 'actions', AuditEvent: 'auditEvents' } as const
const schema = buildSchema()
const fields = Object.entries(lists).flatMap(([type, list]) =>
  Object.values((schema.getType(type) as GraphQLObjectType).getFields())
    .filter(field => !field.args.some(argument => isNonNullType(argument.type)))
    .map(field => ({ type, list, name: field.name, field })),
)

test.each(fields)('$list: $name', async ({ type, list, name, field }) => {
  const selection = `${name} ${everythingOf(field.type, { levels: 1, page: '(first: 2)' })}`
  const ids = await ann.ask(`{ ${list}(first: 7) { edges { node { id } } } }`)
  const listed = await ann.ask(
    `{ ${list}(first: 7) { edges { node { ...f } } } } fragment f on ${type} { ${selection} }`,
  )
  const nodes = await ann.ask(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${selection} } } }`,
    {
      ids: ids.data[list].edges.map(({ node }: { node: { id: string } }) => node.id),
    },
  )
  expect([listed.errors, nodes.errors]).toEqual([undefined, undefined])
  const answers = listed.data[list].edges.map(({ node }: { node: Record<string, unknown> }) => node)
  expect(answers.length).toBeGreaterThan(2)
  // Artifact URLs differ each time.
  const withoutTickets = (data: unknown) => JSON.stringify(data, null, 2).replace(/ticket=[^"]+/g, '')
  expect(withoutTickets(answers)).toBe(withoutTickets(nodes.data.nodes))
  const empty = JSON.stringify(isListType(getNullableType(field.type)) ? [] : null)
  expect(answers.some((answer: Record<string, unknown>) => JSON.stringify(answer[name]) !== empty)).toBe(true)
})

test('a row with all columns equals the read client’s row', async () => {
  const { actionRows, lists, readClient } = api.services
  const prisma = readClient(organization)
  const byId = (rows: readonly { id?: string }[]) =>
    [...rows].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))
  const actions = await prisma.responseAction.findMany({ orderBy: { id: 'asc' } })
  const ids = actions.map(({ id }) => id)
  const all = { size: 200, after: null, before: null, fromEnd: false }
  const newestFirst = { field: 'SUBMITTED_AT', direction: 'DESC' } as const
  expect(byId(await actionRows(organization, ids, null))).toEqual(actions)
  for (const filter of [{}, { statuses: ['FAILED', 'QUEUED'] as const }, { words: ['miner'] }]) {
    const { rows } = await lists.actions(organization, filter, newestFirst, all, null)
    expect(byId(rows as { id: string }[])).toEqual(actions)
  }
  expect(await actionRows(await api.organizationOf(api.newOrganization()), ids, null)).toEqual([])
  const events = await prisma.auditEvent.findMany({ orderBy: { sequence: 'asc' } })
  expect((await lists.events(organization, {}, all, null)).rows).toEqual(events)
})

test("only selected columns and only the page's own rows are read", async () => {
  const { actionRows, lists } = api.services
  const page = { size: 1, after: null, before: null, fromEnd: true }
  const oldestLast = { field: 'SUBMITTED_AT', direction: 'DESC' } as const
  const wanted = new Set(['id', 'effectFor'])
  const { keys, rows } = await lists.actions(organization, {}, oldestLast, page, wanted)
  expect(rows).toEqual([{ id: keys[0], effectFor: 60 }])
  expect(await actionRows(organization, keys, wanted)).toEqual(rows)
})
