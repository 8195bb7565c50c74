import { on, once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
const opened: WebSocket[] = []
/** Buffers messages that arrive together until they are read. */
const messages = new WeakMap<WebSocket, AsyncIterator<unknown[]>>()
beforeAll(async () => {
  const operations = {
    atOnce: 2,
    waiting: 2,
    costPerCaller: 20_000,
    costPerOrganization: 40_000,
    costInAll: 60_000,
    small: 500,
  }
  api = await openTestApi({ callerLimits: { operations, sockets: 2, subscriptions: 4, exports: 1 } })
})
afterEach(() => {
  for (const socket of opened.splice(0)) socket.terminate()
})
afterAll(() => api.close())

const address = () => `${api.url.replace('http', 'ws')}/graphql`
const someone = () => api.person(api.newOrganization(), 'alice', 'ANALYST', 'AUDITOR')

async function openSocket(token: string): Promise<WebSocket> {
  const socket = new WebSocket(address(), 'graphql-transport-ws')
  opened.push(socket)
  messages.set(socket, on(socket, 'message'))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
  return socket
}
async function nextMessage(socket: WebSocket) {
  const next = await messages.get(socket)?.next()
  return JSON.parse(String(next?.value[0]))
}

test('the third socket of a caller is closed with 4429, and a closed socket frees its slot', async () => {
  const { token } = someone()
  const first = await openSocket(token)
  await nextMessage(first)
  await nextMessage(await openSocket(token))
  const [code] = await once(await openSocket(token), 'close')
  expect(code).toBe(4429)
  first.close()
  await once(first, 'close')
  expect(await nextMessage(await openSocket(token))).toMatchObject({ type: 'connection_ack' })
})

const follow = 'subscription { actionChanged { cursor } }'

test("a caller's subscriptions are counted over all sockets and streams", async () => {
  const { token } = someone()
  const streams = new AbortController()
  const stream = () =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      signal: streams.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({ query: follow }),
    })
  await stream()
  const ask = (socket: WebSocket, id: string, query: string) =>
    socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } }))
  for (const isRefused of [false, true]) {
    const socket = await openSocket(token)
    await nextMessage(socket)
    ask(socket, '1', follow)
    // The answer to this query shows that the preceding subscription was accepted.
    ask(socket, '2', '{ __typename }')
    expect(await nextMessage(socket)).toMatchObject({ id: '2', type: 'next' })
    expect(await nextMessage(socket)).toMatchObject({ id: '2', type: 'complete' })
    ask(socket, '3', follow)
    ask(socket, '4', '{ __typename }')
    const answer = await nextMessage(socket)
    expect(answer).toMatchObject(
      isRefused
        ? { id: '3', type: 'error', payload: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] }
        : { id: '4', type: 'next' },
    )
  }
  streams.abort()
})

test('no operation runs after its token has expired, even if the client ignores the close frame', async () => {
  const external = api.newOrganization()
  const token = `${external}/alice/ANALYST/${Date.now() + 400}`
  const socket = await openSocket(token)
  await nextMessage(socket)
  const connection = (socket as unknown as { _socket: { end(): void } })._socket
  // This client does not answer the close frame.
  ;(
    socket as unknown as { _receiver: { removeAllListeners(name: string): void } }
  )._receiver.removeAllListeners('conclude')
  const results: unknown[] = []
  socket.on('message', data => {
    // On a busy machine an operation may arrive before the close frame is sent. It is refused with an `error`.
    const message = JSON.parse(String(data))
    if (message.type === 'next') results.push(message)
  })
  const closed = once(connection as never, 'close')
  const sending = setInterval(() => {
    if (Date.now() > Number(token.split('/')[3]))
      socket.send(
        JSON.stringify({ id: String(Date.now()), type: 'subscribe', payload: { query: '{ ledgerHead }' } }),
      )
  }, 50)
  await closed
  clearInterval(sending)
  expect(results).toEqual([])
})

test('a result over 32 MiB is LIMIT_EXCEEDED', async () => {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const alice = api.person(external, 'alice', 'ANALYST')
  const device = await api.device(organization)
  const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
  const submit =
    'mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on UserError { message } } }'
  for (let i = 0; i < 20; i++)
    await alice.ask(submit, {
      input: { deviceId, action: { killProcess: { pid: 4242 } }, justification: 'Because of what it does.' },
    })
  await api.pool.query('UPDATE response_action SET output = $2 WHERE organization_id = $1', [
    organization,
    JSON.stringify({ text: 'x'.repeat(128 * 1024) }),
  ])
  const aliases = (count: number) => Array.from({ length: count }, (_, i) => `o${i}: output`).join(' ')
  const ask = (count: number) => alice.ask(`{ actions(first: 20) { edges { node { ${aliases(count)} } } } }`)
  expect((await ask(5)).data.actions.edges).toHaveLength(20)
  const tooLong = await ask(20)
  expect(tooLong.data).toBeUndefined()
  expect(tooLong.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED' })
})

test('a second concurrent export of a caller gets 429 with Retry-After', async () => {
  const { token } = someone()
  const get = () =>
    fetch(`${api.url}/exports/audit.ndjson`, { headers: { authorization: `Bearer ${token}` } })
  const answers = await Promise.all(Array.from({ length: 6 }, get))
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect(await refused?.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] })
  for (const { body, bodyUsed } of answers) if (!bodyUsed) await body?.cancel()
})

test("operations beyond a caller's queue get 429, and those within it are answered", async () => {
  const { ask } = someone()
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask('{ devices { totalCount } }')))
  const statuses = new Set(answers.map(({ status }) => status))
  expect([...statuses].sort()).toEqual([200, 429])
  const refused = answers.find(({ status }) => status === 429)
  expect(refused?.headers.get('retry-after')).toBe('1')
  expect(refused?.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED' })
  expect((await ask('{ devices { totalCount } }')).status).toBe(200)
})

test('every response has a request id, and every error contains it', async () => {
  const { token } = someone()
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body,
    })
  const bad = JSON.stringify({ query: '{ nothing }' })
  const given = await post(bad, { 'x-request-id': 'Mine-1.2_3' })
  expect(given.headers.get('x-request-id')).toBe('Mine-1.2_3')
  expect(await given.json()).toMatchObject({ errors: [{ extensions: { requestId: 'Mine-1.2_3' } }] })
  for (const unfit of ['a b', 'x'.repeat(129), 'a!']) {
    const { headers } = await post(bad, { 'x-request-id': unfit })
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  }
  for (const body of ['{', '{"query":"{"}', '{"query":"{ node(id: 7, id: 8) { id } }"}', '[]', '{}']) {
    const answer = await post(body)
    const { errors } = (await answer.json()) as {
      errors: { extensions: { requestId: string; originalError?: unknown } }[]
    }
    expect([body, errors[0]?.extensions.requestId]).toEqual([body, answer.headers.get('x-request-id')])
    expect(errors[0]?.extensions).not.toHaveProperty('originalError')
  }
  for (const path of ['/', '/health/live', '/metrics', '/nowhere', '/exports/audit.ndjson', '//', '/graphql'])
    expect([path, (await fetch(api.url + path)).headers.has('x-request-id')]).toEqual([path, true])
})

test.each([
  ['no host', 400, 'GET /health/live HTTP/1.1\r\nConnection: close'],
  ['no request line', 400, 'BAD'],
  ['an unknown expectation', 417, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: more'],
  ['headers too long', 431, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}`],
  [
    'an upgrade of another kind',
    400,
    'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c',
  ],
  [
    'an upgrade without a key',
    400,
    'GET /graphql HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket',
  ],
  ['an upgrade elsewhere', 404, 'GET /x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket'],
])('the refusal of a request with %s has a request id', async (_, status, head) => {
  const socket = connect({ port: Number(new URL(api.url).port), host: '127.0.0.1', allowHalfOpen: true })
  socket.write(`${head}\r\n\r\n`)
  const answer = await text(socket)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\nx-request-id: [0-9a-f-]{36}\r\n`))
  socket.destroy()
})

test('a malformed request gets 400, never 500', async () => {
  const { token } = someone()
  const statusOf = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const answer = await fetch(api.url + path, { ...init, headers })
    return [answer.status, await answer.text()]
  }
  expect((await statusOf('//'))[0]).toBe(404)
  const [status, body] = await statusOf('/graphql?query={__typename}&variables={x')
  expect([status, JSON.parse(String(body)).errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
  const [broken, text] = await statusOf('/graphql', { method: 'POST', body: '{"query":' })
  expect([broken, JSON.parse(String(text)).errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
  expect(text).not.toContain('originalError')
  expect(api.errors).toEqual([])
})

test('errors over WebSocket contain the request id of the upgrade', async () => {
  const { token } = someone()
  const client = createClient({
    url: address(),
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol, { headers: { 'x-request-id': 'socket-7' } })
      }
    },
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  })
  const refused = client.iterate({ query: '{ nothing }' }).next()
  await expect(refused).rejects.toMatchObject([{ extensions: { requestId: 'socket-7' } }])
  const bad = await client.iterate({ query: 'subscription { actionChanged(after: "x") { cursor } }' }).next()
  expect(bad.value).toMatchObject({ errors: [{ extensions: { requestId: 'socket-7' } }] })
  await client.dispose()
})
