import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { type Cluster, openCluster } from './cluster.ts'
import type { RunningService } from './running-service.ts'
import type { StockDevice } from './stock-device.ts'

let cluster: Cluster
let one: RunningService
let other: RunningService
let device: StockDevice

beforeAll(async () => {
  cluster = await openCluster()
  ;[one, other] = await Promise.all([cluster.start('one'), cluster.start('other')])
  device = await connect(one, 'between')
})
afterAll(async () => {
  await device?.disconnect()
  await cluster?.close()
})

async function connect(service: RunningService, name: string): Promise<StockDevice> {
  const [device] = await cluster.connect(service, [name])
  if (!device) throw new Error('no device was enrolled')
  return device
}

const at = (service: RunningService, person: string) => cluster.as(person, service)
const globalId = (type: string, rawId: string) => Buffer.from(`${type}:${rawId}`).toString('base64')

async function submitAt(service: RunningService): Promise<string> {
  const input = {
    deviceId: globalId('Device', device.id),
    action: { killProcess: { pid: 4242, processName: 'xmrig' } },
    justification: 'It is a test of two processes',
  }
  const { submitAction } = await at(service, 'alice')<{ submitAction: { action: { rawId: string } } }>(
    'mutation ($input: SubmitActionInput!) { submitAction(input: $input) { ... on SubmitActionPayload { action { rawId } } } }',
    { input },
  )
  return submitAction.action.rawId
}

async function* changesAt(service: RunningService, query: string) {
  const client = createClient({
    url: `${service.api.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${await cluster.identity.token('vera')}` },
  })
  try {
    for await (const { data } of client.iterate<Record<string, never>>({ query })) if (data) yield data
  } finally {
    await client.dispose()
  }
}

test('an action submitted at one process reaches a device at the other and subscribers at both', async () => {
  const rawId = await submitAt(other)
  const execute = await device.next('execute', rawId)
  const about = { commandId: execute.jti, actionId: rawId }
  await device.say({ kind: 'claim', ...about })
  await device.next('grant', rawId)
  const { ledgerHead } = await at(other, 'vera')<{ ledgerHead: string }>('{ ledgerHead }')
  const changes = changesAt(
    other,
    `subscription { actionChanged(after: "${ledgerHead}") { event { kind } } }`,
  )
  const next = changes.next()
  await device.say({
    kind: 'completed',
    ...about,
    output: { pid: 4242, startedAt: null, processName: 'xmrig' },
  })
  expect((await next).value).toEqual({ actionChanged: { event: { kind: 'ACTION_COMPLETED' } } })
  await changes.return(undefined)
})

test('revoking a device at one process disconnects it from the other within a second', async () => {
  const gone = await connect(one, 'to-be-revoked')
  const closed = gone.closed()
  const begin = performance.now()
  await at(other, 'ada')('mutation ($id: ID!) { revokeDevice(deviceId: $id) { __typename } }', {
    id: globalId('Device', gone.id),
  })
  await closed
  expect(performance.now() - begin).toBeLessThan(1000)
})

test('an instance with more than its share of the devices disconnects some, which reconnect elsewhere', async () => {
  const names = Array.from({ length: 8 }, (_, i) => `crowded-${i}`)
  const crowd = await cluster.connect(one, names)
  const gone = await Promise.race(crowd.map(async stock => stock.closed().then(() => stock)))
  await gone.connect(other.device)
  await Promise.all(crowd.map(stock => stock.disconnect()))
})

test('the limit of 600 mutations a minute is shared by both processes and includes refused mutations', async () => {
  const token = await cluster.identity.token('vera')
  const post = (service: RunningService, fields: number) => {
    const field = 'revokeEnrollmentToken(id: "none") { __typename }'
    const query = `mutation { ${Array.from({ length: fields }, (_, i) => `m${i}: ${field}`).join(' ')} }`
    return fetch(`${service.api}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
  }
  for (const service of [one, other, one, other]) expect((await post(service, 149)).status).toBe(200)
  const last = await Promise.all([one, other, one, other, one, other].map(service => post(service, 1)))
  expect(last.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429, 429])
  const refused = await post(other, 1)
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] })
})

test('when a process dies, its devices go offline within 30 s and another process continues its work', async () => {
  const rawId = await submitAt(one)
  await device.next('execute', rawId)
  const id = globalId('Device', device.id)
  const changes = changesAt(other, `subscription { devicePresenceChanged(deviceId: "${id}") { online } }`)
  expect((await changes.next()).value).toEqual({ devicePresenceChanged: { online: true } })
  const begin = performance.now()
  await one.crash()
  expect((await changes.next()).value).toEqual({ devicePresenceChanged: { online: false } })
  expect(performance.now() - begin).toBeLessThan(30_000)
  await changes.return(undefined)

  await device.connect(other.device)
  expect((await device.next('execute', rawId)).actionId).toBe(rawId)
})
