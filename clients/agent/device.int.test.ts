import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Command, signCommand } from '#protocol/command.ts'
import { type Device, startDevice } from './device.ts'
import { enrol } from './enrol.ts'
import { type Identity, renewalDue } from './link/identity.ts'
import { simulateHost } from './simulated-actions.ts'
import { memoryMap } from './state/durable-map.ts'
import { startTestServer, type TestServer } from './testing/server.ts'

let server: TestServer
let device: Device | undefined
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  await device?.close()
  device = undefined
  await server.close()
})

const about = { hostname: 'build-7', platform: 'LINUX', agentVersion: '0.1.0' } as const

/** A connected device, and a promise for each event. */
async function started(identity?: Identity) {
  const own = identity ?? (await enrol({ server: server.address, token: server.token, ...about }))
  const waiting = new Map<string, (value: unknown) => void>()
  const next = <T>(event: string) =>
    new Promise<T>(resolve => waiting.set(event, resolve as (value: unknown) => void))
  const tell = (event: string, value?: unknown) => waiting.get(event)?.(value)
  const connected = next('connected')
  const host = simulateHost()
  device = startDevice({
    identity: own,
    saveIdentity: async renewed => tell('renewed', renewed),
    journal: memoryMap(),
    unsent: memoryMap(),
    actions: host.actions,
    allows: () => true,
    readState: async () => ({ at: null, ...about, ipAddresses: null, containment: host.containment() }),
    onConnected: () => tell('connected'),
    onRefused: reason => tell('refused', reason),
    log: (message, details) => tell(message, details),
  })
  return { identity: own, connected, next }
}

const claims = (deviceId: string): Command => ({
  iss: 'defend',
  aud: deviceId,
  jti: randomUUID(),
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 600,
  kind: 'execute',
  actionId: randomUUID(),
  action: { type: 'BLOCK_IP', parameters: { address: '203.0.113.7' } },
  submittedAt: new Date().toISOString(),
  effectFor: null,
})

test('ignores commands that are expired, for another device, or not signed by the server', async () => {
  const { identity, connected, next } = await started()
  await connected
  const good = claims(identity.deviceId)
  const stranger = { kid: server.key.kid, privateKey: generateKeyPairSync('ed25519').privateKey }
  for (const [jws, reason] of [
    [signCommand(good, stranger), 'signature: invalid'],
    [signCommand({ ...good, aud: randomUUID() }, server.key), 'aud: not this device'],
    [signCommand({ ...good, exp: good.iat - 1 }, server.key), 'exp: expired'],
    ['not a command', 'command: must be a compact JWS'],
  ] as const) {
    const refused = next('command refused')
    await server.sendRaw(identity.deviceId, jws)
    expect(await refused).toEqual({ reason })
  }
  await server.sendRaw(identity.deviceId, signCommand(good, server.key))
  expect(await server.result(() => true)).toMatchObject({ kind: 'claim', actionId: good.actionId })
})

test("checks exp against the server's clock, not the device's", async () => {
  server.ahead = -10 * 365 * 24 * 3600 * 1000
  const { identity, connected } = await started()
  await connected
  const long = claims(identity.deviceId)
  const then = long.iat + server.ahead / 1000
  await server.sendRaw(identity.deviceId, signCommand({ ...long, iat: then, exp: then + 600 }, server.key))
  expect((await server.result(() => true)).kind).toBe('claim')
})

test('renews its certificate at two thirds of its lifetime, with a new key', async () => {
  const first = await enrol({ server: server.address, token: server.token, ...about })
  server.ahead = renewalDue(first) - Date.now() - 60_000
  const early = await started(first)
  await early.connected
  await server.state(() => true)
  expect(server.renewals).toEqual([])
  await device?.close()

  server.ahead = renewalDue(first) - Date.now() + 60_000
  const { next } = await started(first)
  const renewed = await next<Identity>('renewed')
  expect(renewed.deviceId).toBe(first.deviceId)
  expect(renewed.privateKey).not.toBe(first.privateKey)
  expect(renewalDue(renewed)).toBeGreaterThanOrEqual(renewalDue(first))
  expect(server.renewals).toEqual([first.deviceId])

  // The next connection uses the new certificate.
  const again = next('connected')
  server.cut()
  await again
})

test('stops when the server rejects its certificate permanently', async () => {
  const { identity, connected, next } = await started()
  await connected
  server.revoked.add(identity.deviceId)
  const refused = next('refused')
  server.cut()
  expect(await refused).toContain('401')
})

test('does not talk to another server at the same address', async () => {
  const { identity, connected, next } = await started()
  await connected
  const { port } = server.address
  const lost = next('connection lost')
  await server.close()
  await lost
  const failed = next<{ error: string }>('no connection')
  const stranger = await startTestServer({ port })
  try {
    for (let failure = await failed; !failure.error.includes('not issued'); )
      failure = await next<{ error: string }>('no connection')
    expect(identity.server.port).toBe(port)
  } finally {
    await stranger.close()
  }
})

test('closes in time even if the server does not answer', async () => {
  const { identity, connected } = await started()
  await connected
  await server.state(() => true)
  server.deaf = true
  await server.sendRaw(identity.deviceId, signCommand(claims(identity.deviceId), server.key))
  const begun = performance.now()
  await device?.close()
  device = undefined
  expect(performance.now() - begun).toBeLessThan(5_000)
})
