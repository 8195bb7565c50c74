import type { DocumentTypeDecoration, TypedDocumentNode } from '@graphql-typed-document-node/core'
import { parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createClient, DefendError } from './sdk.ts'

interface Request {
  readonly url: string
  readonly authorization: string | null
  readonly query: string
  readonly variables: {
    readonly input?: { readonly idempotencyKey?: string }
    readonly after?: string | null
  }
}

/** A client whose service returns these responses, one per request. */
function clientOf(...responses: (object | Error)[]) {
  const requests: Request[] = []
  const tokens = ['first', 'second', 'third']
  const client = createClient({
    url: 'http://service.test/',
    token: () => tokens[requests.length] ?? 'another',
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers)
      const body = init?.body ? JSON.parse(String(init.body)) : {}
      requests.push({ url: String(url), authorization: headers.get('authorization'), ...body })
      const response = responses[requests.length - 1]
      if (response === undefined) throw new Error('unexpected request')
      if (response instanceof Error) throw response
      return response instanceof Response ? response : Response.json(response)
    },
  })
  return { client, requests }
}

const input = { deviceId: 'd', action: { killProcess: { pid: 42 } }, justification: 'A miner was found here' }
const submitted = { data: { outcome: { action: { id: 'a', status: 'QUEUED' } } } }
const networkError = new TypeError('fetch failed')
const errorResponse = (code: string, extensions: object = {}) => ({
  errors: [{ message: code, extensions: { code, ...extensions } }],
})

describe('a mutation', () => {
  test('returns its payload as an outcome', async () => {
    const { client, requests } = clientOf(submitted)
    const outcome = await client.submit(input)
    expect(outcome).toEqual({ ok: true, action: { id: 'a', status: 'QUEUED' } })
    expect(requests[0]).toMatchObject({ url: 'http://service.test/graphql', authorization: 'Bearer first' })
  })

  test('returns a refusal as a value', async () => {
    const error = { __typename: 'ForbiddenError', code: 'SELF_APPROVAL', message: 'Not your own', path: null }
    const { client } = clientOf({ data: { outcome: error } })
    const outcome = await client.approve({ actionId: 'a' })
    expect(outcome).toEqual({ ok: false, error })
  })
})

describe('while the service is unreachable', () => {
  test('a submission is retried with the same idempotency key and a fresh token', async () => {
    const { client, requests } = clientOf(networkError, errorResponse('UNAVAILABLE'), submitted)
    expect((await client.submit(input)).ok).toBe(true)
    const keys = requests.map(({ variables }) => variables.input?.idempotencyKey)
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Set(keys).size).toBe(1)
    expect(requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer first',
      'Bearer second',
      'Bearer third',
    ])
  })

  test("the caller's idempotency key is kept", async () => {
    const { client, requests } = clientOf(submitted)
    await client.submit({ ...input, idempotencyKey: 'case 7' })
    expect(requests[0]?.variables.input?.idempotencyKey).toBe('case 7')
  })

  test('a decision is not retried, because it may have taken effect', async () => {
    const { client, requests } = clientOf(networkError, submitted)
    await expect(client.approve({ actionId: 'a' })).rejects.toMatchObject({
      code: 'NETWORK',
      cause: networkError,
    })
    expect(requests).toHaveLength(1)
  })

  test('a custom query is retried, a custom mutation is not', async () => {
    const { client } = clientOf(networkError, { data: { viewer: null } }, networkError)
    expect(await client.request('{ viewer { __typename } }')).toEqual({ viewer: null })
    await expect(client.request('mutation { x }')).rejects.toMatchObject({ code: 'NETWORK' })
  })

  test("a proxy's HTML error counts as an outage", async () => {
    const { client } = clientOf(new Response('<h1>Bad gateway</h1>', { status: 502 }), { data: {} })
    expect(await client.request('{ viewer { __typename } }')).toEqual({})
    const other = clientOf(new Response('<h1>Welcome</h1>'))
    await expect(other.client.request('{ a }')).rejects.toMatchObject({ code: 'BAD_RESPONSE' })
  })
})

describe('an error', () => {
  test('of the rate limit is retried after `retryAfter`, even for a mutation', async () => {
    const { client, requests } = clientOf(errorResponse('LIMIT_EXCEEDED', { retryAfter: 0.001 }), submitted)
    expect((await client.reject({ actionId: 'a' })).ok).toBe(true)
    expect(requests).toHaveLength(2)
  })

  test('has the code and the error id; a permanent error is not retried', async () => {
    const { client, requests } = clientOf(errorResponse('INTERNAL', { errorId: 'e-1' }))
    const error = await client.request('{ a }').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DefendError)
    expect(error).toMatchObject({ code: 'INTERNAL', errorId: 'e-1', isTransient: false })
    expect(requests).toHaveLength(1)
  })
})

describe('a list', () => {
  const page = (items: string[], endCursor: string, hasNextPage: boolean) => ({
    data: {
      list: { edges: items.map(id => ({ node: { id }, cursor: id })), pageInfo: { hasNextPage, endCursor } },
    },
  })

  test('requests pages only when they are read', async () => {
    const { client, requests } = clientOf(page(['a', 'b'], 'b', true), page(['c'], 'c', true))
    const seen: string[] = []
    for await (const { id } of client.history({ pageSize: 2 })) {
      seen.push(id)
      if (id === 'c') break
    }
    expect(seen).toEqual(['a', 'b', 'c'])
    expect(requests.map(({ variables }) => variables)).toMatchObject([{ after: null }, { after: 'b' }])
  })

  test('continues after a stored cursor', async () => {
    const { client, requests } = clientOf(page(['c'], 'c', false))
    const pages = []
    for await (const page of client.audit({ after: 'b' }).pages()) pages.push(page)
    expect(pages).toEqual([{ items: [{ id: 'c' }], endCursor: 'c', hasNextPage: false }])
    expect(requests[0]?.variables.after).toBe('b')
  })
})

test("documents from graphql-codegen's client preset work in both of its modes", async () => {
  interface Data {
    readonly viewer: { readonly name: string }
  }
  class TypedDocumentString<Result, Variables>
    extends String
    implements DocumentTypeDecoration<Result, Variables>
  {
    readonly __apiType?: (variables: Variables) => Result
  }
  const node = parse('query Me { viewer { name } }') as TypedDocumentNode<Data, { [key: string]: never }>
  const text = new TypedDocumentString<Data, { readonly id: string }>(
    'query It($id: ID!) { viewer(id: $id) { name } }',
  )
  const { client, requests } = clientOf(
    { data: { viewer: { name: 'a' } } },
    { data: { viewer: { name: 'b' } } },
  )
  expect((await client.request(node)).viewer.name).toBe('a')
  expect((await client.request(text, { id: '1' })).viewer.name).toBe('b')
  expect(requests.map(({ query }) => query)).toEqual([
    'query Me {\n  viewer {\n    name\n  }\n}',
    'query It($id: ID!) { viewer(id: $id) { name } }',
  ])
  // @ts-expect-error the variables are required
  await client.request(text).catch(() => {})
})
