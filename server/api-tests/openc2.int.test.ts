import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limitRemarks, receiveResult } from '#app/action/receive-result.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import type { DeviceResult } from '#domain/action/execution.ts'
import { openTestApi, type TestApi } from './api-test-kit.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

async function post(token: string | null, body: unknown) {
  const response = await fetch(`${api.url}/openc2`, {
    method: 'POST',
    headers: {
      'content-type': 'application/openc2-cmd+json;version=1.0',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  expect(response.headers.get('content-type')).toBe('application/openc2-rsp+json;version=1.0')
  return { http: response.status, ...((await response.json()) as { status: number; results?: unknown }) } as {
    http: number
    status: number
    status_text?: string
    // biome-ignore lint/suspicious/noExplicitAny: a test reads into results
    results?: any
  }
}

async function openOrganization() {
  const external = api.newOrganization()
  const id = await api.organizationOf(external)
  const remarks = limitRemarks({ now: () => Date.now() })
  return {
    id,
    alice: api.person(external, 'alice', 'ANALYST'),
    bob: api.person(external, 'bob', 'ANALYST'),
    vera: api.person(external, 'vera', 'VIEWER'),
    device: (about = {}) => api.device(id, about),
    /** A device reports the result of its action. */
    report: (device: string, actionId: string, result: DeviceResult) =>
      receiveResult({ ledger: api.ledger, remarks })(
        { organization: id, device },
        { commandId: commandIds(actionId).execute, actionId, result, payload: Buffer.from('{}') },
      ),
  }
}

test('repeating a command_id returns the state: 102 while the action is open, 200 once completed', async () => {
  const { alice, bob, device, report } = await openOrganization()
  const { id: device_id } = await device()
  const command = {
    action: 'contain',
    target: { device: { device_id } },
    args: { duration: 3_600_000, comment: 'It beacons to a known address.' },
    command_id: randomUUID(),
  }
  const waiting = await post(alice.token, command)
  expect(waiting).toMatchObject({
    http: 200,
    status: 102,
    results: { er: { action_id: expect.any(String) } },
  })
  const actionId = waiting.results.er.action_id
  const read = async () =>
    (
      await alice.ask('query ($id: ID!) { action(id: $id) { type status effectFor justification } }', {
        id: actionId,
      })
    ).data.action
  expect(await read()).toEqual({
    type: 'ISOLATE_DEVICE',
    status: 'PENDING_APPROVAL',
    effectFor: 3600,
    justification: 'It beacons to a known address.',
  })
  await bob.ask('mutation ($id: ID!) { approveAction(input: { actionId: $id }) { __typename } }', {
    id: actionId,
  })
  expect(await post(alice.token, command)).toMatchObject({ status: 102, results: waiting.results })
  await report(device_id, actionId, { kind: 'claim' })
  expect(await post(alice.token, command)).toMatchObject({ status: 102 })
  await report(device_id, actionId, { kind: 'completed', output: null, at: null })
  expect(await post(alice.token, command)).toMatchObject({ http: 200, status: 200, results: waiting.results })
  expect(await post(alice.token, { ...command, args: {} })).toMatchObject({ http: 400, status: 400 })
})

test('the response reports failures and rejections', async () => {
  const { alice, bob, device, report } = await openOrganization()
  const { id: device_id } = await device()
  const er = { downstream_device: { devices: [{ device_id }] } }
  const kill = { action: 'stop', target: { process: { pid: 4242 } }, args: { er }, command_id: randomUUID() }
  const { results } = await post(alice.token, kill)
  await report(device_id, results.er.action_id, { kind: 'claim' })
  await report(device_id, results.er.action_id, {
    kind: 'failed',
    code: 'UNSUPPORTED',
    message: 'no such call',
    output: null,
  })
  expect(await post(alice.token, kill)).toMatchObject({
    status: 501,
    status_text: 'UNSUPPORTED: no such call',
  })
  const file = {
    action: 'contain',
    target: { file: { path: '/tmp/evil' } },
    args: { er },
    command_id: randomUUID(),
  }
  const pending = await post(alice.token, file)
  await bob.ask('mutation ($id: ID!) { rejectAction(input: { actionId: $id }) { __typename } }', {
    id: pending.results.er.action_id,
  })
  expect(await post(alice.token, file)).toMatchObject({ status: 403, results: pending.results })
})

test('accepts devices by hostname; several devices become a bulk', async () => {
  const { alice, device } = await openOrganization()
  await device({ hostname: 'web-1' })
  await device({ hostname: 'web-10' })
  await device({ hostname: 'db-1', revokedAt: new Date().toISOString() })
  await device({ hostname: 'db-1' })
  const one = { action: 'allow', target: { device: { hostname: 'WEB-1' } } }
  expect(await post(alice.token, one)).toMatchObject({
    status: 102,
    results: { er: { action_id: expect.any(String) } },
  })
  const several = {
    action: 'deny',
    target: { ipv4_net: '203.0.113.0/24' },
    args: { er: { downstream_device: { devices: [{ hostname: 'web-1' }, { hostname: 'db-1' }] } } },
    command_id: randomUUID(),
  }
  const bulk = await post(alice.token, several)
  expect(bulk).toMatchObject({
    status: 102,
    results: { er: { bulk_action_id: expect.any(String), progress: { queued: 2, completed: 0 } } },
  })
  expect(await post(alice.token, several)).toMatchObject({ results: bulk.results })
  await device({ hostname: 'web-1' })
  expect(await post(alice.token, one)).toMatchObject({ http: 400, status: 400 })
})

test('a group means all devices with its label; its command_id refers to the first submission', async () => {
  const { alice, device } = await openOrganization()
  const label = async (id: string, input: object) => {
    const { data } = await alice.ask(
      'mutation ($input: LabelDevicesInput!) { labelDevices(input: $input) { ... on LabelDevicesPayload { changed } } }',
      { input: { deviceIds: [id], ...input } },
    )
    expect(data.labelDevices).toEqual({ changed: 1 })
  }
  const [one, two] = [await device(), await device()]
  await device()
  await label(one.id, { add: ['lab'] })
  const deny = (device_groups: string[], command_id: string, ipv4_net = '203.0.113.0/24') =>
    post(alice.token, {
      action: 'deny',
      target: { ipv4_net },
      args: { er: { downstream_device: { device_groups } } },
      command_id,
    })
  const first = await deny(['lab'], 'c1')
  expect(first).toMatchObject({ status: 102, results: { er: { progress: { queued: 1 } } } })
  await label(two.id, { add: ['lab'] })
  expect(await deny(['lab'], 'c1')).toMatchObject({ status: 102, results: first.results })
  expect(await deny(['lab'], 'c2')).toMatchObject({ results: { er: { progress: { queued: 2 } } } })
  expect(await deny(['nobody'], 'c3')).toMatchObject({ http: 200, status: 404 })
})

test('refusals are statuses of the Language; 400 and 401 are HTTP statuses as well', async () => {
  const { alice, vera, device } = await openOrganization()
  const { id: device_id } = await device()
  const contain = { action: 'contain', target: { device: { device_id } } }
  expect(await post(vera.token, contain)).toMatchObject({ http: 200, status: 403 })
  expect(await post(null, contain)).toMatchObject({ http: 401, status: 401 })
  expect(await post(alice.token, '{')).toMatchObject({ http: 400, status: 400 })
  const unknown = { ...contain, target: { device: { device_id: randomUUID() } } }
  expect(await post(alice.token, unknown)).toMatchObject({ http: 200, status: 404 })
  const noName = { ...contain, target: { device: { hostname: 'nowhere' } } }
  expect(await post(alice.token, noName)).toMatchObject({ http: 200, status: 404 })
  expect(await post(alice.token, { ...contain, action: 'scan' })).toMatchObject({ http: 200, status: 501 })
  const short = { ...contain, args: { duration: 1000 } }
  expect(await post(alice.token, short)).toMatchObject({ http: 400, status: 400 })
  const protectedAddress = {
    action: 'deny',
    target: { ipv4_net: '127.0.0.0/8' },
    args: { er: { downstream_device: { devices: [{ device_id }] } } },
  }
  expect(await post(alice.token, protectedAddress)).toMatchObject({ http: 400, status: 400 })
})

test('query features', async () => {
  const { vera } = await openOrganization()
  const query = (features: string[]) => post(vera.token, { action: 'query', target: { features } })
  expect(await query([])).toEqual({ http: 200, status: 200 })
  expect(await query(['versions', 'profiles', 'pairs', 'rate_limit'])).toEqual({
    http: 200,
    status: 200,
    results: {
      versions: ['1.0'],
      profiles: ['er'],
      pairs: {
        query: ['features'],
        contain: ['device', 'file'],
        allow: ['device', 'ipv4_net', 'ipv6_net'],
        deny: ['ipv4_net', 'ipv6_net'],
        stop: ['process'],
      },
    },
  })
})
