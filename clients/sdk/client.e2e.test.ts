import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type RunningService, type Stage } from '../../server/e2e/running-service.ts'
import type { Simulation } from '../agent/simulated.ts'
import { type Change, createClient, type DefendClient } from './sdk.ts'

/** A TCP proxy between client and service whose connections a test can cut. */
interface Wire {
  readonly url: string
  cut(): void
  close(): void
}

let stage: Stage
let service: RunningService
let fleet: Simulation
let wire: Wire
const clients: DefendClient[] = []
const devices = 4

async function openWire(port: number): Promise<Wire> {
  const open = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      for (const socket of open) socket.resetAndDestroy()
    },
    close: () => server.close(),
  }
}

function as(person: string, options: { url?: string; retries?: number } = {}): DefendClient {
  const client = createClient({ url: service.api, token: () => stage.identity.token(person), ...options })
  clients.push(client)
  return client
}

beforeAll(async () => {
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
  fleet = await stage.simulate({ count: devices })
  wire = await openWire(Number(new URL(service.api).port))
})
afterAll(async () => {
  for (const client of clients) await client.close()
  wire?.close()
  await stage?.close()
})

const deviceId = (i: number) => btoa(`Device:${fleet.deviceIds[i % devices]}`)
const killing = (i: number) => ({
  deviceId: deviceId(i),
  action: { killProcess: { pid: 100 + i, processName: 'xmrig' } },
  justification: 'A test process to be killed',
})

test('an action waits for a second person, who approves it with its digest; another decision is a conflict', async () => {
  const [alice, bob] = [as('alice'), as('bob')]
  const submitted = await alice.submit({
    deviceId: deviceId(0),
    action: { isolateDevice: { allowAddresses: ['192.0.2.1'] } },
    justification: 'Lateral movement was seen',
  })
  if (!submitted.ok) throw new Error(submitted.error.message)
  const { id: actionId, digest, status, parameters } = submitted.action
  expect(status).toBe('PENDING_APPROVAL')
  expect(parameters).toEqual({ __typename: 'IsolateDeviceParameters', allowAddresses: ['192.0.2.1'] })
  expect(await alice.approve({ actionId, digest })).toMatchObject({
    ok: false,
    error: { __typename: 'ForbiddenError', code: 'SELF_APPROVAL' },
  })
  expect(await bob.approve({ actionId, digest: '0'.repeat(64) })).toMatchObject({
    ok: false,
    error: { code: 'DIGEST_MISMATCH', current: { id: actionId, status: 'PENDING_APPROVAL' } },
  })
  expect(await bob.approve({ actionId, digest })).toMatchObject({ ok: true, action: { status: 'QUEUED' } })
  expect(await bob.reject({ actionId })).toMatchObject({ ok: false, error: { code: 'ALREADY_DECIDED' } })
})

// The timeout only stops a test that hangs, because the machine may be busy.
test('each change is delivered once and in order, across 100 cut connections and service crashes', {
  timeout: 400_000,
}, async () => {
  const [watcher, submitter] = [as('vera', { url: wire.url }), as('alice', { retries: 100 })]
  const after = await watcher.head()
  const count = 120
  const wanted = 6 * count
  const submissions = Promise.all(Array.from({ length: count }, (_, i) => submitter.submit(killing(i))))
  const changes: Change[] = []
  let cuts = 0
  for await (const change of watcher.watch({ after, filter: { types: ['KILL_PROCESS'] } })) {
    changes.push(change)
    if (changes.length >= wanted) break
    if (changes.length % 7 !== 0) continue
    if (++cuts % 40 === 0) {
      await service.crash()
      service = await stage.start()
    } else wire.cut()
  }
  expect(cuts).toBeGreaterThanOrEqual(100)
  expect((await submissions).every(({ ok }) => ok)).toBe(true)

  const ids = new Set(changes.map(({ action }) => action.id))
  const ledger: number[] = []
  for await (const { sequence, action } of as('audrey').audit({ after, pageSize: 200 }))
    if (action && ids.has(action.id)) ledger.push(sequence)
  expect(ids.size).toBe(count)
  expect(changes.map(({ event }) => event.sequence)).toEqual(ledger)
})

test('the client verifies the ledger without relying on the service', async () => {
  const audrey = as('audrey')
  const { intact, checked, headHash } = await audrey.verifyLedger()
  expect(intact).toBe(true)
  let last: { readonly sequence: number; readonly hash: string } | undefined
  for await (const event of audrey.audit({ pageSize: 200 })) last = last?.sequence === checked ? last : event
  expect(last).toMatchObject({ sequence: checked, hash: headHash })
  await expect(as('vera').verifyLedger()).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('the history is read in pages of up to 200', async () => {
  const seen: string[] = []
  let pages = 0
  for await (const { items } of as('vera')
    .history({ filter: { types: ['KILL_PROCESS'] }, pageSize: 50 })
    .pages()) {
    pages++
    seen.push(...items.map(({ id }) => id))
  }
  expect(pages).toBe(3)
  expect(new Set(seen).size).toBe(120)
  let all = 0
  for await (const _ of as('vera').history({ pageSize: 200 })) all++
  expect(all).toBe(121)
})

test('custom documents are run, and their errors are thrown', async () => {
  const { viewer } = (await as('vera').request('{ viewer { ... on Analyst { name } } }')) as {
    viewer: object
  }
  expect(viewer).toEqual({ name: 'Vera Lindqvist' })
  await expect(as('vera').request('{ nothing }')).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' })
  await expect(createClient({ url: service.api, token: 'x' }).head()).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  })
})
