import { once } from 'node:events'
import { connect } from 'node:net'
import { type Client, createClient } from 'graphql-sse'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTestApi, type Person, type TestApi } from '../api-tests/api-test-kit.ts'
import { sha256Of } from './trusted-documents.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({
    streamLimits: { openTimeout: 1000, operations: 3 },
    callerLimits: { sockets: 2 },
  })
})
afterAll(() => api.close())

const changed = `subscription ($filter: ActionFilter) { actionChanged(filter: $filter) {
  event { kind } action { id justification } } }`
const submit = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
  ... on SubmitActionPayload { action { id } } ... on UserError { message } } }`

const address = () => `${api.url}/graphql/stream`
const authorized = ({ token }: Person) => ({ authorization: `Bearer ${token}` })

async function setUp() {
  const external = api.newOrganization()
  const device = await api.device(await api.organizationOf(external))
  const alice = api.person(external, 'alice', 'ANALYST')
  const input = (justification: string) => ({
    deviceId: device.id,
    action: { killProcess: { pid: 4242 } },
    justification,
  })
  return { external, alice, input }
}

describe('with the client of graphql-sse', () => {
  const clients: Client<true>[] = []
  afterEach(() => {
    for (const client of clients.splice(0)) client.dispose()
  })

  function connectAs(person: Person, requests: string[] = []): Client<true> {
    const client = createClient<true>({
      url: address(),
      singleConnection: true,
      headers: authorized(person),
      retryAttempts: 0,
      fetchFn: (url: string, init: RequestInit) => {
        requests.push(init.method ?? 'GET')
        return fetch(url, init)
      },
    })
    clients.push(client)
    return client
  }

  test('one stream carries subscriptions, a mutation and a query', async () => {
    const { alice, input } = await setUp()
    const requests: string[] = []
    const client = connectAs(alice, requests)
    const all = client.iterate<{ actionChanged: { action: { justification: string } } }>({ query: changed })
    const none = client.iterate({ query: changed, variables: { filter: { types: ['RUN_SCRIPT'] } } })
    const first = all.next()
    const nothing = none.next()
    const ask = async (query: string, variables: Record<string, unknown> = {}) =>
      (await client.iterate({ query, variables }).next()).value?.data
    await vi.waitFor(() => expect(api.api.load().subscriptions).toBe(2))
    expect(await ask(submit, { input: input('Over a single connection') })).toMatchObject({
      submitAction: { action: {} },
    })
    expect((await first).value?.data?.actionChanged.action.justification).toBe('Over a single connection')
    expect(await ask('{ viewer { ... on Analyst { name } } }')).toEqual({ viewer: { name: 'alice' } })
    expect(requests.filter(method => method === 'PUT')).toHaveLength(1)
    expect(requests.filter(method => method === 'GET')).toHaveLength(1)

    await all.return?.()
    await vi.waitFor(() => expect(api.api.load().subscriptions).toBe(1))
    await none.return?.()
    await nothing
    await vi.waitFor(() => expect(api.api.load()).toMatchObject({ subscriptions: 0 }))
  })

  test('the errors of an operation are results, with their code and the request id', async () => {
    const { external } = await setUp()
    const client = connectAs(api.person(external, 'vera', 'VIEWER'))
    const { value } = await client.iterate({ query: '{ auditEvents(first: 1) { edges { cursor } } }' }).next()
    expect(value?.errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', requestId: expect.any(String) } },
    ])
  })
})

describe('by the protocol', () => {
  const reserve = (person: Person) => fetch(address(), { method: 'PUT', headers: authorized(person) })
  const post = (person: Person, token: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(address(), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-graphql-event-stream-token': token,
        ...authorized(person),
        ...headers,
      },
      body: JSON.stringify(body),
    })
  const codeOf = async (response: Response) =>
    ((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code

  /** Opens a stream as EventSource does: without headers of its own. */
  async function open(token: string) {
    const abort = new AbortController()
    const response = await fetch(`${address()}?token=${token}`, {
      headers: { accept: 'text/event-stream' },
      signal: abort.signal,
    })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const until = async (pattern: RegExp) => {
      while (!pattern.test(text)) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
        if (done) throw new Error(`the stream ended: ${text}`)
        text += value
      }
      return text
    }
    return { response, until, close: () => abort.abort() }
  }
  const opened = async (person: Person) => {
    const token = await (await reserve(person)).text()
    return { token, stream: await open(token) }
  }
  const free = () => vi.waitFor(() => expect(api.api.load().sockets).toBe(0), { timeout: 5000 })

  test('a reservation is answered with 201 and a token, and one stream can open it', async () => {
    const { alice } = await setUp()
    const reservation = await reserve(alice)
    expect(reservation.status).toBe(201)
    expect(reservation.headers.get('content-type')).toMatch('text/plain')
    const token = await reservation.text()
    const stream = await open(token)
    expect(stream.response.status).toBe(200)
    expect(stream.response.headers.get('content-type')).toMatch('text/event-stream')
    const second = await open(token)
    expect(second.response.status).toBe(409)
    second.close()
    stream.close()
    await free()
    expect((await open(token)).response.status).toBe(404)
  })

  test('an operation is accepted with 202, and its results and its end are events', async () => {
    const { alice } = await setUp()
    const { token, stream } = await opened(alice)
    const accepted = await post(alice, token, {
      query: '{ viewer { ... on Analyst { name } } }',
      extensions: { operationId: 'one' },
    })
    expect(accepted.status).toBe(202)
    expect(await stream.until(/event: complete\ndata: .*\n\n/)).toMatch(
      /event: next\ndata: \{"id":"one","payload":\{"data":\{"viewer":\{"name":"alice"\}\}.*\}\n\nevent: complete\ndata: \{"id":"one"\}\n\n/,
    )
    stream.close()
    await free()
  })

  test('an operation may also come before its stream is open, by GET, or by its hash', async () => {
    const { alice } = await setUp()
    const token = await (await reserve(alice)).text()
    const query = '{ ledgerHead viewer { __typename } }'
    const extensions = (operationId: string) => ({
      operationId,
      persistedQuery: { version: 1, sha256Hash: sha256Of(query) },
    })
    expect((await post(alice, token, { query, extensions: extensions('one') })).status).toBe(202)
    const parameters = new URLSearchParams({ token, extensions: JSON.stringify(extensions('two')) })
    const byGet = await fetch(`${address()}?${parameters}`, { headers: authorized(alice) })
    expect(byGet.status).toBe(202)
    const stream = await open(token)
    await stream.until(/complete\ndata: \{"id":"(one|two)"\}[\s\S]*complete/)
    stream.close()
    await free()
  })

  test('DELETE stops a subscription', async () => {
    const { alice } = await setUp()
    const { token, stream } = await opened(alice)
    await post(alice, token, { query: changed, extensions: { operationId: 'sub' } })
    await vi.waitFor(() => expect(api.api.load().subscriptions).toBe(1))
    const stopped = await fetch(`${address()}?operationId=sub&token=${token}`, {
      method: 'DELETE',
      headers: authorized(alice),
    })
    expect(stopped.status).toBe(200)
    await vi.waitFor(() => expect(api.api.load().subscriptions).toBe(0))
    stream.close()
    await free()
  })

  test('a request without a valid token of the caller is refused', async () => {
    const { alice, external } = await setUp()
    const bob = api.person(external, 'bob', 'ANALYST')
    expect((await fetch(address(), { method: 'PUT' })).status).toBe(401)
    expect((await open('__proto__')).response.status).toBe(404)
    const { token, stream } = await opened(alice)
    const body = { query: '{ ledgerHead }', extensions: { operationId: 'one' } }
    const foreign = await post(bob, token, body)
    expect([foreign.status, await codeOf(foreign)]).toEqual([404, 'NOT_FOUND'])
    const unauthorized = await fetch(`${address()}?token=${token}`, { method: 'POST', body: '{}' })
    expect(unauthorized.status).toBe(401)
    stream.close()
    await free()
  })

  const id = { operationId: 'one' }
  test.each([
    ['an invalid document', 400, { query: '{ nothing }', extensions: id }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a syntax error', 400, { query: '{', extensions: id }, 'GRAPHQL_PARSE_FAILED'],
    ['no document', 400, { extensions: id }, 'GRAPHQL_PARSE_FAILED'],
    ['no operation id', 400, { query: '{ ledgerHead }' }, 'BAD_USER_INPUT'],
    [
      'an operation id that is no text',
      400,
      { query: '{ ledgerHead }', extensions: { operationId: 7 } },
      'BAD_USER_INPUT',
    ],
    [
      'variables that are no object',
      400,
      { query: '{ ledgerHead }', variables: [], extensions: id },
      'BAD_USER_INPUT',
    ],
    [
      'an unknown operation name',
      400,
      { query: 'query A { ledgerHead }', operationName: 'B', extensions: id },
      'BAD_USER_INPUT',
    ],
    ['a body that is no object', 400, [], 'BAD_USER_INPUT'],
    [
      'an operation that costs too much',
      400,
      { query: '{ actions(first: 200) { edges { node { auditTrail { data } } } } }', extensions: id },
      'LIMIT_EXCEEDED',
    ],
    ['a body over 1 MiB', 413, { query: ' '.repeat(1024 * 1024), extensions: id }, 'LIMIT_EXCEEDED'],
  ])('%s is refused with %i, and its id stays free', async (_, status, body, code) => {
    const { alice } = await setUp()
    const { token, stream } = await opened(alice)
    const refused = await post(alice, token, body)
    expect([refused.status, await codeOf(refused)]).toEqual([status, code])
    const accepted = await post(alice, token, { query: '{ ledgerHead }', extensions: id })
    expect(accepted.status).toBe(202)
    stream.close()
    await free()
  })

  test('other methods and media types, and mutations by GET, are refused', async () => {
    const { alice, input } = await setUp()
    const { token, stream } = await opened(alice)
    expect((await post(alice, token, {}, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await fetch(address(), { method: 'PATCH', headers: authorized(alice) })).status).toBe(405)
    const parameters = new URLSearchParams({
      token,
      query: submit,
      variables: JSON.stringify({ input: input('Never by GET') }),
      extensions: JSON.stringify(id),
    })
    const mutation = await fetch(`${address()}?${parameters}`, { headers: authorized(alice) })
    expect([mutation.status, mutation.headers.get('allow')]).toEqual([405, 'POST'])
    stream.close()
    await free()
  })

  test('ids in use and too many operations are refused', async () => {
    const { alice } = await setUp()
    const { token, stream } = await opened(alice)
    const follow = (operationId: string) =>
      post(alice, token, { query: changed, extensions: { operationId } })
    for (const id of ['constructor', 'two', 'three']) expect((await follow(id)).status).toBe(202)
    expect((await follow('two')).status).toBe(409)
    expect((await follow('four')).status).toBe(429)
    stream.close()
    await free()
    await vi.waitFor(() => expect(api.api.load().subscriptions).toBe(0))
  })

  test('a caller has a limited number of streams, and a reservation that is not used expires', async () => {
    const { alice } = await setUp()
    for (const status of [201, 201, 429]) expect((await reserve(alice)).status).toBe(status)
    await free()
    expect((await reserve(alice)).status).toBe(201)
    await free()
  })

  test('a stream ends when its token expires', async () => {
    const { external } = await setUp()
    const brief = api.bearer(`${external}/alice/ANALYST/${Date.now() + 1500}`)
    const { stream } = await opened(brief)
    await expect(stream.until(/never/)).rejects.toThrow()
    await free()
  })

  test('browsers of allowed origins may use all methods', async () => {
    const other = await openTestApi({ corsOrigins: ['https://soc.example'] })
    try {
      const preflight = await fetch(`${other.url}/graphql/stream`, {
        method: 'OPTIONS',
        headers: { origin: 'https://soc.example' },
      })
      expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT')
      expect(preflight.headers.get('access-control-allow-headers')).toContain('x-graphql-event-stream-token')
    } finally {
      await other.close()
    }
  })
})

test('a client that does not read is cut off, and its memory is released', async () => {
  const slow = await openTestApi({ streamLimits: { sendTimeout: 300 } })
  try {
    const external = slow.newOrganization()
    const organization = await slow.organizationOf(external)
    for (let i = 0; i < 100; i++)
      await slow.device(organization, { hostname: `host-${i}-${'x'.repeat(200)}` })
    const alice = slow.person(external, 'alice', 'ANALYST')
    const url = `${slow.url}/graphql/stream`
    const token = await (await fetch(url, { method: 'PUT', headers: authorized(alice) })).text()
    const socket = connect(Number(new URL(slow.url).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.pause()
    socket.write(
      `GET /graphql/stream?token=${token} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n`,
    )
    const closed = once(socket, 'close')
    const fields = Array.from({ length: 12 }, (_, i) => `h${i}: hostname`).join(' ')
    let status = 202
    for (let i = 0; status === 202; i++) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-graphql-event-stream-token': token,
          ...authorized(alice),
        },
        body: JSON.stringify({
          query: `{ devices(first: 200) { edges { node { ${fields} } } } }`,
          extensions: { operationId: String(i) },
        }),
      })
      status = response.status
    }
    expect([404, 429]).toContain(status)
    await vi.waitFor(() => expect(slow.api.load().sockets).toBe(0), { timeout: 20_000 })
    socket.resume()
    await closed
  } finally {
    await slow.close()
  }
})
