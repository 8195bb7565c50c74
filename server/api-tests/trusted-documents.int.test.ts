import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'
import { createClient as createSocket } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createClient } from '../../clients/sdk/sdk.ts'
import clientDocuments from '../../schema/trusted-documents.json' with { type: 'json' }
import { sha256Of } from '../graphql/trusted-documents.ts'
import { openTestApi, type Person, type TestApi } from './api-test-kit.ts'

const viewer = 'query Named { viewer { ... on Analyst { name } } }'
const expensive = '{ actions(first: 200) { edges { node { auditTrail { canonical data } } } } }'
const registered = new Map([
  ...Object.entries(clientDocuments),
  [sha256Of(viewer), viewer],
  ['chosen-by-a-tool', viewer],
  [sha256Of(expensive), expensive],
])

let open: TestApi
let strict: TestApi
beforeAll(async () => {
  open = await openTestApi({ trustedDocuments: { registered, only: false } })
  strict = await openTestApi({ trustedDocuments: { registered, only: true } })
})
afterAll(async () => {
  await open.close()
  await strict.close()
})

interface Body {
  readonly query?: string
  readonly extensions?: unknown
}
interface Result {
  readonly data?: { readonly viewer: { readonly name: string } } | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}
type Send = (api: TestApi, person: Person, body: Body) => Promise<Result>

const headersOf = ({ token }: Person) => ({
  'content-type': 'application/json',
  authorization: `Bearer ${token}`,
})

const post: Send = async (api, person, body) => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: headersOf(person),
    body: JSON.stringify(body),
  })
  return (await response.json()) as Result
}
const get: Send = async (api, person, { query, extensions }) => {
  const parameters = new URLSearchParams({
    ...(query !== undefined && { query }),
    ...(extensions !== undefined && { extensions: JSON.stringify(extensions) }),
  })
  const response = await fetch(`${api.url}/graphql?${parameters}`, { headers: headersOf(person) })
  return (await response.json()) as Result
}
const stream: Send = async (api, person, body) => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { ...headersOf(person), accept: 'text/event-stream' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  return JSON.parse(/^data: (\{.*\})$/m.exec(text)?.[1] ?? text) as Result
}
const socket: Send = async (api, person, { query = '', extensions }) => {
  const client = createSocket({
    url: `${api.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${person.token}` },
    retryAttempts: 0,
  })
  try {
    for await (const result of client.iterate({ query, extensions: extensions as never }))
      return result as Result
    throw new Error('no result')
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors
    return { errors: errors as Result['errors'] } as Result
  } finally {
    await client.dispose()
  }
}
const transports: readonly (readonly [string, Send])[] = [
  ['POST', post],
  ['GET', get],
  ['SSE', stream],
  ['WebSocket', socket],
]

const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } })
const codeOf = ({ errors }: Result) => errors?.[0]?.extensions.code
const analyst = (api: TestApi) => api.person(api.newOrganization(), 'alice', 'ANALYST')

describe.each(transports)('over %s', (_, send) => {
  test.each([
    ['open', () => open],
    ['strict', () => strict],
  ] as const)('%s: a service runs a registered document by its id', async (_, api) => {
    for (const id of [sha256Of(viewer), 'chosen-by-a-tool'])
      expect(await send(api(), analyst(api()), { extensions: persisted(id) })).toMatchObject({
        data: { viewer: { name: 'alice' } },
      })
  })

  test('a document is learned with its hash, and then named by the hash alone', async () => {
    const query = `{ viewer { ... on Analyst { name } } } # ${Math.random()}`
    const extensions = persisted(sha256Of(query))
    const alice = analyst(open)
    const unknown = await send(open, alice, { extensions })
    expect(codeOf(unknown)).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect(unknown.errors?.[0]?.message).toBe('PersistedQueryNotFound')
    expect(await send(open, alice, { query, extensions })).toMatchObject({ data: { viewer: {} } })
    expect(await send(open, alice, { extensions })).toMatchObject({ data: { viewer: { name: 'alice' } } })
  })

  test('a document with the hash of another one is refused and not learned', async () => {
    const hash = sha256Of(`{ ledgerHead } # ${Math.random()}`)
    const alice = analyst(open)
    expect(codeOf(await send(open, alice, { query: viewer, extensions: persisted(hash) }))).toBe(
      'BAD_USER_INPUT',
    )
    expect(codeOf(await send(open, alice, { extensions: persisted(hash) }))).toBe('PERSISTED_QUERY_NOT_FOUND')
  })

  test.each([
    { persistedQuery: 'text' },
    { persistedQuery: { version: 2, sha256Hash: sha256Of(viewer) } },
    { persistedQuery: { version: 1 } },
    { persistedQuery: { version: 1, sha256Hash: 7 } },
  ])('malformed extensions %j are refused', async extensions => {
    expect(codeOf(await send(open, analyst(open), { extensions }))).toBe('BAD_USER_INPUT')
  })

  test('a strict service refuses other documents and learns none', async () => {
    const alice = analyst(strict)
    const query = '{ ledgerHead viewer { __typename } }'
    expect(codeOf(await send(strict, alice, { query }))).toBe('QUERY_NOT_IN_SAFELIST')
    const extensions = persisted(sha256Of(query))
    expect(codeOf(await send(strict, alice, { query, extensions }))).toBe('QUERY_NOT_IN_SAFELIST')
    expect(codeOf(await send(strict, alice, { extensions }))).toBe('PERSISTED_QUERY_NOT_FOUND')
    expect(codeOf(await send(strict, alice, { query: '{ __schema { types { name } } }' }))).toBe(
      'QUERY_NOT_IN_SAFELIST',
    )
    expect(codeOf(await send(strict, alice, { query: '{ broken' }))).toBe('QUERY_NOT_IN_SAFELIST')
  })

  test('a strict service accepts a registered document as text, in any layout', async () => {
    const query = `# Named\n\n${viewer.replaceAll(' ', '\n\t')}`
    expect(await send(strict, analyst(strict), { query })).toMatchObject({
      data: { viewer: { name: 'alice' } },
    })
  })

  test('the limit on the cost applies to registered documents', async () => {
    for (const api of [open, strict])
      expect(codeOf(await send(api, analyst(api), { extensions: persisted(sha256Of(expensive)) }))).toBe(
        'LIMIT_EXCEEDED',
      )
  })
})

test("Apollo Client's automatic persisted queries work", async () => {
  const { token } = analyst(open)
  const bodies: Body[] = []
  const http = new HttpLink({
    uri: `${open.url}/graphql`,
    headers: { authorization: `Bearer ${token}` },
    fetch: (url, init) => {
      bodies.push(JSON.parse(String(init?.body)) as Body)
      return fetch(url, init)
    },
  })
  const client = new ApolloClient({
    link: new PersistedQueryLink({ sha256: async text => sha256Of(text) }).concat(http),
    cache: new InMemoryCache(),
  })
  const query = gql`query ByHash { viewer { ... on Analyst { email name } } }`
  for (let i = 0; i < 2; i++)
    expect((await client.query({ query, fetchPolicy: 'network-only' })).data).toMatchObject({
      viewer: { name: 'alice' },
    })
  expect(bodies.map(({ query }) => query !== undefined)).toEqual([false, true, false])
})

test('the SDK and REST work with a strict service', async () => {
  const external = strict.newOrganization()
  const device = await strict.device(await strict.organizationOf(external), { hostname: 'ws-1' })
  const { token } = strict.person(external, 'alice', 'ANALYST')
  const client = createClient({ url: strict.url, token })
  try {
    const changes = client.watch({ after: await client.head() })
    const submitted = await client.submit({
      deviceId: device.id,
      action: { killProcess: { pid: 4242 } },
      justification: 'Trying trusted documents',
    })
    expect(submitted).toMatchObject({ ok: true })
    expect((await changes.next()).value).toMatchObject({ event: { kind: 'ACTION_SUBMITTED' } })
    await changes.return?.()
    const rest = await fetch(`${strict.url}/v1/devices`, { headers: { authorization: `Bearer ${token}` } })
    expect(rest.status).toBe(200)
  } finally {
    await client.close()
  }
})
