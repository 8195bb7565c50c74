import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type DocumentNode, type ExecutionArgs, GraphQLError } from 'graphql'
import { type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Caller } from '#domain/actor.ts'
import { bearerOf } from './authentication.ts'
import type { Graphql } from './graphql.ts'
import type { PublicError } from './graphql-errors.ts'

interface Options {
  readonly graphql: Graphql
  /** Who a token names and until when (ms); null for a bad one. */
  readonly admit: (token: string | null) => Promise<Admission | null>
  readonly toPublic: PublicError
  readonly log: { error(fields: object, message: string): void }
  readonly limits?: Partial<SocketLimits>
}

export interface Admission {
  readonly expiresAt: number
  /** As the caller is now; asked for each operation, since what they may do can change while a socket is open. */
  caller(): Promise<Caller>
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
  readonly socket: WebSocket
  admission?: Admission
  expiry?: NodeJS.Timeout
}
type Carried = ExecutionArgs & {
  readonly run: Pick<ReturnType<Graphql['getEnveloped']>, 'execute' | 'subscribe'>
}

/** `graphql-transport-ws` over the same envelope as HTTP. */
export function createGraphqlSockets({ graphql, admit, toPublic, log, limits }: Options): GraphqlSockets {
  const { subscriptions, message, patience, keepAlive } = { ...usual, ...limits }

  async function prepare(
    caller: Caller,
    payload: SubscribePayload,
  ): Promise<Carried | readonly GraphQLError[]> {
    const envelope = graphql.getEnveloped({ caller, params: payload } as never)
    const document = parse(envelope.parse, payload.query)
    const faults = envelope.validate(envelope.schema, document)
    if (faults.length > 0) return faults.map(toPublic)
    return {
      schema: envelope.schema,
      document,
      operationName: payload.operationName ?? null,
      variableValues: payload.variables ?? null,
      contextValue: await envelope.contextFactory(),
      run: envelope,
    }
  }

  const server = makeServer<Record<string, unknown>, Extra>({
    onConnect: async context => {
      const admission = await admit(bearerOf(context.connectionParams?.['authorization']))
      if (!admission) return false
      context.extra.admission = admission
      const remaining = Math.min(admission.expiresAt - Date.now(), 2 ** 31 - 1)
      context.extra.expiry = setTimeout(
        () => context.extra.socket.close(4403, 'The token has expired'),
        remaining,
      )
      return true
    },
    onSubscribe: async (context: Context<Record<string, unknown>, Extra>, _id, payload) => {
      try {
        if (Object.keys(context.subscriptions).length > subscriptions)
          return [limitExceeded(`A socket carries ${subscriptions} subscriptions.`)]
        const caller = await context.extra.admission?.caller()
        return caller ? await prepare(caller, payload) : [new GraphQLError('Forbidden')]
      } catch (error) {
        return [toPublic(error)]
      }
    },
    execute: args => (args as Carried).run.execute(args),
    subscribe: args => (args as Carried).run.subscribe(args),
    onClose: context => clearTimeout(context.extra.expiry),
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: message, handleProtocols })

  sockets.on('connection', socket => {
    const fail = (error: unknown) => {
      log.error({ err: error }, 'a socket failed')
      socket.close(1011, 'Internal error')
    }
    // A message that is too big or malformed: ws closes the socket with the code that says so.
    socket.on('error', () => {})
    const stopPinging = pingEvery(socket, keepAlive)
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: data => send(socket, data, patience),
        close: (code, reason) => socket.close(code, reason),
        onMessage: receive => socket.on('message', data => void receive(String(data)).catch(fail)),
      },
      { socket },
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
      for (const socket of sockets.clients) socket.close(1001, 'Going away')
      await Promise.race([
        Promise.all([...sockets.clients].map(ended)),
        new Promise(r => setTimeout(r, 1000).unref()),
      ])
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

/** Yoga names the code over HTTP only. */
function parse(by: (text: string) => DocumentNode, text: string): DocumentNode {
  try {
    return by(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : 'Syntax error'
    throw new GraphQLError(message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })
  }
}

const limitExceeded = (message: string) =>
  new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } })

const ended = (socket: WebSocket) => new Promise(resolve => socket.once('close', resolve))

/**
 * Resolves when the message has left; what follows it is not even made before. A client that does not read is
 * told to come back later (1013), where it goes on from its cursor.
 */
function send(socket: WebSocket, data: string, patience: number): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve()
  return new Promise(resolve => {
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
