import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Caller, Role } from '#domain/people/actor.ts'
import { openTestApi, type Person, type TestApi } from '../api-tests/api-test-kit.ts'
import { createExports } from './exports.ts'
import { type OcsfSchema, ocsfFaults } from './ocsf-schema.test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const download = (person: Person, path: string, query: Record<string, string> = {}) =>
  fetch(`${api.url}/exports/${path}?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${person.token}` },
  })

async function linesOf(response: Response) {
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(text === '' || text.endsWith('\n')).toBe(true)
  return text
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line))
}

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const device = await api.device(organization, { hostname: 'alpha' })
  const deviceId = Buffer.from(`Device:${device.id}`).toString('base64')
  const person = (name: string, ...roles: Role[]) => api.person(external, name, ...roles)
  const alice = person('alice', 'ANALYST')
  const submit = async (action: object, justification = 'Because of what it does.') => {
    const query = `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
      ... on SubmitActionPayload { action { id rawId } } ... on UserError { message } } }`
    const { data } = await alice.ask(query, { input: { deviceId, action, justification } })
    return data.submitAction.action as { id: string; rawId: string }
  }
  const head = async () => (await alice.ask('{ ledgerHead }')).data.ledgerHead as string
  return { external, organization, device, alice, bob: person('bob', 'ANALYST'), submit, head, person }
}

describe('audit.ndjson', () => {
  test('contains every event up to the head, so that the chain can be verified', async () => {
    const { alice, submit, organization } = await setUp()
    for (let i = 0; i < 5; i++) await submit({ killProcess: { pid: 100 + i } })
    const response = await download(alice, 'audit.ndjson')
    expect(response.headers.get('content-type')).toMatch('application/x-ndjson')
    const lines = await linesOf(response)
    expect(lines.map(({ sequence }) => sequence)).toEqual(lines.map((_, i) => i + 1))
    expect(lines).toHaveLength(11)
    let previous = '0'.repeat(64)
    for (const { hash, ...entry } of lines) {
      const sorted = JSON.stringify(entry, (_, value) =>
        value && typeof value === 'object' && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
          : value,
      )
      expect(createHash('sha256').update(sorted).digest('hex')).toBe(hash)
      expect(entry).toMatchObject({ organization, previousHash: previous })
      previous = hash
    }
  })

  test('the export is recorded on the ledger after the exported events', async () => {
    const { alice } = await setUp()
    await linesOf(await download(alice, 'audit.ndjson', { from: '2020-01-01T00:00:00Z' }))
    const lines = await linesOf(await download(alice, 'audit.ndjson'))
    expect(lines.at(-1)).toMatchObject({
      kind: 'HISTORY_EXPORTED',
      actor: { kind: 'analyst', name: 'alice' },
      data: { format: 'audit.ndjson', from: '2020-01-01T00:00:00.000Z', to: null },
    })
    expect(lines).toHaveLength(2)
  })

  test('`from` is inclusive, `to` and `after` are exclusive', async () => {
    const { alice, submit, head } = await setUp()
    await submit({ killProcess: { pid: 100 } })
    const middle = await head()
    await submit({ killProcess: { pid: 101 } })
    const all = await linesOf(await download(alice, 'audit.ndjson'))
    const later = await linesOf(await download(alice, 'audit.ndjson', { after: middle }))
    expect(later.slice(0, 2)).toEqual(all.slice(3, 5))
    const instants = [...new Set(all.map(({ at }) => at as string))]
    for (const from of instants)
      for (const to of instants.filter(to => to >= from)) {
        const part = await linesOf(await download(alice, 'audit.ndjson', { from, to }))
        expect(part).toEqual(all.filter(({ at }) => at >= from && at < to))
      }
  })
})

describe('actions.csv', () => {
  /** Parses CSV by the grammar of RFC 4180. */
  function parse(text: string): string[][] {
    const records: string[][] = []
    let record: string[] = []
    for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
      record.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
      if (end === ',') continue
      records.push(record)
      record = []
    }
    return records
  }
  const header =
    'rawId,type,status,origin,device,hostname,submittedBy,submittedAt,approvedBy,queuedAt,startedAt,completedAt,failureCode,cancellationReason,verification,detection,justification'

  test('has one row per action, in the order of submission', async () => {
    const { alice, bob, submit, device } = await setUp()
    const killed = await submit({ killProcess: { pid: 100 } })
    const isolated = await submit({ isolateDevice: {} })
    const decide =
      'mutation ($id: ID!) { approveAction(input: {actionId: $id}) { __typename } cancelAction(input: {actionId: $id}) { __typename } }'
    await bob.ask(decide, { id: isolated.id })
    const response = await download(alice, 'actions.csv')
    expect(response.headers.get('content-type')).toMatch('text/csv')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="actions.csv"')
    const text = await response.text()
    expect(text.startsWith(`${header}\r\n`)).toBe(true)
    const [, first, second, ...others] = parse(text)
    expect(others).toEqual([])
    const names = header.split(',')
    const row = (cells: string[] | undefined) =>
      Object.fromEntries(names.map((name, i) => [name, cells?.[i]]))
    expect(row(first)).toEqual({
      rawId: killed.rawId,
      type: 'KILL_PROCESS',
      status: 'QUEUED',
      origin: 'MANUAL',
      device: device.id,
      hostname: 'alpha',
      submittedBy: 'alice',
      submittedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      approvedBy: '',
      queuedAt: expect.stringMatching(/Z$/),
      startedAt: '',
      completedAt: '',
      failureCode: '',
      cancellationReason: '',
      verification: 'NOT_SCHEDULED',
      detection: '',
      justification: 'Because of what it does.',
    })
    expect(row(second)).toMatchObject({
      rawId: isolated.rawId,
      status: 'CANCELLED',
      approvedBy: 'bob',
      cancellationReason: 'BY_ANALYST',
    })
    const rowsAfter = async (cursor: string) =>
      parse(await (await download(alice, 'actions.csv', { after: cursor })).text())
    expect((await rowsAfter(killed.id)).slice(1)).toEqual([second])
    expect((await rowsAfter(isolated.id)).slice(1)).toEqual([])
  })

  test.each(['=1+1', '+1 and more', '-1 and more', '@SUM(A1:A9)'])(
    'a formula is exported as text: %s',
    async formula => {
      const { alice, submit } = await setUp()
      await submit({ killProcess: { pid: 100 } }, `${formula} "quoted", and\r\nlines`)
      const text = await (await download(alice, 'actions.csv')).text()
      expect(text).toContain(`,"'${formula.replaceAll('"', '""')} ""quoted"", and\r\nlines"\r\n`)
      expect(parse(text)[1]?.at(-1)).toBe(`'${formula} "quoted", and\r\nlines`)
    },
  )
})

describe('audit.ocsf.ndjson', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true })
  const folder = new URL('../../docs/ocsf/', import.meta.url)
  const schemas = new Map(
    readdirSync(folder).map(name => {
      const schema = JSON.parse(readFileSync(new URL(name, folder), 'utf8'))
      return [schema.properties.class_uid.const as number, ajv.compile(schema)]
    }),
  )

  test('each line has the fields that its class requires', async () => {
    const { alice, bob, submit, person } = await setUp()
    await submit({ killProcess: { pid: 100, processName: 'xmrig', startedAt: '2026-11-24T09:30:00Z' } })
    await submit({ quarantineFile: { path: '/tmp/evil', sha256: 'ab'.repeat(32) } })
    await submit({ quarantineFile: { path: '/srv/a\\b\\n' } })
    await submit({ blockIp: { address: '203.0.113.7' } })
    await submit({ unblockIp: { address: '2001:db8::/32' } })
    await submit({ unisolateDevice: {} })
    await submit({ resetUserSession: {} })
    await submit({ collectForensics: {} })
    const { id } = await submit({ isolateDevice: {} })
    await bob.ask('mutation ($id: ID!) { rejectAction(input: {actionId: $id}) { __typename } }', { id })
    const ada = person('ada', 'ADMIN')
    await ada.ask(
      'mutation { updateResponseSettings(input: {queueTimeout: 60}) { __typename } createEnrollmentToken(input: {}) { __typename } }',
    )
    await download(alice, 'audit.ndjson')
    const lines = await linesOf(await download(alice, 'audit.ocsf.ndjson'))
    for (const line of lines) {
      const validate = schemas.get(line.class_uid)
      if (!validate?.(line)) expect.fail(JSON.stringify({ line, errors: validate?.errors }, null, 1))
    }
    const seen = (type: string) =>
      lines.find(({ message }) => message === `ACTION_SUBMITTED ${type}`) as Record<string, unknown>
    expect(seen('KILL_PROCESS')).toMatchObject({
      type_uid: 700302,
      process: { pid: 100, name: 'xmrig', created_time: Date.parse('2026-11-24T09:30:00Z') },
    })
    expect(seen('QUARANTINE_FILE')).toMatchObject({
      class_uid: 7002,
      file: { name: 'evil', path: '/tmp/evil' },
    })
    const files = lines.flatMap(({ message, file }) =>
      message === 'ACTION_SUBMITTED QUARANTINE_FILE' ? file.name : [],
    )
    expect(files).toEqual(['evil', 'a\\b\\n'])
    expect(seen('BLOCK_IP')).toMatchObject({
      type_uid: 700401,
      observables: [{ type_id: 2, value: '203.0.113.7' }],
    })
    expect(seen('UNBLOCK_IP')).toMatchObject({ type_uid: 700403, observables: [{ type_id: 12 }] })
    expect(seen('COLLECT_FORENSICS')).toMatchObject({ class_uid: 7001 })
    const kinds = lines.filter(({ class_uid }) => class_uid === 6003).map(({ api }) => api.operation)
    expect(kinds).toEqual([
      'DEVICE_ENROLLED',
      'SETTINGS_CHANGED',
      'ENROLLMENT_TOKEN_CREATED',
      'HISTORY_EXPORTED',
    ])
    expect(lines.find(({ message }) => message.startsWith('ACTION_CANCELLED'))).toMatchObject({
      status_id: 2,
      status_detail: 'REJECTED',
    })
  })

  // The repository does not contain OCSF's schema. Developers can put it next to the working copy.
  const ocsfFile = new URL('../../../shared/data/ocsf-1.3.0.json', import.meta.url)
  test.skipIf(!existsSync(ocsfFile))(
    "each line is valid according to OCSF's schema (skipped without the schema file)",
    async () => {
      const ocsf: OcsfSchema = JSON.parse(readFileSync(ocsfFile, 'utf8'))
      const { alice, bob, person, submit } = await setUp()
      const ada = person('ada', 'ADMIN')
      await submit({ killProcess: { pid: 100, processName: 'xmrig', startedAt: '2026-11-24T09:30:00Z' } })
      await submit({ quarantineFile: { path: '/tmp/evil', sha256: 'ab'.repeat(32) } })
      await submit({ blockIp: { address: '203.0.113.7' } })
      await submit({ blockIp: { address: '2001:db8::/48' } })
      await submit({ unblockIp: { address: '203.0.113.0/24' } })
      await submit({ unisolateDevice: {} })
      await submit({ resetUserSession: { username: 'eve' } })
      await submit({ collectForensics: {} })
      const { id } = await submit({ isolateDevice: {} })
      await bob.ask('mutation ($id: ID!) { approveAction(input: {actionId: $id}) { __typename } }', { id })
      await alice.ask('mutation ($id: ID!) { cancelAction(input: {actionId: $id}) { __typename } }', { id })
      await ada.ask(`mutation { updateResponseSettings(input: {queueTimeout: 60}) { __typename }
      createApiKey(input: {name: "a", roles: [INTEGRATION]}) { __typename }
      createEnrollmentToken(input: {}) { __typename } openInvestigation(input: {title: "a"}) { __typename } }`)
      await download(alice, 'audit.ndjson')
      const lines = await linesOf(await download(alice, 'audit.ocsf.ndjson'))
      expect(lines.length).toBeGreaterThan(20)
      expect(lines.flatMap(line => ocsfFaults(ocsf, line).map(fault => `${line.message}: ${fault}`))).toEqual(
        [],
      )
      // Shows that the check finds errors at any depth.
      const [kill] = lines.filter(({ class_uid }) => class_uid === 7003)
      const broken = { ...kill, process: { name: 7, file: { hashes: [{ algorithm_id: 'x' }] }, extra: 1 } }
      expect(ocsfFaults(ocsf, broken)).toEqual(
        expect.arrayContaining([
          'process.extra: unknown attribute',
          'process.name: 7 is not process_name_t',
          'process.file.name: missing',
          'process.file.hashes[0].value: missing',
        ]),
      )
    },
  )

  test('a line without a required field is rejected by the check', async () => {
    const { alice, submit } = await setUp()
    await submit({ killProcess: { pid: 100 } })
    const lines = await linesOf(await download(alice, 'audit.ocsf.ndjson'))
    for (const line of lines) {
      const validate = schemas.get(line.class_uid)
      const required = [
        'metadata',
        'time',
        ...(line.class_uid === 6003 ? ['api', 'actor'] : ['command_uid', 'process']),
      ]
      for (const name of required) expect(validate?.({ ...line, [name]: undefined }), name).toBe(false)
    }
  })
})

describe('refusals', () => {
  const paths = ['audit.ndjson', 'actions.csv', 'audit.ocsf.ndjson']

  test.each(paths)('%s is refused without a token and without the right', async path => {
    const { person } = await setUp()
    const anonymous = await fetch(`${api.url}/exports/${path}`)
    expect(anonymous.status).toBe(401)
    expect(await anonymous.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    for (const role of ['VIEWER', 'INTEGRATION'] as const) {
      const refused = await download(person('vera', role), path)
      expect(refused.status).toBe(403)
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
    }
    for (const role of ['AUDITOR', 'ADMIN', 'ANALYST'] as const)
      expect((await download(person(role, role), path)).status).toBe(200)
  })

  test.each([
    [{ from: 'yesterday' }, 'BAD_USER_INPUT', /^from must be .*"yesterday"/],
    [{ to: '2026-02-30T00:00:00Z' }, 'BAD_USER_INPUT', /^to must be /],
    [{ from: '' }, 'BAD_USER_INPUT', /^from must be /],
    [
      { from: '2026-02-02T00:00:00Z', to: '2026-02-01T00:00:00Z' },
      'BAD_USER_INPUT',
      /^to must not be before from/,
    ],
    [{ form: '2026-02-02T00:00:00Z' }, 'BAD_USER_INPUT', /"form" is not a parameter/],
    [{ after: 'nonsense' }, 'BAD_CURSOR', /^after must be /],
  ])('%j', async (query, code, message) => {
    const { alice, head } = await setUp()
    const before = await head()
    for (const path of paths) {
      const response = await download(alice, path, query as unknown as Record<string, string>)
      expect(response.status).toBe(400)
      const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] }
      expect(errors[0]?.message).toMatch(message)
      expect(errors[0]?.extensions).toMatchObject({ code })
    }
    expect(await head()).toBe(before)
  })

  test('cursors of another organization or beyond the end of the ledger are refused', async () => {
    const [own, other] = [await setUp(), await setUp()]
    const action = await other.submit({ killProcess: { pid: 1000 } })
    for (const after of [await other.head(), action.id])
      expect((await download(own.alice, 'actions.csv', { after })).status).toBe(400)
  })

  test('repeated parameters and methods other than GET are refused', async () => {
    const { alice } = await setUp()
    const headers = { authorization: `Bearer ${alice.token}` }
    const twice = await fetch(
      `${api.url}/exports/actions.csv?from=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z`,
      { headers },
    )
    expect(twice.status).toBe(400)
    expect(await twice.text()).toMatch('from must not be repeated')
    for (const method of ['POST', 'HEAD', 'DELETE'])
      expect((await fetch(`${api.url}/exports/actions.csv`, { method, headers })).status).toBe(405)
  })
})

describe('200,000 events', () => {
  const count = 200_000
  let long: Awaited<ReturnType<typeof setUp>>
  beforeAll(async () => {
    long = await setUp()
    await api.pool.query(
      `INSERT INTO audit_event (organization_id, sequence, kind, at, actor, canonical, hash)
       SELECT $1, n, 'SETTINGS_CHANGED', now(), '{}',
         '{"action":null,"actor":{"id":null,"kind":"system","name":"server"},"at":"2026-11-24T09:30:00.000Z","data":{"padding":"'
           || repeat('x', 900) || '"},"kind":"SETTINGS_CHANGED","organization":"' || $1::text || '","sequence":' || n || '}', repeat('0', 64)
       FROM generate_series((SELECT sequence + 1 FROM ledger_head WHERE organization_id = $1), ${count}) n`,
      [long.organization],
    )
    await api.pool.query('UPDATE ledger_head SET sequence = $2 WHERE organization_id = $1', [
      long.organization,
      count,
    ])
  })

  test.each(['audit.ndjson', 'audit.ocsf.ndjson'])('%s: complete, in bounded memory', async path => {
    const used = () => {
      const { heapUsed, external, arrayBuffers } = process.memoryUsage()
      return (heapUsed + external + arrayBuffers) / 1e6
    }
    const response = await download(long.alice, path)
    const before = used()
    const samples: number[] = []
    let lines = 0
    for await (const _ of createInterface({ input: Readable.fromWeb(response.body as never) }))
      if (++lines % 5000 === 0) samples.push(used())
    expect(lines).toBeGreaterThanOrEqual(count)
    // Over 200 MB were streamed. The minimum in the second half is live memory; the rest is garbage.
    expect(Math.min(...samples.slice(samples.length / 2)) - before).toBeLessThan(60)
  })
})

test('an export waits for a slow reader, and stops if the reader disconnects', async () => {
  let read = 0
  let ended = false
  async function* endless() {
    try {
      for (;;) {
        read++
        yield [{ sequence: read, canonical: `{"padding":"${'x'.repeat(10_000)}"}`, hash: '', action: null }]
        await new Promise(setImmediate)
      }
    } finally {
      ended = true
    }
  }
  const exportTo = createExports({
    exportHistory: async () => ({ after: 0, upTo: 1, from: null, to: null }),
    history: { lines: endless, actions: () => expect.unreachable() },
    actionOf: () => null,
  })
  const caller = { organization: 'o' } as Caller
  const server = createServer(
    (_, response) => void exportTo('audit.ndjson', caller, new URLSearchParams(), response).catch(() => {}),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const [response] = await once(get(`http://127.0.0.1:${port}`), 'response')
  response.pause()
  // The export pauses when the network buffers are full, after a few megabytes.
  let seen = -1
  const standsStill = () => {
    const same = read === seen
    seen = read
    return same
  }
  await expect.poll(standsStill, { interval: 300, timeout: 10_000 }).toBe(true)
  expect(read).toBeLessThan(2000)
  response.destroy()
  await expect.poll(() => ended).toBe(true)
  server.close()
})
