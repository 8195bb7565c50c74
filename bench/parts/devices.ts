import type { TLSSocket } from 'node:tls'
import { type CommandKeys, readCommandKeys, verifyCommand } from '#protocol/command.ts'
import type { JsonObject } from '#protocol/json.ts'
import { commandsTopic, resultsTopic } from '#protocol/topics.ts'
import { enrol } from '../../clients/agent/enrol.ts'
import { asClient, type Identity } from '../../clients/agent/link/identity.ts'
import { dial } from '../../clients/agent/link/tls.ts'
import { notify, runPart } from './part.ts'

interface Input {
  readonly server: { readonly host: string; readonly port: number }
  /** An enrolment token with at least `count` uses left. */
  readonly token: string
  readonly count: number
}

export interface DevicesReady {
  /** Raw ids, in the order of the host names. */
  readonly ids: readonly string[]
}

/** The number of received commands, and of those whose signature was verified. */
export interface DevicesCount {
  readonly commands: number
  readonly verified: number
}

/** The signature of one command in this many is verified. */
const commandsPerVerification = 50
const concurrentEnrolments = 32
const keepAliveSeconds = 300

/**
 * Devices on bare TLS sockets that answer every command with success. Unlike `clients/agent`, they do as little as the
 * protocol allows, because they share the machine with the service. The PUBACK of a `completed` result means that it is
 * committed, and the action's id is sent to the parent.
 */
runPart(async ({ server, token, count }: Input) => {
  const counted = { commands: 0, verified: 0 }
  let done: string[] = []
  const completed = (action: string) => {
    if (done.push(action) > 1) return
    setImmediate(() => {
      notify(done)
      done = []
    })
  }
  const sockets: TLSSocket[] = []
  const ids: string[] = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      const index = next++
      const hostname = `device-${String(index + 1).padStart(5, '0')}`
      const identity = await enrol({ server, token, hostname, platform: 'LINUX', agentVersion: '1.0.0' })
      ids[index] = identity.deviceId
      sockets.push(await connect(identity, counted, completed))
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrentEnrolments, count) }, worker))
  const pings = setInterval(
    () => {
      for (const socket of sockets) socket.write(Buffer.from([0xc0, 0]))
    },
    (keepAliveSeconds * 1000) / 2,
  )
  return {
    ready: { ids } satisfies DevicesReady,
    answer: async () => counted,
    close: () => {
      clearInterval(pings)
      for (const socket of sockets) socket.destroy()
    },
  }
})

/** Connects a device and resolves when it has subscribed to its commands. */
async function connect(
  identity: Identity,
  counted: { commands: number; verified: number },
  completed: (action: string) => void,
): Promise<TLSSocket> {
  const { deviceId } = identity
  const keys = readCommandKeys(identity.commandKeys)
  const topic = resultsTopic(deviceId)
  const socket = await dial({ ...asClient(identity), protocol: 'mqtt' })
  /** The actions whose `completed` result has no PUBACK yet, by packet id. */
  const unacknowledged = new Map<number, string>()
  let packetId = 0

  function publish(result: JsonObject): Buffer {
    packetId = (packetId % 65_535) + 1
    if (result['kind'] === 'completed') unacknowledged.set(packetId, String(result['actionId']))
    return packet(0x32, [text(topic), short(packetId), Buffer.from(JSON.stringify(result))])
  }

  function onCommand(body: Buffer): void {
    const topicLength = body.readUInt16BE(0)
    const id = body.subarray(2 + topicLength, 4 + topicLength)
    const jws = body.toString('latin1', 4 + topicLength)
    if (counted.commands++ % commandsPerVerification === 0) {
      verify(jws, keys, deviceId)
      counted.verified++
    }
    const answer = answerTo(jws)
    socket.cork()
    socket.write(Buffer.concat([Buffer.from([0x40, 2]), id]))
    if (answer) socket.write(publish(answer))
    socket.uncork()
  }

  const subscribed = new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error('the service closed a connection of a device')))
    socket.on('error', () => {})
    onPackets(socket, (type, body) => {
      if (type === 3) onCommand(body)
      else if (type === 4) {
        const action = unacknowledged.get(body.readUInt16BE(0))
        unacknowledged.delete(body.readUInt16BE(0))
        if (action !== undefined) completed(action)
      } else if (type === 2 && body[1] !== 0) reject(new Error(`CONNACK ${body[1]}`))
      else if (type === 2)
        socket.write(packet(0x82, [short(1), text(commandsTopic(deviceId)), Buffer.from([1])]))
      else if (type === 9) resolve()
    })
  })
  socket.write(packet(0x10, [text('MQTT'), Buffer.from([4, 2]), short(keepAliveSeconds), text(deviceId)]))
  await subscribed
  return socket
}

/** Calls `handle` with the type of each MQTT packet and the bytes after its fixed header. */
function onPackets(socket: TLSSocket, handle: (type: number, body: Buffer) => void): void {
  let unread: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk])
    for (;;) {
      let length = 0
      let at = 1
      for (let shift = 0; ; shift += 7) {
        const byte = unread[at++]
        if (byte === undefined) return
        length |= (byte & 0x7f) << shift
        if (byte < 0x80) break
      }
      if (unread.length < at + length) return
      handle((unread[0] ?? 0) >> 4, unread.subarray(at, at + length))
      unread = unread.subarray(at + length)
    }
  })
}

function verify(jws: string, keys: CommandKeys, deviceId: string): void {
  const outcome = verifyCommand(jws, keys, { deviceId, now: Date.now() })
  if ('refused' in outcome) throw new Error(outcome.refused)
}

function answerTo(jws: string): JsonObject | null {
  const [, claims = ''] = jws.split('.')
  const { kind, jti, commandId, actionId } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const base = { actionId, at: new Date().toISOString() }
  switch (kind) {
    case 'execute':
      return { ...base, kind: 'claim', commandId: jti }
    case 'grant':
      return {
        ...base,
        kind: 'completed',
        commandId,
        output: { pid: 4242, processName: 'xmrig', startedAt: null },
      }
    case 'verify':
      return { ...base, kind: 'verified', commandId: jti, passed: true, evidence: { simulated: true } }
    default:
      return null
  }
}

function packet(header: number, parts: readonly Buffer[]): Buffer {
  let length = parts.reduce((sum, part) => sum + part.length, 0)
  const head = [header]
  do {
    head.push(length > 127 ? (length & 0x7f) | 0x80 : length)
    length >>= 7
  } while (length > 0)
  return Buffer.concat([Buffer.from(head), ...parts])
}

const short = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const text = (value: string): Buffer => Buffer.concat([short(Buffer.byteLength(value)), Buffer.from(value)])
