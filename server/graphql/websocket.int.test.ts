import { once } from 'node:events'
import { type Client, createClient } from 'graphql-ws'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { openTestApi, type TestApi } from '../api-tests/api-test-kit.ts'

let api: TestApi
const opened: Client[] = []
beforeAll(async () => {
  api = await openTestApi({ socketLimits: { sendTimeout: 300 } })
})
afterEach(async () => {
  for (const client of opened.splice(0)) await client.dispose()
})
afterAll(() => api.close())

const address = () => `${api.url.replace('http', 'ws')}/graphql`

function connect(token: string): Client {
  const client = createClient({
    url: address(),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  })
  opened.push(client)
  return client
}

interface Change {
  cursor: string
  event: { kind: string; sequence: number; actor: { __typename: string } }
  action: { id: string; status: string; justification: string }
}
const changed = `subscription ($filter: ActionFilter, $after: LedgerCursor) { actionChanged(filter: $filter, after: $after) {
  cursor event { kind sequence actor { __typename } } action { id status justification } } }`

const follow = (client: Client, variables: object = {}) =>
  client.iterate<{ actionChanged: Change }>({
    query: changed,
    variables: variables as Record<string, unknown>,
  })

async function take(source: ReturnType<typeof follow>, count: number) {
  const taken: Change[] = []
  while (taken.length < count) {
    const { value, done } = await source.next()
    if (done) throw new Error('the subscription ended')
    if (!value.data) throw new Error(JSON.stringify(value))
    taken.push(value.data.actionChanged)
  }
  return taken
}

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = await api.device(organization)
  const alice = api.person(external, 'alice', 'ANALYST')
  const bob = api.person(external, 'bob', 'ANALYST')
  const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
  const submit = async (action: object, justification = 'Because of what it does.') => {
    const query =
      'mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { id } } ... on UserError { message } } }'
    const { data } = await alice.ask(query, { input: { deviceId, action, justification } })
    return data.submitAction.action.id as string
  }
  const head = async () => (await alice.ask('{ ledgerHead }')).data.ledgerHead as string
  return { external, organization, device, deviceId, alice, bob, submit, head }
}
const kill = { killProcess: { pid: 4242 } }

test('a subscriber gets each change once and in order, first from its cursor, then live', async () => {
  const { alice, submit, head } = await setUp()
  const start = await head()
  const first = await submit(kill)
  const changes = follow(connect(alice.token), { after: start })
  const before = await take(changes, 2)
  expect(before.map(({ event, action }) => [event.kind, action.id])).toEqual([
    ['ACTION_SUBMITTED', first],
    ['ACTION_QUEUED', first],
  ])
  // Fields are read at delivery, so they are at least as new as the event.
  expect(before[0]?.action.status).toBe('QUEUED')
  const second = await submit(kill)
  const live = await take(changes, 2)
  expect(live.map(({ event, action }) => [event.kind, action.id, action.status])).toEqual([
    ['ACTION_SUBMITTED', second, 'QUEUED'],
    ['ACTION_QUEUED', second, 'QUEUED'],
  ])
  const again = await take(follow(connect(alice.token), { after: before[0]?.cursor }), 3)
  expect(again.map(({ cursor }) => cursor)).toEqual([before[1]?.cursor, live[0]?.cursor, live[1]?.cursor])
})

test('a filtered subscription reports when an action stops matching', async () => {
  const { alice, bob, submit, head } = await setUp()
  const after = await head()
  await submit(kill)
  const isolation = await submit({ isolateDevice: {} })
  const pending = follow(connect(alice.token), {
    after,
    filter: { statuses: ['PENDING_APPROVAL'], types: ['ISOLATE_DEVICE'] },
  })
  const [submitted] = await take(pending, 1)
  expect(submitted).toMatchObject({ event: { kind: 'ACTION_SUBMITTED' }, action: { id: isolation } })
  const approve = 'mutation ($id: ID!) { approveAction(input: {actionId: $id}) { __typename } }'
  await bob.ask(approve, { id: isolation })
  const left = await take(pending, 2)
  expect(left.map(({ event }) => event.kind)).toEqual(['ACTION_APPROVED', 'ACTION_QUEUED'])
  const cancel = 'mutation ($id: ID!) { cancelAction(input: {actionId: $id}) { __typename } }'
  await bob.ask(cancel, { id: isolation })
  const third = await submit({ isolateDevice: {} })
  // Cancelling a queued action does not concern a filter for pending ones.
  expect((await take(pending, 1))[0]).toMatchObject({
    event: { kind: 'ACTION_SUBMITTED' },
    action: { id: third },
  })
})

test('a client that repeatedly reconnects with its cursor misses nothing and gets no duplicates', async () => {
  const { alice, submit, head } = await setUp()
  let after = await head()
  const total = 60
  const submissions = (async () => {
    for (let i = 0; i < total / 2; i++) await submit(kill)
  })()
  const seen: number[] = []
  for (let round = 0; seen.length < total; round++) {
    const client = connect(alice.token)
    const some = await take(follow(client, { after }), Math.min(1 + (round % 3), total - seen.length))
    seen.push(...some.map(({ event }) => event.sequence))
    after = some.at(-1)?.cursor ?? after
    await client.dispose()
  }
  await submissions
  expect(seen).toEqual(Array.from({ length: total }, (_, i) => (seen[0] ?? 0) + i))
})

test('a cursor of another organization or beyond the end of the ledger is BAD_CURSOR', async () => {
  const mine = await setUp()
  const other = await setUp()
  await mine.submit(kill)
  const theirs = await mine.head()
  const refused = await follow(connect(other.alice.token), { after: theirs }).next()
  expect(refused.value).toMatchObject({ errors: [{ extensions: { code: 'BAD_CURSOR' } }] })
})

test('a socket is closed with 4403 without a valid token, and when its token expires', async () => {
  const closeCode = async (payload: object | undefined) => {
    const socket = new WebSocket(address(), 'graphql-transport-ws')
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'connection_init', payload }))
    const [code] = await once(socket, 'close')
    return code
  }
  const { external } = await setUp()
  expect(await closeCode(undefined)).toBe(4403)
  expect(await closeCode({ authorization: 'Bearer nonsense' })).toBe(4403)
  expect(await closeCode({ authorization: `Bearer ${external}/alice/ANALYST/${Date.now() + 200}` })).toBe(
    4403,
  )
})

test('queries and mutations work over a socket, with the same errors', async () => {
  const { alice } = await setUp()
  const client = connect(alice.token)
  const ask = (query: string) =>
    new Promise((resolve, reject) =>
      client.subscribe({ query }, { next: resolve, error: reject, complete() {} }),
    )
  expect(await ask('{ viewer { ... on Analyst { name } } }')).toEqual({
    data: { viewer: { name: 'alice' } },
    extensions: { cost: 2 },
  })
  await expect(ask('{ nothing }')).rejects.toMatchObject([
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ])
  await expect(ask('{ nothing')).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }])
  expect(await ask('{ actions(first: 0) { totalCount } }')).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  })
})

test('refuses the 101st subscription of a socket; the others continue', async () => {
  const { alice, submit, head } = await setUp()
  const client = connect(alice.token)
  const after = await head()
  const many = Array.from({ length: 100 }, () => follow(client, { after }))
  const waiting = many.map(source => take(source, 1))
  await submit(kill)
  await Promise.all(waiting)
  await expect(take(follow(client), 1)).rejects.toMatchObject([{ extensions: { code: 'LIMIT_EXCEEDED' } }])
  const later = many.map(source => take(source, 2))
  await submit(kill)
  await Promise.all(later)
})

test('an oversized message closes its socket', async () => {
  const { alice } = await setUp()
  const socket = new WebSocket(address(), 'graphql-transport-ws')
  await once(socket, 'open')
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${alice.token}` } }),
  )
  await once(socket, 'message')
  socket.send('x'.repeat(65 * 1024))
  const [code] = await once(socket, 'close')
  expect(code).toBe(1009)
})

test('a subscriber that does not read is closed with 1013', async () => {
  const { alice, submit } = await setUp()
  const socket = new WebSocket(address(), 'graphql-transport-ws')
  await once(socket, 'open')
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${alice.token}` } }),
  )
  await once(socket, 'message')
  for (let i = 0; i < 50; i++)
    socket.send(JSON.stringify({ id: `s${i}`, type: 'subscribe', payload: { query: changed } }))
  await submit(kill)
  await once(socket, 'message')
  socket.pause()
  const closed = once(socket, 'close')
  let sent = 0
  const reading = setTimeout(() => socket.resume(), 6000)
  // Long justifications fill the network buffers.
  while (sent < 60) {
    await submit(kill, 'x'.repeat(2000))
    sent++
  }
  const [code] = await closed
  clearTimeout(reading)
  expect(code).toBe(1013)
})

test('presence: the current value first, then each change', async () => {
  const { alice, organization, device, deviceId } = await setUp()
  const client = connect(alice.token)
  const presence = client.iterate<{ devicePresenceChanged: { id: string; online: boolean } }>({
    query: 'subscription ($id: ID) { devicePresenceChanged(deviceId: $id) { id online } }',
    variables: { id: deviceId },
  })
  expect((await presence.next()).value.data).toEqual({
    devicePresenceChanged: { id: deviceId, online: false },
  })
  await api.pool.query('UPDATE device SET connected_to = $1 WHERE id = $2', [crypto.randomUUID(), device.id])
  api.feed.publish({ kind: 'presence', organization, device: device.id })
  expect((await presence.next()).value.data).toEqual({
    devicePresenceChanged: { id: deviceId, online: true },
  })
})

test('server-sent events deliver the same changes', async () => {
  const { alice, submit, head } = await setUp()
  const after = await head()
  await submit(kill)
  const stop = new AbortController()
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${alice.token}`,
    },
    body: JSON.stringify({ query: changed, variables: { after } }),
    signal: stop.signal,
  })
  expect(response.headers.get('content-type')).toMatch('text/event-stream')
  let text = ''
  const kinds = () => [...text.matchAll(/"kind":"(\w+)"/g)].map(([, kind]) => kind)
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString()
    if (kinds().length === 2) await submit(kill)
    if (kinds().length >= 4) break
  }
  stop.abort()
  expect(kinds().slice(0, 4)).toEqual([
    'ACTION_SUBMITTED',
    'ACTION_QUEUED',
    'ACTION_SUBMITTED',
    'ACTION_QUEUED',
  ])
})
