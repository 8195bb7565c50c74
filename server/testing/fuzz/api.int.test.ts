import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from '../../api-tests/api-test-kit.ts'
import { runs } from '../runs.ts'
import { corpus } from './corpus.ts'
import { documents } from './documents.ts'

/** Whatever a caller sends, the answer is a result or an error of the caller: never INTERNAL, and never a status of 500. */

const schema = buildSchema(readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8'))
let api: TestApi
let token: string
let ids: string[]

beforeAll(async () => {
  api = await openTestApi()
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  token = api.person(external, 'ada', 'ADMIN').token
  const device = await api.device(organization)
  ids = [device.id, Buffer.from(`Device:${device.id}`).toString('base64')]
  await post('/graphql', {
    query: `mutation ($input: SubmitActionInput!) { submitAction(input: $input) { __typename } }`,
    variables: {
      input: {
        deviceId: device.id,
        action: { isolateDevice: {} },
        justification: 'An action for the fuzzer',
      },
    },
  })
  const { actions } = JSON.parse(
    (await post('/graphql', { query: '{ actions { edges { node { id rawId } } } }' })).text,
  ).data
  ids.push(actions.edges[0].node.id, actions.edges[0].node.rawId)
})
afterAll(() => api?.close())

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

function expectNoBug({ status, text }: { status: number; text: string }): void {
  expect(text).not.toMatch(/"code":"INTERNAL"/)
  expect(status).not.toBe(500)
}

const check = <T>(
  arbitrary: fc.Arbitrary<T>,
  send: (input: T) => Promise<{ status: number; text: string }>,
  usual: number,
) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async input => expectNoBug(await send(input))),
    { numRuns: runs(usual), endOnFailure: true },
  )

test('GraphQL documents from the schema', async () => {
  for (const query of corpus('documents')) expectNoBug(await post('/graphql', { query }))
  await check(documents(schema, ids), query => post('/graphql', { query }), 300)
})

test('GraphQL requests of any JSON', async () => {
  const request = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        query: fc.jsonValue(),
        variables: fc.jsonValue(),
        operationName: fc.jsonValue(),
        extensions: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  )
  await check(request, body => post('/graphql', body), 100)
})

const inputs = fc.record(
  {
    deviceId: fc.oneof(fc.constantFrom('device'), fc.jsonValue()),
    deviceIds: fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue()),
    action: fc.oneof(
      fc.dictionary(fc.constantFrom('killProcess', 'blockIp', 'runScript', 'x'), fc.jsonValue(), {
        maxKeys: 2,
      }),
      fc.jsonValue(),
    ),
    justification: fc.oneof(fc.constant('A justification that is long enough'), fc.jsonValue()),
    effectFor: fc.oneof(fc.double(), fc.jsonValue()),
    idempotencyKey: fc.jsonValue(),
    externalId: fc.string({ unit: 'binary' }),
    severity: fc.constantFrom('HIGH', 'x'),
    title: fc.string({ unit: 'binary' }),
    process: fc.jsonValue(),
    digest: fc.jsonValue(),
    comment: fc.jsonValue(),
  },
  { requiredKeys: [] },
)

test('REST bodies', async () => {
  const paths = [
    '/v1/actions',
    '/v1/bulk-actions',
    '/v1/detections',
    '/v1/actions/id/approve',
    '/v1/actions/id/cancel',
  ]
  const request = fc.tuple(
    fc.constantFrom(...paths),
    fc.oneof(inputs, fc.jsonValue(), fc.string({ unit: 'binary' })),
  )
  await check(
    request,
    ([path, body]) => {
      const filled = JSON.stringify(body).replace('"device"', JSON.stringify(ids[0]))
      return post(path.replace('id/', `${ids[3]}/`), typeof body === 'string' ? body : filled)
    },
    200,
  )
})

test('OpenC2 commands', async () => {
  const type = { 'content-type': 'application/openc2-cmd+json;version=1.0' }
  for (const body of corpus('openc2')) expectNoBug(await post('/openc2', body, type))
  const command = fc.record(
    {
      action: fc.constantFrom('contain', 'allow', 'deny', 'stop', 'query'),
      target: fc.oneof(
        fc.record({
          device: fc.record({ device_id: fc.string(), hostname: fc.jsonValue() }, { requiredKeys: [] }),
        }),
        fc.record({ ipv4_net: fc.oneof(fc.ipV4(), fc.jsonValue()) }),
        fc.record({ file: fc.jsonValue() }),
        fc.record({
          process: fc.record({ pid: fc.double(), name: fc.string({ unit: 'binary' }) }, { requiredKeys: [] }),
        }),
        fc.jsonValue(),
      ),
      args: fc.record(
        {
          duration: fc.oneof(fc.double(), fc.jsonValue()),
          comment: fc.string({ unit: 'binary' }),
          er: fc.record(
            { downstream_device: fc.jsonValue(), permitted_addresses: fc.jsonValue() },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
      command_id: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()),
    },
    { requiredKeys: ['action', 'target'] },
  )
  await check(command, body => post('/openc2', body, type), 200)
})
