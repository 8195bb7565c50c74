import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Unavailable } from '#app/ports.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import {
  anAction,
  awaitingVerification,
  execute,
  gate,
  grant,
  isExecuting,
  isoNow,
  organization,
  resultOf,
  startBroker,
} from './test-kit.ts'

let kit: Awaited<ReturnType<typeof startBroker>>
let device: string
beforeEach(async () => {
  kit = await startBroker()
  device = randomUUID()
})
afterEach(() => kit.close())

const closed = (client: MqttClient) => new Promise<void>(resolve => client.once('close', () => resolve()))
const results = () => `defend/v1/${device}/results`

/** Sends the packets and resolves with all bytes received until the connection closes; null if there were none. */
async function responseTo(...packets: Buffer[]): Promise<Buffer | null> {
  const socket = connect(await kit.portOf(device), '127.0.0.1')
  const received: Buffer[] = []
  socket.on('data', chunk => received.push(chunk))
  socket.on('error', () => {})
  for (const packet of packets) socket.write(packet)
  await once(socket, 'close')
  return received.length > 0 ? Buffer.concat(received) : null
}
const connectPacket = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4 } as const
const connectFrame = () => generate({ ...connectPacket, clientId: device, clean: true, keepalive: 30 })

describe('CONNECT', () => {
  test.each([
    ['another client id', { clientId: randomUUID() }, 2],
    ['no client id', { clientId: '' }, 2],
    ['clean session 0', { clean: false }, 5],
    ['keep-alive 0', { keepalive: 0 }, 5],
    ['keep-alive over 300 s', { keepalive: 301 }, 5],
    [
      'a will',
      { will: { topic: 'defend/v1/x/results', payload: Buffer.from('x'), qos: 0, retain: false } },
      5,
    ],
  ] as const)('%s is refused and closes the connection', async (_name, changes, returnCode) => {
    const request = { ...connectPacket, clientId: device, clean: true, keepalive: 30, ...changes }
    expect(await responseTo(generate(request))).toEqual(Buffer.from([0x20, 2, 0, returnCode]))
    expect(kit.presence).toEqual([])
  })

  test('the longest keep-alive is 300 s', async () => {
    await kit.connected(device, { keepalive: 300 })
  })

  test('the device is looked up for each CONNECT, so a revoked certificate is refused', async () => {
    const first = await kit.connected(device)
    await first.endAsync()
    kit.behaviour.identify = async () => null
    await expect(kit.connected(device)).rejects.toMatchObject({ code: 5 })
  })

  test('without the database, every CONNECT is refused as temporarily unavailable', async () => {
    kit.behaviour.identify = async () => {
      throw new Unavailable()
    }
    await expect(kit.connected(device)).rejects.toMatchObject({ code: 3 })
  })

  test('a first packet other than CONNECT closes the connection', async () => {
    expect(await responseTo(Buffer.from([0xc0, 0]))).toBeNull()
  })
})

describe('topics', () => {
  test('a device may subscribe to its own commands', async () => {
    const client = await kit.connected(device)
    const [granted] = await client.subscribeAsync(`defend/v1/${device}/commands`, { qos: 1 })
    expect(granted?.qos).toBe(1)
  })

  test('other subscriptions get SUBACK 0x80, and the connection stays', async () => {
    const client = await kit.connected(device)
    const filters = [
      '#',
      '+/v1/#',
      'defend/v1/+/commands',
      `defend/v1/${device}/+`,
      `defend/v1/${device}/#`,
      `defend/v1/${device}/results`,
      `defend/v1/${randomUUID()}/commands`,
      `defend/v1/${device.toUpperCase()}/commands`,
      '$SYS/#',
      '$SYS/+/new/clients',
      `$share/group/defend/v1/${device}/commands`,
    ]
    for (const filter of filters) {
      const refused = await client.subscribeAsync(filter, { qos: 1 }).catch(error => error)
      expect([filter, refused.packet?.granted]).toEqual([filter, [0x80]])
    }
    const together = [`defend/v1/${device}/commands`, '#']
    const mixed = await client.subscribeAsync(together, { qos: 1 }).catch(error => error)
    expect(mixed.packet?.granted).toEqual([1, 0x80])
    await client.publishAsync(results(), resultOf({}), { qos: 1 })
  })

  test.each([
    ['another device', () => ({ topic: `defend/v1/${randomUUID()}/results` })],
    ['its own commands', () => ({ topic: `defend/v1/${device}/commands` })],
    ['$SYS', () => ({ topic: '$SYS/x' })],
    ['its own topic, retained,', () => ({ topic: results(), retain: true })],
    ['its own topic with QoS 2', () => ({ topic: results(), qos: 2 as const })],
  ])('a publication to %s closes the connection', async (_name, publication) => {
    const client = await kit.connected(device)
    const { topic, ...options } = publication()
    client.publish(topic, resultOf({}), { qos: 0, ...options }, () => {})
    await closed(client)
    expect(kit.receivedResults).toEqual([])
  })
})

describe('results', () => {
  test('PUBACK is sent only after the commit', async () => {
    const client = await kit.connected(device)
    const committing = gate()
    const arrived = gate()
    kit.behaviour.receiveResult = async () => {
      arrived.open()
      await committing.opened
      return { send: null }
    }
    let acknowledged = false
    const published = client.publishAsync(results(), resultOf({}), { qos: 1 }).then(() => {
      acknowledged = true
    })
    await arrived.opened
    await client.subscribeAsync(`defend/v1/${device}/commands`) // a round trip
    expect(acknowledged).toBe(false)
    committing.open()
    await published
  })

  test('an uncommitted result gets no PUBACK, and the device sends it again over the next connection', async () => {
    let isDatabaseDown = true
    kit.behaviour.receiveResult = async () => {
      if (isDatabaseDown) throw new Unavailable()
      return { send: null }
    }
    const client = await kit.connected(device, { reconnectPeriod: 10 })
    const published = client.publishAsync(results(), resultOf({}), { qos: 1 })
    await closed(client)
    isDatabaseDown = false
    await published
    expect(kit.receivedResults).toHaveLength(1)
  })

  test('results are processed one after another, however long each takes', async () => {
    const client = await kit.connected(device)
    let running = 0
    kit.behaviour.receiveResult = async ({ result }) => {
      expect(++running).toBe(1)
      if (result.kind === 'failed' && result.message.endsWith('0')) await new Promise(r => setTimeout(r, 5))
      running -= 1
      return { send: null }
    }
    const messages = Array.from({ length: 50 }, (_, n) => `number ${n}`)
    await Promise.all(
      messages.map(message =>
        client.publishAsync(
          results(),
          resultOf({ kind: 'failed', error: { code: 'AGENT_ERROR', message } }),
          {
            qos: 1,
          },
        ),
      ),
    )
    expect(kit.receivedResults.map(({ result }) => result.kind === 'failed' && result.message)).toEqual(
      messages,
    )
  })

  test('after a failed commit, no later result of the connection is committed', async () => {
    const client = await kit.connected(device)
    const arrived = gate()
    let count = 0
    kit.behaviour.receiveResult = async () => {
      if (++count > 1) return { send: null }
      await arrived.opened
      throw new Unavailable()
    }
    for (let n = 0; n < 3; n++) client.publish(results(), resultOf({}), { qos: 1 }, () => {})
    await client.subscribeAsync(`defend/v1/${device}/commands`) // a round trip: all three results have arrived
    arrived.open()
    await closed(client)
    await kit.broker.close()
    expect(count).toBe(1)
  })

  test('5,000 publications in one turn of the event loop are handled', async () => {
    const client = await kit.connected(device)
    await Promise.all(
      Array.from({ length: 5_000 }, () => client.publishAsync(results(), resultOf({}), { qos: 1 })),
    )
    expect(kit.receivedResults).toHaveLength(5_000)
  })

  test('a publication with QoS 0 is handled, even right before DISCONNECT', async () => {
    const client = await kit.connected(device)
    const handled = gate()
    kit.behaviour.receiveResult = async () => {
      handled.open()
      return { send: null }
    }
    client.publish(results(), resultOf({}), { qos: 0 })
    await client.endAsync()
    await handled.opened
  })

  test('a malformed result is refused with its payload, and the connection stays open', async () => {
    const client = await kit.connected(device)
    await client.publishAsync(results(), 'not JSON', { qos: 1 })
    await client.publishAsync(results(), resultOf({ kind: 'started' }), { qos: 1 })
    expect(kit.refused.map(({ reason }) => reason)).toEqual([
      'message: must be valid JSON',
      'kind: must be claim, completed, failed or verified',
    ])
    expect(Buffer.from(kit.refused[0]?.payload ?? []).toString()).toBe('not JSON')
    expect(client.connected).toBe(true)
  })

  test('each kind of result is converted for the application', async () => {
    const client = await kit.connected(device)
    const ids = { commandId: randomUUID(), actionId: randomUUID() }
    const publish = (changes: object) =>
      client.publishAsync(results(), resultOf({ ...ids, ...changes }), { qos: 1 })
    await publish({ kind: 'completed', output: { pid: 42 } })
    await publish({ kind: 'failed', error: { code: 'NO_SPACE', message: 'full' } })
    await publish({ kind: 'verified', passed: null, evidence: ['?'] })
    expect(kit.receivedResults.map(({ result }) => result)).toEqual([
      { kind: 'completed', output: { pid: 42 }, at: expect.any(String) },
      { kind: 'failed', code: 'NO_SPACE', message: 'full', output: null },
      { kind: 'verified', passed: null, evidence: ['?'] },
    ])
    expect(kit.receivedResults[0]).toMatchObject(ids)
  })
})

test('a state is passed on as a report; a malformed state is refused and changes nothing', async () => {
  const client = await kit.connected(device)
  const topic = `defend/v1/${device}/state`
  await client.publishAsync(topic, '[]', { qos: 1 })
  const renamed = JSON.stringify({ hostname: 'x\nfake line', containment: { isolated: true } })
  await client.publishAsync(topic, renamed, { qos: 1 })
  await client.publishAsync(
    topic,
    JSON.stringify({ hostname: 'web-1', containment: { isolated: true, isolatedSince: isoNow() } }),
    { qos: 1 },
  )
  await client.publishAsync(topic, JSON.stringify({ containment: { blockedAddresses: [] } }), { qos: 1 })
  expect(kit.reports).toMatchObject([
    { hostname: 'web-1', containment: { isolated: true, blockedAddresses: null, quarantinedFiles: [] } },
    { hostname: null, containment: null },
  ])
  expect(kit.refused.map(({ payload }) => payload.toString())).toEqual(['[]', renamed])
})

test('a state with a hostname that enrolment would refuse is refused as a whole', async () => {
  const client = await kit.connected(device)
  const before = [kit.refused.length, kit.reports.length]
  for (const hostname of ['', '  ', 'a\nb', 'x'.repeat(256), 7])
    await client.publishAsync(
      `defend/v1/${device}/state`,
      JSON.stringify({ hostname, containment: { isolated: false } }),
      { qos: 1 },
    )
  expect(kit.reports).toHaveLength(before[1] ?? 0)
  expect(kit.refused.slice(before[0]).map(({ reason }) => reason.slice(0, 9))).toEqual(
    Array(5).fill('hostname:'),
  )
})

describe('commands', () => {
  test('open commands are sent on SUBSCRIBE, signed, oldest action first', async () => {
    const completedAt = Date.now() - 1000
    const newest = anAction(device, isExecuting, { submittedAt: isoNow(-1000) })
    const oldest = anAction(device, undefined, { submittedAt: isoNow(-9000), effectFor: 60 })
    const middle = anAction(device, awaitingVerification(completedAt, 30_000), { submittedAt: isoNow(-5000) })
    kit.open.set(device, [grant(newest), { kind: 'verify', action: middle }, execute(oldest)])

    const { count } = await kit.subscribed(device)
    const [first, second, third] = await count(3)
    const action = {
      type: 'KILL_PROCESS',
      parameters: { pid: 42, startedAt: null, processName: 'xmrig' },
    }
    expect(first).toMatchObject({
      iss: 'defend',
      aud: device,
      jti: commandIds(oldest.id).execute,
      exp: Math.floor(Date.parse(oldest.expiresAt) / 1000),
      kind: 'execute',
      actionId: oldest.id,
      action,
      submittedAt: oldest.submittedAt,
      effectFor: 60,
    })
    expect(second).toMatchObject({
      jti: commandIds(middle.id).verify,
      kind: 'verify',
      actionId: middle.id,
      exp: Math.floor((completedAt + 120_000) / 1000) + 600,
      action,
      executedAt: new Date(completedAt).toISOString(),
      output: { pid: 42 },
    })
    expect(third).toMatchObject({
      kind: 'grant',
      actionId: newest.id,
      commandId: commandIds(newest.id).execute,
    })
    expect((third?.exp ?? 0) - (third?.iat ?? 0)).toBe(600)
  })

  test('nothing is sent before SUBSCRIBE or to other devices', async () => {
    kit.open.set(device, [execute(anAction(device))])
    const bystander = await kit.subscribed(randomUUID())
    const client = await kit.connected(device)
    const early: unknown[] = []
    client.on('message', (_topic, payload) => early.push(payload))
    kit.broker.gateway.deliver([device])
    await client.publishAsync(results(), resultOf({}), { qos: 1 }) // a round trip
    expect([early, bystander.commands]).toEqual([[], []])
  })

  test('each claim is answered by exactly one grant, and so is each repeated claim', async () => {
    const action = anAction(device, isExecuting)
    const { client, count, commands } = await kit.subscribed(device)
    kit.behaviour.receiveResult = async () => {
      kit.open.set(device, [grant(action)])
      kit.feed.publish({ kind: 'grown', organization, sequence: 1, devices: [device], bulks: [] })
      // Long enough for the notice to be processed before the answer arrives.
      await new Promise(resolve => setTimeout(resolve, 30))
      return { send: 'grant', action }
    }
    const claim = resultOf({ actionId: action.id, commandId: commandIds(action.id).execute })
    await client.publishAsync(results(), claim, { qos: 1 })
    await count(1)
    await client.publishAsync(results(), claim, { qos: 1 })
    await count(2)
    kit.broker.gateway.deliver([device])
    await client.publishAsync(results(), claim, { qos: 1 })
    await count(3)
    expect(commands.map(({ kind }) => kind)).toEqual(['grant', 'grant', 'grant'])
    expect(new Set(commands.map(({ jti }) => jti)).size).toBe(1)
  })

  test('a claim of an action that may no longer run is answered by withdraw', async () => {
    const { client, count } = await kit.subscribed(device)
    const ids = { actionId: randomUUID(), commandId: randomUUID() }
    kit.behaviour.receiveResult = async () => ({ send: 'withdraw', ...ids })
    await client.publishAsync(results(), resultOf(ids), { qos: 1 })
    expect(await count(1)).toMatchObject([{ kind: 'withdraw', ...ids }])
  })

  test('commands committed by another process arrive through the feed', async () => {
    const { count } = await kit.subscribed(device)
    const action = anAction(device)
    kit.open.set(device, [execute(action)])
    kit.feed.publish({ kind: 'grown', organization, sequence: 1, devices: [randomUUID(), device], bulks: [] })
    expect(await count(1)).toMatchObject([{ kind: 'execute', actionId: action.id }])
  })

  test('a device that stops reading does not delay the others', async () => {
    const output = 'x'.repeat(100_000)
    const frozen = randomUUID()
    const life = awaitingVerification(Date.now(), 30_000)
    const verifications = Array.from({ length: 200 }, () => ({
      kind: 'verify' as const,
      action: anAction(frozen, { ...life, output } as typeof life),
    }))
    kit.open.set(frozen, verifications)
    const socket = connect(await kit.portOf(frozen), '127.0.0.1')
    socket.write(generate({ ...connectPacket, clientId: frozen, clean: true, keepalive: 30 }))
    await once(socket, 'data')
    socket.pause()
    const subscriptions = [{ topic: `defend/v1/${frozen}/commands`, qos: 1 as const }]
    socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions }))

    const { count, client } = await kit.subscribed(device)
    for (let n = 1; n <= 20; n++) {
      kit.open.set(device, [execute(anAction(device))])
      kit.broker.gateway.deliver([frozen, device])
      await count(n)
      await client.publishAsync(results(), resultOf({}), { qos: 1 })
    }
    socket.destroy()
  })
})

describe('connections', () => {
  test('a new connection replaces the old one; after five in a minute the device is refused, and the log says so', async () => {
    let current = await kit.connected(device)
    for (let n = 1; n <= 5; n++) {
      const replaced = closed(current)
      current = await kit.connected(device)
      await replaced
    }
    expect(kit.warnings).toEqual([])
    await expect(kit.connected(device)).rejects.toMatchObject({ code: 5 })
    expect(kit.warnings).toEqual([expect.stringContaining('cloned image'), 'refused'])
    await current.endAsync()
    await expect(kit.connected(device)).rejects.toMatchObject({ code: 5 })
    await kit.connected(randomUUID())
  })

  test('of many simultaneous connections one remains', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => kit.connected(device)))
    const accepted = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    await expect.poll(() => accepted.filter(({ connected }) => connected).length).toBe(1)
    expect(kit.warnings.filter(text => text.includes('cloned image'))).toHaveLength(1)
  })

  test('presence is recorded before CONNACK, and the departure is recorded eventually despite failures', async () => {
    const client = await kit.connected(device)
    expect(kit.presence).toEqual(['connected #1'])
    let attempts = 0
    kit.behaviour.disconnected = async () => {
      if (++attempts === 1) throw new Unavailable()
    }
    await client.endAsync()
    await expect.poll(() => kit.presence, { timeout: 5_000 }).toEqual(['connected #1', 'disconnected #1'])
  })

  test('each connection has its own epoch', async () => {
    await kit.connected(device)
    const second = await kit.connected(device)
    await second.endAsync()
    await expect
      .poll(() => [...kit.presence].sort())
      .toEqual(['connected #1', 'connected #2', 'disconnected #1', 'disconnected #2'])
  })

  test('a silent connection is closed after one and a half keep-alive intervals', async () => {
    const socket = connect(await kit.portOf(device), '127.0.0.1')
    socket.resume()
    const since = Date.now()
    socket.write(generate({ ...connectPacket, clientId: device, clean: true, keepalive: 1 }))
    await once(socket, 'close')
    expect(Date.now() - since).toBeGreaterThan(1400)
    await expect.poll(() => kit.presence).toEqual(['connected #1', 'disconnected #1'])
  })

  test('the connection of a revoked device is closed within a second', async () => {
    const client = await kit.connected(device)
    const bystander = await kit.connected(randomUUID())
    kit.behaviour.identify = async () => null
    kit.feed.publish({ kind: 'revoked', device })
    const since = Date.now()
    await closed(client)
    expect(Date.now() - since).toBeLessThan(1000)
    expect(bystander.connected).toBe(true)
  })

  test('a revocation notice that the database does not confirm closes no connection', async () => {
    const client = await kit.connected(device)
    const lookup = gate()
    kit.behaviour.identify = async () => {
      lookup.open()
      return { organization, device }
    }
    kit.feed.publish({ kind: 'revoked', device })
    await lookup.opened
    await new Promise(resolve => setImmediate(resolve))
    expect(client.connected).toBe(true)
  })

  test('a connection is refused if its device is revoked during the lookup', async () => {
    const lookupStarted = gate()
    const lookupContinues = gate()
    let lookups = 0
    kit.behaviour.identify = async () => {
      if (++lookups > 1) return null
      lookupStarted.open()
      await lookupContinues.opened
      return { organization, device }
    }
    const refused = expect(kit.connected(device)).rejects.toThrow()
    await lookupStarted.opened
    kit.feed.publish({ kind: 'revoked', device })
    lookupContinues.open()
    await refused
    expect(kit.presence).toEqual([])
  })
})

test('close finishes and acknowledges accepted results, then closes the connections', async () => {
  const client = await kit.connected(device)
  const committing = gate()
  const arrived = gate()
  kit.behaviour.receiveResult = async () => {
    arrived.open()
    await committing.opened
    return { send: null }
  }
  const published = client.publishAsync(results(), resultOf({}), { qos: 1 })
  await arrived.opened
  const ended = Promise.all([closed(client), kit.broker.close()])
  committing.open()
  await published
  await ended
  expect(kit.presence).toEqual(['connected #1', 'disconnected #1'])
})

test('close does not wait for a connection that does not read', async () => {
  const socket: Socket = connect(await kit.portOf(device), '127.0.0.1')
  socket.write(connectFrame())
  await once(socket, 'data')
  socket.pause()
  await kit.broker.close()
  socket.destroy()
})
