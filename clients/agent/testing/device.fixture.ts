import { randomUUID } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { EventEmitter, once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import type { Json, JsonObject } from '#protocol/json.ts'
import { openContainment } from '../actions/linux/containment.ts'
import type { Platform } from '../actions/platform.ts'
import { answerRequests } from './answering.ts'
import { SERVER } from './namespaces.ts'

/** Runs a real device's containment in the current namespace. */
let [, , directory = ''] = process.argv
let sandbox = false
/** Off except in the tests of the rule watch. Otherwise the watch would repair what a test breaks. */
let watches = false
let aheadOfBoot = 0
/** Counts containment changes that happened without a command. */
let changes = 0
const changed = new EventEmitter()
let containment: Platform = await open()
const held = new Map<string, Socket>()
createServer(socket => socket.pipe(socket)).listen(7000)

function open(): Promise<Platform> {
  return openContainment({
    directory,
    server: { host: SERVER.v4, port: 443 },
    askServer: async signal => {
      const socket = connect({ host: SERVER.v4, port: 443, signal })
      await once(socket, 'connect')
      socket.destroy()
    },
    sandbox: sandbox ? path => path.startsWith(directory) : null,
    onChanged: () => {
      changes += 1
      changed.emit('changed')
    },
    watches,
    clock: {
      wall: Date.now,
      sinceBoot: () => performance.now() + aheadOfBoot,
      boot: () => 'one',
    },
    confirmWithin: 1500,
    log: (message, details) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
  })
}

interface Request {
  readonly op?: string
  readonly type?: string
  readonly parameters?: JsonObject
  readonly effectFor?: number | null
  readonly output?: Json
  readonly noted?: Json
  readonly address?: string
  readonly port?: number
  /** The source port. */
  readonly source?: number
  readonly name?: string
  readonly milliseconds?: number
  readonly directory?: string
  readonly sandbox?: boolean
  readonly watches?: boolean
  readonly after?: number
}

answerRequests(async (request: Request) => {
  const { op, type = '', parameters = {}, address = '', port = 0, name = '' } = request
  const action = containment.actions.get(type)
  switch (op) {
    case 'execute':
      return action?.execute(execution(request))
    case 'resume':
      return action?.resume(execution(request), request.noted ?? null)
    case 'verify':
      return action?.verify({
        actionId: randomUUID(),
        parameters,
        executedAt: Date.now(),
        output: request.output ?? null,
        toServerTime: millis => millis,
      })
    case 'state':
      return containment.read()
    case 'restart':
      await containment.close()
      aheadOfBoot += request.milliseconds ?? 0
      directory = request.directory ?? directory
      sandbox = request.sandbox ?? false
      watches = request.watches ?? false
      containment = await open()
      return null
    case 'changes':
      return changes
    case 'changed':
      while (changes <= (request.after ?? 0)) await once(changed, 'changed')
      return changes
    case 'tcp':
      return tcp(address, port)
    case 'udp':
      return udp(address, port, request.source)
    case 'hold':
      held.set(
        name,
        connect({ host: address, port }).on('error', () => {}),
      )
      return once(held.get(name) as Socket, 'connect').then(() => null)
    case 'holds':
      return echo(held.get(name) as Socket)
    default:
      return null
  }
})

const execution = ({ parameters = {}, effectFor = null }: Request) => ({
  actionId: randomUUID(),
  parameters,
  submittedAt: Date.now(),
  effectFor,
  toServerTime: (millis: number) => millis,
  note: async () => {},
})

const within = <T>(work: Promise<T>): Promise<T | string> =>
  Promise.race([work, new Promise<string>(resolve => setTimeout(resolve, 700, 'no answer'))])

async function tcp(host: string, port: number): Promise<string> {
  const socket = connect({ host, port })
  const result = await within(once(socket, 'connect').then(() => 'connected')).catch(error => error.code)
  socket.destroy()
  return result
}

async function udp(host: string, port: number, source = 0): Promise<string> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  socket.bind(source)
  await once(socket, 'listening')
  socket.connect(port, host)
  await once(socket, 'connect')
  const answered = once(socket, 'message').then(() => 'answered')
  answered.catch(() => {})
  socket.send('ping', () => {})
  const result = await within(answered).catch(error => error.code)
  socket.close()
  return result
}

async function echo(socket: Socket): Promise<string> {
  if (socket.destroyed) return 'closed'
  const answered = Promise.race([
    once(socket, 'data').then(() => 'echoed'),
    once(socket, 'close').then(() => 'closed'),
  ])
  socket.write('ping')
  return within(answered).catch(error => error.code)
}
