import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from '../../../server/e2e/running-service.ts'

// Each example sends the real ledger to a fake SIEM.

const root = fileURLToPath(new URL('../../../', import.meta.url))
let stage: Stage
let service: RunningService
let folder: string

interface StoredEvent {
  readonly hash: string
  readonly sequence: number
  readonly kind: string
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-siem-'))
  stage = await openStage()
  service = await stage.start()
  await addEvents()
})
afterAll(async () => {
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})

const addEvents = () =>
  stage.as('ada')(`mutation {
    a: createEnrollmentToken(input: {}) { __typename }
    b: createEnrollmentToken(input: {}) { __typename }
  }`)

async function forward(siem: string, env: NodeJS.ProcessEnv): Promise<string> {
  const args = ['--import', 'tsx', 'clients/examples/siem/forward.ts', siem, join(folder, `${siem}.json`)]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      DEFEND_URL: service.api,
      DEFEND_TOKEN: await stage.identity.token('audrey'),
      ...env,
    },
  })
  return stdout
}

interface FakeSiem {
  readonly url: string
  readonly requests: { readonly path: string; readonly authorization: string; readonly body: string }[]
  /** Makes the next request fail with this status. */
  failNext(status: number): void
  close(): void
}

async function startFakeSiem(answer: (path: string, body: string) => unknown): Promise<FakeSiem> {
  const requests: FakeSiem['requests'] = []
  let failure: number | undefined
  const server = createServer(async (request, response) => {
    const body = await text(request)
    if (failure) {
      response.writeHead(failure).end('busy')
      failure = undefined
      return
    }
    requests.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body })
    response.end(JSON.stringify(answer(request.url ?? '', body)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    failNext: status => {
      failure = status
    },
    close: () => server.close(),
  }
}

/** Expects every event of the ledger exactly once and in order. */
function expectCompleteLedger(events: readonly StoredEvent[]): void {
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
  expect(events.map(({ kind }) => kind)).toContain('ENROLLMENT_TOKEN_CREATED')
}

test('Splunk: the next run sends a refused batch again, and no accepted event is sent twice', async () => {
  const splunk = await startFakeSiem(() => ({ text: 'Success', code: 0 }))
  const env = { SPLUNK_URL: splunk.url, SPLUNK_TOKEN: 'hec' }
  splunk.failNext(503)
  await expect(forward('splunk', env)).rejects.toThrow('Splunk returned 503: busy')
  await forward('splunk', env)
  await addEvents()
  await forward('splunk', env)
  splunk.close()
  expect(splunk.requests[0]).toMatchObject({
    path: '/services/collector/event',
    authorization: 'Splunk hec',
  })
  const sent = splunk.requests.flatMap(({ body }) => body.split('\n').map(line => JSON.parse(line)))
  expect(sent[0]).toMatchObject({ sourcetype: 'defend:ledger', time: expect.any(Number) })
  expectCompleteLedger(sent.map(({ event }) => event))
})

test('Elasticsearch: an event that is already stored is not an error, but any other refusal is', async () => {
  let status = 201
  const elastic = await startFakeSiem((_, body) => ({
    errors: status !== 201,
    items: body
      .trim()
      .split('\n')
      .filter((_, index) => index % 2 === 0)
      .map(() => ({ create: { status, error: { reason: 'mapping' } } })),
  }))
  const env = { ELASTIC_URL: elastic.url, ELASTIC_API_KEY: 'key' }
  status = 400
  await expect(forward('elastic', env)).rejects.toThrow('Elasticsearch refused an event: mapping')
  status = 409
  await forward('elastic', env)
  elastic.close()
  const { path, authorization, body } = elastic.requests[1] ?? { path: '', authorization: '', body: '' }
  expect({ path, authorization }).toEqual({
    path: '/logs-defend.ledger-default/_bulk',
    authorization: 'ApiKey key',
  })
  const lines = body
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(lines[0].create._id).toBe(lines[1].defend.hash)
  expect(lines[1]).toMatchObject({
    '@timestamp': lines[1].defend.at,
    event: { action: lines[1].defend.kind },
  })
  expectCompleteLedger(lines.filter((_, index) => index % 2 === 1).map(({ defend }) => defend))
})

test('Sentinel: signs in, then sends rows to the stream of the rule', async () => {
  const sentinel = await startFakeSiem(path => (path === '/token' ? { access_token: 'entra' } : {}))
  await forward('sentinel', {
    SENTINEL_ENDPOINT: sentinel.url,
    SENTINEL_RULE: 'dcr-1',
    SENTINEL_TOKEN_URL: `${sentinel.url}/token`,
    SENTINEL_CLIENT_ID: 'id',
    SENTINEL_CLIENT_SECRET: 'secret',
  })
  sentinel.close()
  const [signIn, rows] = sentinel.requests
  expect(Object.fromEntries(new URLSearchParams(signIn?.body))).toMatchObject({
    grant_type: 'client_credentials',
    scope: 'https://monitor.azure.com/.default',
  })
  expect(rows).toMatchObject({
    path: '/dataCollectionRules/dcr-1/streams/Custom-DefendLedger_CL?api-version=2023-01-01',
    authorization: 'Bearer entra',
  })
  const sent = JSON.parse(rows?.body ?? '[]') as {
    TimeGenerated: string
    EventHash: string
    Event: StoredEvent
  }[]
  expect(sent[0]).toMatchObject({ TimeGenerated: expect.any(String), EventHash: sent[0]?.Event.hash })
  expectCompleteLedger(sent.map(({ Event }) => Event))
})

test('syslog: sends octet-counted RFC 5424 messages', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const received = once(server, 'connection').then(([socket]) => text(socket))
  await forward('syslog', {
    SYSLOG_PORT: String((server.address() as AddressInfo).port),
    SYSLOG_TLS: '0',
  })
  server.close()
  const events: StoredEvent[] = []
  for (let rest = Buffer.from(await received); rest.length > 0; ) {
    const space = rest.indexOf(' ')
    const end = space + 1 + Number(rest.subarray(0, space))
    const message = rest.subarray(space + 1, end).toString()
    const [, kind, event = ''] =
      /^<109>1 \S+Z \S+ defend - (\w+) \[origin [^\]]+\]\[meta [^\]]+\] \uFEFF(.*)$/s.exec(message) ?? []
    events.push(JSON.parse(event))
    expect(events.at(-1)?.kind).toBe(kind)
    rest = rest.subarray(end)
  }
  expectCompleteLedger(events)
})

test('the stored position is that of the last accepted event', async () => {
  const { sequence } = JSON.parse(await readFile(join(folder, 'syslog.json'), 'utf8'))
  expect(sequence).toBeGreaterThan(3)
})
