import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type ExecutionArgs, type FormattedExecutionResult, GraphQLError } from 'graphql'
import { handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Caller } from '#domain/people/actor.ts'
import type { Admission } from '../access/admissions.ts'
import { bearerOf } from '../access/authentication.ts'
import type { Graphql } from './graphql.ts'
import { type PublicError, told } from './graphql-errors.ts'
import type { Hub, Subscription } from './hub.ts'

interface Options {
  readonly graphql: Graphql
  readonly hub: Hub
  /** What a token or an API key opens; null for a bad one. */
  readonly admit: (token: string | null) => Promise<Admission | null>
  readonly toPublic: PublicError
  readonly log: { error(fields: object, message: string): void }
  readonly limits?: Partial<SocketLimits>
}

export interface SocketLimits {
  readonly subscriptions: number
  /** Bytes of a message. */
  readonly message: number
  /** Milliseconds that a message may wait for a client that does not read. */
  readonly patience: number
  /** Milliseconds between pings. */
  readonly keepAlive: number
}

const usual: SocketLimits = { subscriptions: 100, message: 64 * 1024, patience: 10_000, keepAlive: 12_000 }

export interface GraphqlSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): Promise<void>
}

interface Extra {
  readonly link: Link
  admission?: Admission
  stopWaiting?: () => void
}

interface Link {
  readonly socket: WebSocket
  /** Resolves when the connection has ended. */
  readonly gone: Promise<unknown>
}

/** What an operation is run with, from its subscribe message to its end. */
interface Operation extends ExecutionArgs {
  readonly run: Pick<ReturnType<Graphql['getEnveloped']>, 'execute' | 'subscribe'>
  readonly caller: Caller
  /** Sends an answer that is JSON already. */
  readonly deliver: (payload: string) => Promise<void>
}

/** `graphql-transport-ws` over the same envelope as HTTP. */
export function createGraphqlSockets(options: Options): GraphqlSockets {
  const { graphql, hub, admit, toPublic, log } = options
  const limits = { ...usual, ...options.limits }

  type Prepared = Omit<Operation, 'deliver'> | readonly GraphQLError[]

  async function prepare(caller: Caller, payload: SubscribePayload): Promise<Prepared> {
    const envelope = graphql.getEnveloped({ caller, params: payload } as never)
    const document = envelope.parse(payload.query)
    const faults = envelope.validate(envelope.schema, document)
    if (faults.length > 0) return faults.map(toPublic)
    return {
      schema: envelope.schema,
      document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
      contextValue: await envelope.contextFactory(),
      run: envelope,
      caller,
    }
  }

  const server = makeServer<Record<string, unknown>, Extra>({
    onConnect: async ({ connectionParams, extra }) => {
      const { socket } = extra.link
      try {
        const admission = await admit(bearerOf(connectionParams?.['authorization']))
        if (!admission) return false
        extra.admission = admission
        extra.stopWaiting = admission.whenOver(() => forbid(socket))
        // It may have closed while it was admitted, and then nothing says so again.
        if (socket.readyState !== socket.OPEN) extra.stopWaiting()
        return true
      } catch (error) {
        // Whether the token is good can't be told just now; standard clients come back. What is no outage is logged.
        toPublic(error)
        socket.close(1013, 'Try again later')
        return false
      }
    },
    onSubscribe: async ({ subscriptions, extra: { admission, link } }, id, payload) => {
      if (Object.keys(subscriptions).length > limits.subscriptions) return [tooMany(limits.subscriptions)]
      try {
        const caller = await admission?.caller()
        if (!caller) {
          forbid(link.socket)
          return [new GraphQLError('Forbidden')]
        }
        const prepared = await prepare(caller, payload)
        if (!('run' in prepared)) return prepared
        const opening = `{"id":${JSON.stringify(id)},"type":"next","payload":`
        return { ...prepared, deliver: (text: string) => send(link, `${opening}${text}}`, limits.patience) }
      } catch (error) {
        return [toPublic(error)]
      }
    },
    execute: args => (args as Operation).run.execute(args),
    subscribe: args => {
      const {
        schema,
        document,
        operationName = null,
        variableValues = null,
        caller,
        run,
        deliver,
      } = args as Operation
      const subscription: Subscription = { schema, document, operationName, variableValues, caller }
      return hub.carries(subscription) ? hub.follow(subscription, deliver) : run.subscribe(args)
    },
    onNext: (_context, _id, _payload, _args, result) => toldResult(result),
    onError: (_context, _id, _payload, errors) => errors.map(told),
    onClose: ({ extra }) => extra.stopWaiting?.(),
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.message, handleProtocols })

  sockets.on('connection', socket => {
    const fail = (error: unknown) => {
      log.error({ err: error }, 'a socket failed')
      socket.close(1011, 'Internal error')
    }
    // A message that is too big or malformed: ws closes the socket with the code that says so.
    socket.on('error', () => {})
    const stopPinging = pingEvery(socket, limits.keepAlive)
    const link: Link = { socket, gone: endOf(socket) }
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: data => send(link, data, limits.patience),
        close: (code, reason) => socket.close(code, reason),
        onMessage: receive => socket.on('message', data => void receive(String(data)).catch(fail)),
      },
      { link },
    )
    socket.once('close', (code, reason) => {
      stopPinging()
      closed(code, String(reason)).catch(fail)
    })
  })

  return {
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, open => sockets.emit('connection', open, request)),
    close: async () => {
      const open = [...sockets.clients]
      for (const socket of open) socket.close(1001, 'Going away')
      await Promise.race([
        Promise.all(open.map(endOf)),
        new Promise(resolve => setTimeout(resolve, 1000).unref()),
      ])
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

const toldResult = (result: { errors?: readonly GraphQLError[] | undefined }): FormattedExecutionResult =>
  result.errors ? { ...result, errors: result.errors.map(told) } : (result as FormattedExecutionResult)

const forbid = (socket: WebSocket) => socket.close(4403, 'Forbidden')

const tooMany = (limit: number) =>
  new GraphQLError(`A socket carries ${limit} subscriptions.`, { extensions: { code: 'LIMIT_EXCEEDED' } })

const endOf = (socket: WebSocket) => new Promise(resolve => socket.once('close', resolve))

/**
 * Resolves when the message has left, or nobody is there any more; what follows it is not even made before.
 * A client that does not read is told to come back later (1013), and then goes on from its cursor.
 */
async function send({ socket, gone }: Link, data: string, patience: number): Promise<void> {
  if (socket.readyState !== socket.OPEN) return void (await gone)
  await new Promise<void>(resolve => {
    // The close frame stands behind what is not read; ws ends the connection 30 s later in any case.
    const impatient = setTimeout(() => socket.close(1013, 'Too slow'), patience)
    socket.send(data, () => {
      clearTimeout(impatient)
      resolve()
    })
  })
}

/** A link that answers no ping is broken. */
function pingEvery(socket: WebSocket, interval: number): () => void {
  let answered = true
  socket.on('pong', () => {
    answered = true
  })
  const timer = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return
    if (!answered) return socket.terminate()
    answered = false
    socket.ping()
  }, interval)
  return () => clearInterval(timer)
}
