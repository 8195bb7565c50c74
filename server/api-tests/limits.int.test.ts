import { once } from 'node:events'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { RateLimit } from '#app/ports.ts'
import { createSlidingWindow } from '#flow/sliding-window.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'

let api: TestApi
let now = 0
const windows = new Map<string, ReturnType<typeof createSlidingWindow>>()
/** Three mutations per minute, by a clock that only the test advances. */
const mutationRate: RateLimit = {
  limit: 30,
  async take(caller, amount) {
    const rate = windows.get(caller) ?? createSlidingWindow({ limit: 30, window: 60_000 })
    windows.set(caller, rate)
    return rate.take(amount, now)
  },
}
beforeAll(async () => {
  api = await openTestApi({ mutationRate })
})
afterAll(() => api.close())

interface Refusal {
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[]
  readonly data?: unknown
}
type Ask = (person: Person, query: string, variables?: object) => Promise<Refusal>

const overHttp: Ask = (person, query, variables) => person.ask(query, variables)

const overSse: Ask = async (person, query, variables) => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${person.token}`,
    },
    body: JSON.stringify({ query, variables }),
  })
  const data = /^data: (\{.*\})$/m.exec(await response.text())?.[1]
  return JSON.parse(data ?? '{}')
}

/** The errors of an `error` message. A `next` message counts as an answer. */
const overSocket: Ask = async (person, query, variables) => {
  const client = createClient({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${person.token}` },
    retryAttempts: 0,
    lazyCloseTimeout: 0,
  })
  try {
    const answers = client.iterate({ query, variables: (variables ?? {}) as Record<string, unknown> })
    return (await answers.next()).value as Refusal
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors
    return { errors: errors as Refusal['errors'] & object }
  } finally {
    await client.dispose()
  }
}

const transports: [string, Ask][] = [
  ['HTTP', overHttp],
  ['SSE', overSse],
  ['WebSocket', overSocket],
]
const someone = () => api.person(api.newOrganization(), 'alice', 'ANALYST', 'ADMIN', 'INTEGRATION')

/** A selection of this many levels. */
function nest(levels: number, from = 0): string {
  const cycle = ['actions(first: 1)', 'edges', 'node', 'device']
  const leaf = ['id', 'totalCount', 'cursor', 'id'][(from + levels - 1) % 4]
  const names = Array.from({ length: levels - 1 }, (_, i) => cycle[(from + i) % 4])
  return names.reduceRight<string>((inner, name) => `{ ${name} ${inner} }`, `{ ${leaf} }`)
}
const fragmented = `${nest(12).replace('{ id }', '{ ...F }')} fragment F on ResponseAction ${nest(5, 3)}`

describe.each(transports)('over %s', (_, ask) => {
  test.each([
    ['16 levels', nest(16), /16 fields deep; at most 15/],
    ['16 levels through a fragment', fragmented, /16 fields deep/],
    ['1,001 fields', `{ ${'ledgerHead '.repeat(1001)} }`, /1001 fields/],
    [
      '1,001 aliases',
      `{ ${Array.from({ length: 1001 }, (_, i) => `a${i}: ledgerHead`).join(' ')} }`,
      /1001 fields/,
    ],
    [
      '1,001 fields by fragments',
      `{ ${'viewer { ...F } '.repeat(91)} } fragment F on Analyst { ${'id '.repeat(10)} }`,
      /1001 fields/,
    ],
    ['10,001 tokens', `{ nodes(ids: [${'"a" '.repeat(9994)}]) { id } }`, /10000 tokens/],
    [
      'deep nesting in an argument',
      `{ nodes(ids: ${'['.repeat(4900)}${']'.repeat(4900)}) { id } }`,
      /nested too deeply/,
    ],
    [
      'a cost of 20,101',
      `{ actions(first: 200) { edges { node { ${'id '.repeat(98)} } } } viewer { ...on Analyst { ${'id '.repeat(99)} } } }`,
      /costs 20101/,
    ],
  ])('refuses %s', async (_, query, message) => {
    const { data, errors } = await ask(someone(), query)
    expect(data ?? null).toBeNull()
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    expect(errors?.[0]?.extensions).not.toHaveProperty('http')
    expect(errors?.[0]?.message).toMatch(message)
  })

  test('accepts an operation exactly at the limits, and returns its cost', async () => {
    const person = someone()
    expect(await ask(person, nest(15))).not.toHaveProperty('errors')
    const wide = await ask(
      person,
      `{ ${Array.from({ length: 1000 }, (_, i) => `a${i}: ledgerHead`).join(' ')} }`,
    )
    expect(wide).toMatchObject({ extensions: { cost: 1000 } })
    const dear = await ask(
      person,
      `{ actions(first: 200) { edges { node { ${'id '.repeat(97)} } } } viewer { ...on Analyst { ${'id '.repeat(198)} } } }`,
    )
    expect(dear).toMatchObject({ extensions: { cost: 20_000 } })
  })

  test('the fourth mutation of a minute is refused, and none of its fields runs', async () => {
    const person = someone()
    const create = (count: number) =>
      `mutation { ${Array.from({ length: count }, (_, i) => `m${i}: createEnrollmentToken(input: {}) { __typename }`).join(' ')} }`
    now = 1_000_000
    expect((await ask(person, create(2))).errors).toBeUndefined()
    now += 20_000
    const refused = await ask(person, create(2))
    expect(refused.data ?? null).toBeNull()
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', retryAfter: 40 })
    expect((await person.ask('{ enrollmentTokens { id } }')).data.enrollmentTokens).toHaveLength(2)
    // One more mutation fits, and queries are not counted.
    expect((await ask(person, create(1))).errors).toBeUndefined()
    now += 39_999
    expect((await ask(person, create(1))).errors?.[0]?.extensions['retryAfter']).toBe(1)
    now += 1
    expect((await ask(person, create(2))).errors).toBeUndefined()
  })
})

test('refused mutations count, but only for their caller', async () => {
  const external = api.newOrganization()
  const vera = api.person(external, 'vera', 'VIEWER')
  const create = 'mutation { createEnrollmentToken(input: {}) { __typename } }'
  for (let i = 0; i < 3; i++)
    expect((await vera.ask(create)).data.createEnrollmentToken.__typename).toBe('ForbiddenError')
  expect((await vera.ask(create)).status).toBe(429)
  expect((await api.person(external, 'ada', 'ADMIN').ask(create)).status).toBe(200)
})

test('over HTTP the response is 429 with Retry-After, and headers show the remaining allowance', async () => {
  const person = someone()
  now = 2_000_000
  const create =
    'mutation { ...M } fragment M on Mutation { createEnrollmentToken(input: {}) { __typename } }'
  const first = await person.ask(create)
  const limitHeaders = (headers: Headers) =>
    ['limit', 'remaining', 'reset'].map(name => headers.get(`x-ratelimit-${name}`))
  expect(limitHeaders(first.headers)).toEqual(['3', '2', '60'])
  await person.ask(create)
  now += 10_000
  expect(limitHeaders((await person.ask(create)).headers)).toEqual(['3', '0', '60'])
  const refused = await person.ask(create)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('50')
  expect(limitHeaders(refused.headers)).toEqual(['3', '0', '60'])
})

test('a message of more than 64 KiB closes the socket', async () => {
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await once(socket, 'open')
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${someone().token}` } }),
  )
  await once(socket, 'message')
  socket.send('x'.repeat(64 * 1024 + 1))
  const [code] = await once(socket, 'close')
  expect(code).toBe(1009)
})
