import { type GraphQLObjectType, getNamedType, isNonNullType, isObjectType } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#domain/people/actor.ts'
import { buildSchema } from '../../schema/schema.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'

/** Every list can be paged from both ends. */
let api: TestApi
let ann: Person

const schema = buildSchema()
const connectionsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields())
    .filter(({ args }) => !args.some(({ type }) => isNonNullType(type)))
    .filter(field => getNamedType(field.type).name.endsWith('Connection'))
    .map(({ name }) => name)

/** For each type with lists, a query for the node with the longest one. */
const parents: Readonly<Record<string, string>> = {
  Device: 'devices(first: 200) { edges { node { ...parent } } }',
  Detection: 'detections(first: 200) { edges { node { ...parent } } }',
  Investigation: 'investigations(first: 200) { edges { node { ...parent } } }',
  BulkAction: 'bulkActions(first: 200) { edges { node { ...parent } } }',
  Person: 'people(first: 200) { edges { node { ...parent } } }',
  Webhook: 'webhooks { ...parent }',
}
const rootLists = connectionsOf(schema.getQueryType() as GraphQLObjectType)
const nestedLists = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(type => type !== schema.getQueryType())
  .flatMap(type => connectionsOf(type).map(name => [type.name, name] as const))

const created: Readonly<Record<string, string>> = {
  openInvestigation: 'investigation',
  reportDetection: 'detection',
}

beforeAll(async () => {
  api = await openTestApi()
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  ann = api.person(external, 'ann', ...roles)
  const devices = await Promise.all([1, 2, 3].map(() => api.device(organization)))
  const deviceIds = devices.map(({ id }) => btoa(`Device:${id}`))
  const [deviceId = ''] = deviceIds
  const justification = 'A miner runs on it.'
  const kill = { killProcess: { pid: 7, processName: 'xmrig' } }
  const run = async (mutation: string, type: string, input: object): Promise<string> => {
    const selection = created[mutation]
      ? `... on ${type}Payload { created: ${created[mutation]} { id } }`
      : '__typename'
    const query = `mutation ($input: ${type}Input!) { answer: ${mutation}(input: $input) { ${selection} ... on UserError { message } } }`
    const { data, errors } = await ann.ask(query, { input })
    expect([errors, data?.answer.message]).toEqual([undefined, undefined])
    return data.answer.created?.id
  }
  const webhook = `mutation { createWebhook(input: { name: "All", url: "https://receiver.example/" }) { ... on WebhookPayload { webhook { id } } } }`
  expect((await ann.ask(webhook)).errors).toBeUndefined()
  const investigationId = await run('openInvestigation', 'OpenInvestigation', { title: 'Who was it' })
  for (const number of [1, 2, 3]) {
    const detection = { deviceId, title: 'A miner', severity: 'HIGH', externalId: String(number) }
    const detectionId = await run('reportDetection', 'ReportDetection', { ...detection, investigationId })
    const why = { justification, investigationId, detectionId }
    await run('submitAction', 'SubmitAction', { deviceId, action: kill, ...why })
    await run('submitBulkAction', 'SubmitBulkAction', { deviceIds, action: kill, justification })
    await run('openInvestigation', 'OpenInvestigation', { title: `Who was it ${number}` })
    await run('syncPerson', 'SyncPerson', {
      externalId: String(number),
      name: `Person ${number}`,
      email: `person-${number}@example.com`,
      deviceIds,
    })
    await run('registerScript', 'RegisterScript', {
      name: `Script ${number}`,
      interpreter: 'BASH',
      body: 'true',
      destructive: false,
    })
  }
  await api.pool.query(
    `INSERT INTO webhook_delivery (organization_id, webhook_id, sequence, attempts, attempted_at)
     SELECT organization_id, id, sequence, 1, now() FROM webhook, generate_series(1, 4) AS sequence
     WHERE organization_id = $1`,
    [organization],
  )
})
afterAll(() => api.close())

interface ListAnswer {
  readonly edges: readonly { readonly cursor: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean }
}
const selection = '{ edges { cursor } pageInfo { hasNextPage hasPreviousPage } }'

/** Reads one page, and returns its cursors and whether there are entries before and after it. */
async function pages(ask: (args: string) => Promise<ListAnswer>): Promise<void> {
  const page = async (args: string) => {
    const { edges, pageInfo } = await ask(args)
    return [edges.map(({ cursor }) => cursor), pageInfo.hasPreviousPage, pageInfo.hasNextPage]
  }
  const [all = []] = (await page('first: 200')) as [string[]]
  expect(all.length).toBeGreaterThanOrEqual(3)
  const at = (index: number) => JSON.stringify(all.at(index))
  expect(await page('last: 2')).toEqual([all.slice(-2), true, false])
  expect(await page(`last: 1, before: ${at(-1)}`)).toEqual([all.slice(-2, -1), true, true])
  expect(await page(`last: 200, after: ${at(0)}`)).toEqual([all.slice(1), expect.any(Boolean), false])
  expect(await page(`first: 5, before: ${at(2)}`)).toEqual([all.slice(0, 2), false, expect.any(Boolean)])
}

test.each(rootLists)('Query.%s', name =>
  pages(async args => {
    const { data, errors } = await ann.ask(`{ list: ${name}(${args}) ${selection} }`)
    expect(errors).toBeUndefined()
    return data.list
  }),
)

test.each(nestedLists)('%s.%s', async (type, name) => {
  const found = await ann.ask(
    `{ list: ${parents[type]} } fragment parent on ${type} { id f: ${name}(first: 9) { edges { cursor } } }`,
  )
  expect(found.errors).toBeUndefined()
  const { list } = found.data
  const nodes: { id: string; f: ListAnswer }[] = list.edges?.map(({ node }: { node: object }) => node) ?? list
  const longest = nodes.toSorted((a, b) => b.f.edges.length - a.f.edges.length)[0]
  await pages(async args => {
    const query = `{ node(id: "${longest?.id}") { ... on ${type} { list: ${name}(${args}) ${selection} } } }`
    const { data, errors } = await ann.ask(query)
    expect(errors).toBeUndefined()
    return data.node.list
  })
})
