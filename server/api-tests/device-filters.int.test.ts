import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#domain/people/actor.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

async function setUp() {
  const external = api.newOrganization()
  const organization = await api.organizationOf(external)
  const ann = api.person(external, 'ann', ...roles)
  const device = async (hostname: string, ipAddresses: string[] = []) => {
    const { id } = await api.device(organization, { hostname })
    await api.pool.query('UPDATE device SET ip_addresses = $2 WHERE id = $1', [id, ipAddresses])
    return id
  }
  const ask = (filter: object) =>
    ann.ask(
      'query ($filter: DeviceFilter) { devices(filter: $filter) { totalCount edges { node { rawId labels } } } }',
      { filter },
    )
  const list = async (filter: object) => {
    const { data, errors } = await ask(filter)
    expect(errors).toBeUndefined()
    const ids = data.devices.edges.map(({ node }: { node: { rawId: string } }) => node.rawId)
    expect(data.devices.totalCount).toBe(ids.length)
    return ids
  }
  const label = async (input: object, by = ann) =>
    (
      await by.ask(
        `mutation ($input: LabelDevicesInput!) { labelDevices(input: $input) {
          __typename ... on UserError { code path } ... on LabelDevicesPayload { changed } } }`,
        { input },
      )
    ).data.labelDevices
  return { external, ann, device, ask, list, label }
}

test('devices are found by the complete hostname, without case', async () => {
  const { device, list } = await setUp()
  const [first, second] = [await device('Web-1'), await device('web-1')]
  await device('web-11')
  expect((await list({ hostname: 'WEB-1' })).sort()).toEqual([first, second].sort())
  expect(await list({ hostname: 'web-' })).toEqual([])
  expect(await list({ hostname: 'web-%' })).toEqual([])
})

test('devices are found by an address in any spelling', async () => {
  const { device, ask, list } = await setUp()
  const four = await device('four', ['10.0.0.7', 'not an address', '10.0.0.7'])
  const six = await device('six', ['2001:DB8:0:0::1', 'FE80::1%eth0'])
  const mapped = await device('mapped', ['::ffff:192.0.2.1'])
  for (const ipAddress of ['10.0.0.7', '::ffff:10.0.0.7', '::FFFF:a00:7', ' 10.0.0.7 '])
    expect(await list({ ipAddress }), ipAddress).toEqual([four])
  for (const ipAddress of [
    '2001:db8::1',
    '2001:0DB8:0000:0000:0000:0000:0000:0001',
    'fe80::1',
    'fe80::1%eth0',
  ])
    expect(await list({ ipAddress }), ipAddress).toEqual([six])
  expect(await list({ ipAddress: '192.0.2.1' })).toEqual([mapped])
  expect(await list({ ipAddress: '10.0.0.8' })).toEqual([])
  for (const ipAddress of ['10.0.0', '10.0.0.0/24', 'web-1', '']) {
    const { errors } = await ask({ ipAddress })
    expect(errors?.[0]).toMatchObject({
      message: 'filter.ipAddress must be an IPv4 or IPv6 address.',
      extensions: { code: 'BAD_USER_INPUT' },
    })
  }
  // A device is found only by the addresses of its latest report.
  await api.pool.query(`UPDATE device SET ip_addresses = '{10.0.0.9}' WHERE id = $1`, [four])
  expect(await list({ ipAddress: '10.0.0.7' })).toEqual([])
  expect(await list({ ipAddress: '10.0.0.9' })).toEqual([four])
})

test('devices are found by raw ids', async () => {
  const { device, list } = await setUp()
  const [first, second] = [await device('a'), await device('b')]
  await device('c')
  expect(await list({ rawIds: [second, first, randomUUID(), 'garbage'] })).toEqual([first, second])
  expect(await list({ rawIds: [] })).toEqual([])
})

test('devices are found by labels, all of which must match', async () => {
  const { ann, device, list, label } = await setUp()
  const [a, b, c] = [await device('a'), await device('b'), await device('c')]
  expect(await label({ deviceIds: [a, b, a], add: [' Finance', 'SERVER', 'finance'] })).toMatchObject({
    changed: 2,
  })
  expect(await label({ deviceIds: [b, c], add: ['server'] })).toMatchObject({ changed: 1 })
  expect(await list({ labels: ['Server'] })).toEqual([a, b, c])
  expect(await list({ labels: ['server', 'finance'] })).toEqual([a, b])
  expect(await list({ labels: ['server', 'missing'] })).toEqual([])
  expect(await list({ labels: [] })).toEqual([a, b, c])
  expect(await label({ deviceIds: [a, b], remove: ['FINANCE'], add: ['dmz'] })).toMatchObject({ changed: 2 })
  expect(await list({ labels: ['finance'] })).toEqual([])
  expect(await label({ deviceIds: [a, b], remove: ['finance'] })).toMatchObject({ changed: 0 })
  const { data } = await ann.ask(
    `query ($id: ID!) { device(id: $id) { labels }
      auditEvents(filter: { kinds: [DEVICE_LABELED], deviceId: $id }) { edges { node { data } } } }`,
    { id: a },
  )
  expect(data.device.labels).toEqual(['dmz', 'server'])
  expect(data.auditEvents.edges.map(({ node }: { node: { data: object } }) => node.data)).toEqual([
    { what: 'device', before: { id: a, labels: [] }, after: { id: a, labels: ['finance', 'server'] } },
    {
      what: 'device',
      before: { id: a, labels: ['finance', 'server'] },
      after: { id: a, labels: ['dmz', 'server'] },
    },
  ])
})

test('an invalid label refuses the whole change; the error has its path', async () => {
  const { external, device, label } = await setUp()
  const a = await device('a')
  const cases: [object, string, string[]][] = [
    [{ deviceIds: [a], add: [''] }, 'INVALID_INPUT', ['add', '0']],
    [{ deviceIds: [a], remove: ['x'.repeat(65)] }, 'INVALID_INPUT', ['remove', '0']],
    [{ deviceIds: [a], add: ['one'], remove: ['ONE'] }, 'INVALID_INPUT', ['remove']],
    [{ deviceIds: [], add: ['one'] }, 'INVALID_INPUT', ['deviceIds']],
    [{ deviceIds: [a, randomUUID()], add: ['one'] }, 'NOT_FOUND', ['deviceIds', '1']],
    [{ deviceIds: Array(10_001).fill(a), add: ['one'] }, 'LIMIT_EXCEEDED', ['deviceIds']],
  ]
  for (const [input, code, path] of cases) expect(await label(input)).toMatchObject({ code, path })
  expect(await label({ deviceIds: [a], add: Array.from({ length: 64 }, (_, i) => `l${i}`) })).toMatchObject({
    changed: 1,
  })
  expect(await label({ deviceIds: [a], add: ['one more'] })).toMatchObject({
    code: 'LIMIT_EXCEEDED',
    path: ['add'],
  })
  const viewer = api.person(external, 'viv', 'VIEWER', 'AUDITOR', 'INTEGRATION')
  expect(await label({ deviceIds: [a], add: ['one'] }, viewer)).toMatchObject({ code: 'FORBIDDEN' })
})

test('ten thousand devices are labelled in one call', { timeout: 120_000 }, async () => {
  const { external, label, list } = await setUp()
  const organization = await api.organizationOf(external)
  await api.pool.query(
    `INSERT INTO device (id, organization_id, hostname, platform, enrolled_at, certificate_expires_at)
     SELECT gen_random_uuid(), $1, 'bulk-' || n, 'LINUX', now(), now() FROM generate_series(1, 10000) n`,
    [organization],
  )
  const rows = await api.pool.query<{ id: string }>('SELECT id FROM device WHERE organization_id = $1', [
    organization,
  ])
  expect(await label({ deviceIds: rows.map(({ id }) => id), add: ['fleet'] })).toMatchObject({
    changed: 10_000,
  })
  expect(await api.services.lists.countDevices(organization, { labels: ['fleet'] })).toBe(10_000)
  expect(await list({ labels: ['nothing'] })).toEqual([])
})

test('search finds actions by their targets and by their raw ids', async () => {
  const { ann, device } = await setUp()
  const deviceId = await device('web-1')
  const submit = async (action: object) => {
    const { data, errors } = await ann.ask(
      `mutation ($input: SubmitActionInput!) { submitAction(input: $input) {
        ... on UserError { message } ... on SubmitActionPayload { action { rawId } } } }`,
      { input: { deviceId, justification: 'Because of what it does.', action } },
    )
    expect(errors).toBeUndefined()
    return data.submitAction.action.rawId as string
  }
  const search = async (text: string) => {
    const query =
      'query ($text: String!) { actions(filter: { search: $text }) { totalCount edges { node { rawId } } } }'
    const { data, errors } = await ann.ask(query, { text })
    expect(errors).toBeUndefined()
    expect(data.actions.totalCount).toBe(data.actions.edges.length)
    return data.actions.edges.map(({ node }: { node: { rawId: string } }) => node.rawId)
  }
  const kill = await submit({ killProcess: { pid: 4242, processName: 'XMRig' } })
  const quarantine = await submit({ quarantineFile: { path: '/tmp/Evil File.bin', sha256: 'cd'.repeat(32) } })
  const block = await submit({ blockIp: { address: '2001:DB8:0::7' } })
  const isolate = await submit({ isolateDevice: { allowAddresses: ['192.0.2.10', '192.0.2.11'] } })
  const reset = await submit({ resetUserSession: { username: 'CORP\\Eve' } })
  expect(await search('xmrig')).toEqual([kill])
  expect(await search('evil FILE.bin')).toEqual([quarantine])
  expect(await search('CDCDCD')).toEqual([quarantine])
  expect(await search('2001:db8::7')).toEqual([block])
  expect(await search('192.0.2.11')).toEqual([isolate])
  expect(await search('corp\\eve')).toEqual([reset])
  expect(await search(kill)).toEqual([kill])
  expect(await search(` ${kill.toUpperCase()} `)).toEqual([kill])
  expect(await search(`${kill} xmrig`)).toEqual([])
  expect(await search(randomUUID())).toEqual([])
})
