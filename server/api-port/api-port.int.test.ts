import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { auditServer } from 'graphql-http'
import { Counter, Registry } from 'prom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestApi, type TestApi } from '../api-tests/api-test-kit.ts'

let api: TestApi
let isReady = true
const metrics = new Registry()
new Counter({ name: 'defend_tests_total', help: 'Tests.', registers: [metrics] }).inc()
beforeAll(async () => {
  api = await openTestApi({
    corsOrigins: ['https://console.example'],
    metrics,
    ready: async () => isReady,
  })
})
afterAll(() => api.close())

const graphql = () => `${api.url}/graphql`
const authorization = () => `Bearer ${api.person('org-http', 'alice', 'ANALYST').token}`

test("graphql-http's audit reports no problem", async () => {
  const results = await auditServer({
    url: graphql,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { ...(init.headers as object), authorization: authorization() } }),
  })
  expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([])
  expect(results.length).toBeGreaterThan(50)
})

test('a missing or invalid token gets 401 with a GraphQL error', async () => {
  for (const header of [undefined, 'Bearer nonsense', 'Basic YTpi']) {
    const response = await fetch(graphql(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(header && { authorization: header }) },
      body: '{"query":"{ __typename }"}',
    })
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] },
    ])
  }
  expect((await fetch(`${graphql()}?query={__typename}`, { headers: { accept: 'text/html' } })).status).toBe(
    401,
  )
})

test('a body over 1 MiB gets 413, with or without a declared length', async () => {
  const big = JSON.stringify({ query: '{ __typename }', variables: { a: 'x'.repeat(1024 * 1024) } })
  const post = (body: BodyInit) =>
    fetch(graphql(), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: authorization() },
      body,
      ...({ duplex: 'half' } as object),
    })
  expect((await post(big)).status).toBe(413)
  const streamed = new ReadableStream({
    start(controller) {
      for (let i = 0; i < big.length; i += 65536)
        controller.enqueue(new TextEncoder().encode(big.slice(i, i + 65536)))
      controller.close()
    },
  })
  expect((await post(streamed)).status).toBe(413)
  const small = JSON.stringify({ query: '{ __typename }', variables: { a: 'x'.repeat(1000 * 1024) } })
  expect((await post(small)).status).toBe(200)
})

test('pages of other origins may call the API only if the origin is listed', async () => {
  const preflight = (origin: string) =>
    fetch(graphql(), { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })
  const allowed = await preflight('https://console.example')
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://console.example')
  expect(allowed.headers.get('access-control-allow-headers')).toMatch(/authorization/)
  expect((await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull()
  const refused = await fetch(graphql(), { method: 'POST', headers: { origin: 'https://console.example' } })
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
    401,
    'https://console.example',
  ])
})

test('GraphiQL is served without a token as a self-contained page, and calls only this server', async () => {
  const page = await fetch(graphql(), { headers: { accept: 'text/html' } })
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const policy = page.headers.get('content-security-policy')
  expect(policy).toMatch(/default-src 'none'.*script-src 'sha256-[^']+'.*connect-src 'self'/)
  expect(policy).not.toMatch(/https?:|unsafe-eval|script-src[^;]*unsafe-inline/)
  const html = await page.text()
  expect(html).toContain('YogaGraphiQL')
  expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)="?https?:/)
})

test('the front page links to GraphiQL and health', async () => {
  const page = await fetch(api.url)
  expect(page.status).toBe(200)
  const links = [...(await page.text()).matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
  expect(links).toEqual(expect.arrayContaining(['/graphql', '/health/live', '/health/ready', '/metrics']))
  for (const link of links)
    expect((await fetch(`${api.url}${link}`, { headers: { accept: 'text/html' } })).status).toBe(200)
})

test('health and metrics need no token', async () => {
  expect((await fetch(`${api.url}/health/live`)).status).toBe(200)
  expect((await fetch(`${api.url}/health/ready`)).status).toBe(200)
  isReady = false
  expect((await fetch(`${api.url}/health/ready`)).status).toBe(503)
  isReady = true
  const figures = await fetch(`${api.url}/metrics`)
  expect(figures.headers.get('content-type')).toMatch('text/plain')
  expect(await figures.text()).toContain('defend_tests_total 1')
  expect((await fetch(`${api.url}/nothing`)).status).toBe(404)
})

test('an internal error reveals only a request id', async () => {
  const broken = await openTestApi()
  try {
    const external = broken.newOrganization()
    await broken.organizationOf(external)
    const alice = broken.person(external, 'alice', 'ANALYST')
    await alice.ask('{ viewer { __typename } }')
    Object.assign(broken.services.lists, {
      actions: () => Promise.reject(new Error('secret detail')),
    })
    const { errors, status, data } = await alice.ask('{ actions { totalCount } }')
    expect([status, data]).toEqual([500, null])
    expect(JSON.stringify(errors)).not.toContain('secret')
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INTERNAL',
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(broken.errors).toMatchObject([{ message: 'secret detail' }])
  } finally {
    await broken.close()
  }
})

/** A proxy to the database whose connections can be cut. */
async function openProxy(url: string) {
  const target = new URL(url)
  const open = new Set<Socket>()
  let isCut = false
  const server = createServer(near => {
    if (isCut) return void near.destroy()
    const directory = target.searchParams.get('host')
    const far = directory
      ? connect(`${directory}/.s.PGSQL.${target.port || 5432}`)
      : connect(Number(target.port), target.hostname)
    for (const [here, there] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(here)
      here.pipe(there)
      here.on('error', () => {})
      here.on('close', () => {
        open.delete(here)
        there.destroy()
      })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.searchParams.delete('host')
  through.hostname = '127.0.0.1'
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    /** Ends all connections, and refuses or immediately ends new ones. */
    cut: (refuse: boolean) => {
      isCut = true
      if (refuse) server.close()
      for (const socket of open) socket.destroy()
    },
    mend: async () => {
      isCut = false
      if (server.listening) return
      server.listen(Number(through.port), '127.0.0.1')
      await once(server, 'listening')
    },
    close: () => server.close(),
  }
}

test('an unreachable database is UNAVAILABLE with 503 for every operation', async () => {
  let proxy: Awaited<ReturnType<typeof openProxy>> | undefined
  const lost = await openTestApi({}, async url => {
    proxy = await openProxy(url)
    return proxy.url
  })
  try {
    const external = lost.newOrganization()
    const organization = await lost.organizationOf(external)
    const device = await lost.device(organization)
    const alice = lost.person(external, 'alice', 'ANALYST')
    const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
    const operations: [string, object?][] = [
      ['{ viewer { __typename } }'],
      ['{ actions { totalCount } }'],
      ['{ ledgerHead }'],
      ['{ responseSettings { queueTimeout } }'],
      ['query ($id: ID!) { device(id: $id) { hostname } }', { id: deviceId }],
      ['query ($id: ID!) { node(id: $id) { id } }', { id: deviceId }],
      [
        'mutation ($id: ID!) { submitAction(input: {deviceId: $id, action: {killProcess: {pid: 7}}, justification: "Because of that."}) { __typename } }',
        { id: deviceId },
      ],
    ]
    for (const [query, variables] of operations)
      expect((await alice.ask(query, variables)).errors).toBeUndefined()
    for (const refuse of [false, true]) {
      proxy?.cut(refuse)
      for (const [query, variables] of operations) {
        const { status, errors } = await alice.ask(query, variables)
        expect([query, status, errors?.[0]?.extensions]).toMatchObject([query, 503, { code: 'UNAVAILABLE' }])
      }
      await proxy?.mend()
      for (const [query, variables] of operations)
        expect((await alice.ask(query, variables)).errors).toBeUndefined()
    }
    expect(lost.errors).toEqual([])
  } finally {
    proxy?.close()
    await lost.close()
  }
})
