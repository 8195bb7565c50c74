import { randomUUID } from 'node:crypto'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#domain/people/actor.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

/** The parts of the OpenAPI document that the tests read. */
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[]
  readonly requestBody?: object
  readonly responses: Readonly<Record<string, { content: Record<string, { schema: object }> }>>
}
interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

let api: TestApi
let openApi: OpenApi
let ajv: Ajv2020
beforeAll(async () => {
  api = await openTestApi()
  openApi = (await (await fetch(`${api.url}/v1/openapi.json`)).json()) as OpenApi
  ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ $id: 'api', ...openApi })
})
afterAll(() => api.close())

interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads into an answer whose shape the document says
  readonly body: any
}

const pathOf = (path: string) =>
  Object.keys(openApi.paths).find(known =>
    new RegExp(`^${known.replace('{id}', '[^/]+')}$`).test(path.split('?')[0] ?? ''),
  )

/** Sends a request and validates the response against the OpenAPI document. */
async function ask(
  token: string | null,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${api.url}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const answer = { status: response.status, headers: response.headers, body: await response.json() }
  const known = pathOf(path)
  const documented = known && openApi.paths[known]?.[method.toLowerCase()]?.responses[response.status]
  const type = response.headers.get('content-type')?.split(';')[0] ?? ''
  if (documented) {
    const pointer = [
      'paths',
      known,
      method.toLowerCase(),
      'responses',
      response.status,
      'content',
      type,
      'schema',
    ]
      .map(part => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/')
    const validate = ajv.getSchema(`api#/${pointer}`)
    if (!validate) throw new Error(`${method} ${path} answers ${response.status} as ${type}, undocumented`)
    expect(validate(answer.body), JSON.stringify({ errors: validate.errors, answer }, null, 2)).toBe(true)
  } else expect([404, 405], `${method} ${path}`).toContain(response.status)
  return answer
}

async function openOrganization() {
  const external = api.newOrganization()
  const id = await api.organizationOf(external)
  const token = (name: string, ...roles: Role[]) => api.person(external, name, ...roles).token
  return {
    id,
    alice: token('alice', 'ANALYST'),
    bob: token('bob', 'ANALYST'),
    vera: token('vera', 'VIEWER'),
    ines: token('ines', 'INTEGRATION'),
    device: () => api.device(id),
  }
}
const justification = 'It beacons to a known address.'

describe('an action', () => {
  test('can be followed from submission to its end', async () => {
    const { alice, bob, device } = await openOrganization()
    const { id: deviceId, hostname } = await device()
    const submission = { deviceId, action: { isolateDevice: {} }, justification, effectFor: 3600 }
    const submitted = await ask(alice, 'POST', '/v1/actions', submission)
    expect(submitted.status).toBe(201)
    expect(submitted.headers.get('location')).toBe(`/v1/actions/${submitted.body.id}`)
    expect(submitted.body).toMatchObject({
      type: 'ISOLATE_DEVICE',
      status: 'PENDING_APPROVAL',
      device: { id: deviceId, hostname },
      parameters: { allowAddresses: [] },
      submittedBy: { __typename: 'Analyst', name: 'alice' },
      effectFor: 3600,
    })
    const path = `/v1/actions/${submitted.body.id}`
    expect((await ask(bob, 'GET', path)).body).toMatchObject({
      id: submitted.body.id,
      viewerCanApprove: true,
    })

    const own = await ask(alice, 'POST', `${path}/approve`, {})
    expect(own).toMatchObject({ status: 403, body: { code: 'SELF_APPROVAL' } })
    expect(own.headers.get('content-type')).toBe('application/problem+json')
    const other = await ask(bob, 'POST', `${path}/approve`, { digest: '0'.repeat(64) })
    expect(other).toMatchObject({ status: 409, body: { code: 'DIGEST_MISMATCH' } })
    const approved = await ask(bob, 'POST', `${path}/approve`, {
      digest: submitted.body.digest,
      comment: 'Yes.',
    })
    expect(approved).toMatchObject({
      status: 200,
      body: { status: 'QUEUED', approvals: [{ comment: 'Yes.' }] },
    })
    const again = await ask(bob, 'POST', `${path}/reject`)
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'ALREADY_DECIDED', conflictingAction: { id: submitted.body.id, status: 'QUEUED' } },
    })
    expect(await ask(alice, 'POST', `${path}/cancel`)).toMatchObject({
      status: 200,
      body: { status: 'CANCELLED', cancellation: { reason: 'BY_ANALYST' } },
    })
  })

  test('submitted twice with the same idempotency key, by header or by field, is created once', async () => {
    const { alice, device } = await openOrganization()
    const { id: deviceId } = await device()
    const submission = { deviceId, action: { blockIp: { address: '203.0.113.7' } }, justification }
    const headers = { 'Idempotency-Key': 'once' }
    const first = await ask(alice, 'POST', '/v1/actions', submission, headers)
    const second = await ask(alice, 'POST', '/v1/actions', { ...submission, idempotencyKey: 'once' })
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.id).toBe(first.body.id)
    const other = { ...submission, action: { blockIp: { address: '203.0.113.8' } } }
    expect(await ask(alice, 'POST', '/v1/actions', other, headers)).toMatchObject({
      status: 409,
      body: { code: 'IDEMPOTENCY_CONFLICT' },
    })
  })

  test('of each type has its parameters', async () => {
    const { alice, device } = await openOrganization()
    const { id: deviceId } = await device()
    const actions = [
      { killProcess: { pid: 4242, processName: 'xmrig' } },
      { collectForensics: { pid: 7 } },
      { resetUserSession: { username: 'eve' } },
      { quarantineFile: { path: '/tmp/evil' } },
      { unisolateDevice: { note: 'Over.' } },
      { unblockIp: { address: '203.0.113.7' } },
    ]
    const parameters: unknown[] = []
    for (const action of actions)
      parameters.push(
        (await ask(alice, 'POST', '/v1/actions', { deviceId, action, justification })).body.parameters,
      )
    expect(parameters).toEqual([
      { pid: 4242, processName: 'xmrig', startedAt: null },
      { include: ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH'], pid: 7 },
      { username: 'eve' },
      { path: '/tmp/evil', sha256: null },
      { note: 'Over.' },
      { address: '203.0.113.7' },
    ])
  })
})

describe('lists', () => {
  test('are paged by Link headers, for every page size', async () => {
    const { alice, vera, device } = await openOrganization()
    const { id: deviceId } = await device()
    const ids: string[] = []
    for (let i = 1; i <= 60; i++) {
      const action = { killProcess: { pid: 100 + i } }
      ids.unshift((await ask(alice, 'POST', '/v1/actions', { deviceId, action, justification })).body.id)
    }
    for (const first of [7, 55, 60, 200]) {
      const seen: string[] = []
      let next: string | null = `/v1/actions?first=${first}&statuses=QUEUED,EXECUTING&deviceId=${deviceId}`
      while (next) {
        const page: Answer = await ask(vera, 'GET', next)
        expect(page.status).toBe(200)
        seen.push(...page.body.map(({ id }: { id: string }) => id))
        next = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1] ?? null
      }
      expect(seen).toEqual(ids)
    }
    expect((await ask(vera, 'GET', '/v1/actions?statuses=FAILED&statuses=CANCELLED')).body).toEqual([])
    expect((await ask(vera, 'GET', '/v1/actions')).body).toHaveLength(50)
    expect((await ask(vera, 'GET', '/v1/actions?awaitingMyApproval=true')).body).toEqual([])
  })

  test.each([
    ['first=0', ['first'], 'INVALID_INPUT'],
    ['first=201', ['first'], 'INVALID_INPUT'],
    ['first=ten', ['first'], 'INVALID_INPUT'],
    ['after=nonsense', ['after'], 'BAD_CURSOR'],
    ['statuses=BROKEN', ['statuses', '0'], 'INVALID_INPUT'],
    ['awaitingMyApproval=perhaps', ['awaitingMyApproval'], 'INVALID_INPUT'],
    ['submittedAfter=yesterday', ['submittedAfter'], 'INVALID_INPUT'],
    ['deviceId=a&deviceId=b', ['deviceId'], 'INVALID_INPUT'],
    ['colour=red', ['colour'], 'INVALID_INPUT'],
  ])('%s is refused; the problem has its path', async (query, path, code) => {
    const { vera } = await openOrganization()
    expect(await ask(vera, 'GET', `/v1/actions?${query}`)).toMatchObject({
      status: 422,
      body: { code, path },
    })
  })
})

test('a bulk, devices and a detection', async () => {
  const { id, alice, ines, vera, device } = await openOrganization()
  const devices = [await device(), await device()]
  const bulk = await ask(alice, 'POST', '/v1/bulk-actions', {
    deviceIds: devices.map(({ id }) => id),
    action: { isolateDevice: {} },
    justification,
    rollout: { canary: 1 },
  })
  expect(bulk).toMatchObject({ status: 201, body: { total: 2, state: 'RUNNING', rollout: { canary: 1 } } })
  expect(bulk.headers.get('location')).toBe(`/v1/bulk-actions/${bulk.body.id}`)
  expect((await ask(vera, 'GET', `/v1/bulk-actions/${bulk.body.id}`)).body).toEqual(bulk.body)
  const listed = (await ask(vera, 'GET', '/v1/devices?platform=LINUX')).body
  expect(listed.map(({ id }: { id: string }) => id).sort()).toEqual(devices.map(({ id }) => id).sort())
  expect((await ask(vera, 'GET', `/v1/devices/${devices[0]?.id}`)).body).toMatchObject({
    id: devices[0]?.id,
    online: false,
  })
  const detection = await ask(ines, 'POST', '/v1/detections', {
    deviceId: devices[0]?.id,
    title: 'A miner',
    severity: 'HIGH',
    externalId: randomUUID(),
    process: { pid: 7, name: 'xmrig' },
  })
  expect(detection).toMatchObject({ status: 201, body: { title: 'A miner', triggered: [] } })
  expect(id).not.toBe('')
})

describe('refusals', () => {
  test.each([
    [
      { deviceId: 'x', action: { isolateDevice: {} }, justification: 'short' },
      422,
      'INVALID_INPUT',
      ['justification'],
    ],
    [{ deviceId: 'x', action: {}, justification }, 422, 'INVALID_INPUT', ['action']],
    [{ action: { isolateDevice: {} }, justification: 7 }, 422, 'INVALID_INPUT', ['justification']],
    [
      { deviceId: 'x', action: { killProcess: { pid: 'no' } }, justification },
      422,
      'INVALID_INPUT',
      ['action', 'killProcess', 'pid'],
    ],
    [
      { deviceId: 'x', colour: 'red', action: { isolateDevice: {} }, justification },
      422,
      'INVALID_INPUT',
      undefined,
    ],
    [
      { deviceId: randomUUID(), action: { isolateDevice: {} }, justification },
      404,
      'NOT_FOUND',
      ['deviceId'],
    ],
    [{ deviceId: 'nonsense', action: { isolateDevice: {} }, justification }, 404, 'NOT_FOUND', ['deviceId']],
    [[], 422, 'INVALID_INPUT', undefined],
    ['{"deviceId":', 400, 'BAD_REQUEST', undefined],
    [`"${'x'.repeat(1024 * 1024)}"`, 413, 'LIMIT_EXCEEDED', undefined],
    [{ problem: 'none' }, 422, 'INVALID_INPUT', undefined],
  ])('%# are problems with a code', async (body, status, code, path) => {
    const { alice } = await openOrganization()
    const answer = await ask(alice, 'POST', '/v1/actions', body)
    expect(answer.body).toMatchObject({ status, code, ...(path && { path }) })
    expect(answer.status).toBe(status)
  })

  test('PROTECTED_TARGET is 422', async () => {
    const { alice, device } = await openOrganization()
    const action = { blockIp: { address: '127.0.0.1' } }
    const { id: deviceId } = await device()
    expect(await ask(alice, 'POST', '/v1/actions', { deviceId, action, justification })).toMatchObject({
      status: 422,
      body: { code: 'PROTECTED_TARGET', path: ['action', 'blockIp', 'address'] },
    })
  })

  test('missing rights, missing tokens and unknown resources have their status', async () => {
    const { vera, alice, device } = await openOrganization()
    const { id: deviceId } = await device()
    const submission = { deviceId, action: { isolateDevice: {} }, justification }
    expect(await ask(vera, 'POST', '/v1/actions', submission)).toMatchObject({
      status: 403,
      body: { code: 'FORBIDDEN' },
    })
    const anonymous = await ask(null, 'GET', '/v1/actions')
    expect(anonymous).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } })
    expect(anonymous.headers.get('www-authenticate')).toBe('Bearer')
    for (const id of [randomUUID(), 'nonsense', '%'])
      expect(await ask(vera, 'GET', `/v1/actions/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'NOT_FOUND' },
      })
    const stranger = await openOrganization()
    expect((await ask(stranger.vera, 'GET', `/v1/devices/${deviceId}`)).status).toBe(404)
    expect((await ask(alice, 'GET', '/v1/nothing')).status).toBe(404)
    const wrong = await ask(alice, 'POST', '/v1/devices', {})
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('allow')).toBe('GET')
  })

  test('a bulk that is too large is 422, a device with too many actions 429', async () => {
    const { alice, device } = await openOrganization()
    const { id: deviceId } = await device()
    const many = Array.from({ length: 10_001 }, () => randomUUID())
    const action = { isolateDevice: {} }
    expect(
      await ask(alice, 'POST', '/v1/bulk-actions', { deviceIds: many, action, justification }),
    ).toMatchObject({
      status: 422,
      body: { code: 'LIMIT_EXCEEDED', path: ['deviceIds'] },
    })
    expect(deviceId).not.toBe('')
  })
})

test('a rate-limited caller gets Retry-After', async () => {
  const take = async () => ({ allowed: false, remaining: 0, retryAfter: 7000, resetAfter: 7000 })
  const busy = await openTestApi({ mutationRate: { limit: 10, take } })
  const { token } = busy.person(busy.newOrganization(), 'alice', 'ANALYST')
  const response = await fetch(`${busy.url}/v1/actions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ deviceId: randomUUID(), action: { isolateDevice: {} }, justification }),
  })
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('7')
  expect(await response.json()).toMatchObject({ status: 429, code: 'LIMIT_EXCEEDED' })
  await busy.close()
})

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1 whose operations have names, summaries and declared parameters', () => {
    expect(openApi.openapi).toMatch(/^3\.1\./)
    const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
      Object.values(methods).map(operation => ({ path, operation })),
    )
    const names = operations.map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { path, operation } of operations) {
      expect(operation.summary, path).not.toBe('')
      const declared = (operation.parameters ?? []).filter(({ in: where }) => where === 'path')
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
      expect(declared.map(({ name }) => name)).toEqual(inPath)
      expect(Object.keys(operation.responses)).toContain('401')
    }
    expect(Object.keys(openApi.paths).sort()).toEqual([
      '/v1/actions',
      '/v1/actions/{id}',
      '/v1/actions/{id}/approve',
      '/v1/actions/{id}/cancel',
      '/v1/actions/{id}/reject',
      '/v1/bulk-actions',
      '/v1/bulk-actions/{id}',
      '/v1/detections',
      '/v1/devices',
      '/v1/devices/{id}',
    ])
  })

  test('has no dangling reference and no unused component', () => {
    const named = [...JSON.stringify(openApi).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      match => match[1],
    )
    expect([...new Set(named)].sort()).toEqual(Object.keys(openApi.components.schemas).sort())
  })

  test('every schema compiles', () => {
    for (const name of Object.keys(openApi.components.schemas))
      expect(ajv.getSchema(`api#/components/schemas/${name}`), name).toBeDefined()
  })
})

test('the schema is at /schema.graphql, with an ETag', async () => {
  const response = await fetch(`${api.url}/schema.graphql`)
  expect(response.status).toBe(200)
  expect(buildSchema(await response.text()).getType('Webhook')).toBeDefined()
  const etag = response.headers.get('etag') ?? ''
  const again = await fetch(`${api.url}/schema.graphql`, { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
  const other = await fetch(`${api.url}/schema.graphql`, { headers: { 'if-none-match': '"other"' } })
  expect(other.status).toBe(200)
})
