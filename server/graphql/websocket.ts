import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError, getOperationAST } from 'graphql'
import { handleProtocols, makeServer } from 'graphql-ws'
import { type WebSocket, WebSocketServer } from 'ws'
import { refuseUpgrade } from '#flow/http-refusals.ts'
import { within } from '#flow/within.ts'
import type { Admission } from '../access/admissions.ts'
import { bearerOf } from '../access/authentication.ts'
import type { CallerLimits } from '../access/caller-limits.ts'
import type { Hub, Subscription } from './hub.ts'
import { followWithin, tooManyAtOnce } from './limit-callers.ts'
import { formatResult, type PreparedOperation, type PrepareOperation } from './prepare-operation.ts'
import { formatError, type PublicError } from './public-errors.ts'
import { withRequestId } from './request-faults.ts'

interface Options {
  readonly prepareOperation: PrepareOperation
  readonly hub: Hub
  readonly callerLimits: CallerLimits
  /** Admits a token or an API key; null if it is missing or invalid. */
  readonly admit: (token: string | null) => Promise<Admission | null>
  readonly toPublic: PublicError
  readonly log: { error(fields: object, message: string): void }
  readonly limits?: Partial<SocketLimits>
}

export interface SocketLimits {
  readonly subscriptions: number
  /** Maximum bytes of a message. */
  readonly message: number
  /** Milliseconds within which a client must read a message. */
  readonly sendTimeout: number
  /** Milliseconds between pings. */
  readonly keepAlive: number
  /** Milliseconds within which a client must answer a close frame. */
  readonly closeTimeout: number
}

const defaultLimits: SocketLimits = {
  subscriptions: 100,
  message: 64 * 1024,
  sendTimeout: 10_000,
  keepAlive: 12_000,
  closeTimeout: 2000,
}

export interface GraphqlSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, requestId: string): void
  close(): Promise<void>
}

interface Extra {
  readonly link: Link
  readonly requestId: string
  /** What to do once an operation's result was sent, by the operation's id. */
  readonly sent: Map<string, () => void>
  admission?: Admission
  /** Releases the caller's socket slot, and stops waiting for the token's expiry. */
  release?: () => void
}

interface Link {
  readonly socket: WebSocket
  /** Resolves when the connection has ended. */
  readonly gone: Promise<unknown>
}

/** An operation, from its subscribe message to its end. */
interface Operation extends PreparedOperation {
  /** Sends a serialized result. */
  readonly deliver: (payload: string) => Promise<void>
}

/** Serves `graphql-transport-ws` through the same envelope as HTTP. */
export function createGraphqlSockets(options: Options): GraphqlSockets {
  const { prepareOperation, hub, callerLimits, admit, toPublic, log } = options
  const limits = { ...defaultLimits, ...options.limits }

  const end = (socket: WebSocket, code: number, reason: string) => {
    socket.close(code, reason)
    setTimeout(() => socket.terminate(), limits.closeTimeout).unref()
  }
  const forbid = (socket: WebSocket) => end(socket, 4403, 'Forbidden')

  const server = makeServer<Record<string, unknown>, Extra>({
    onConnect: async ({ connectionParams, extra }) => {
      const { socket } = extra.link
      try {
        const admission = await admit(bearerOf(connectionParams?.['authorization']))
        if (!admission) return false
        const caller = await admission.caller()
        if (!caller) return false
        const releaseSlot = callerLimits.sockets.take(caller)
        if (!releaseSlot) {
          end(socket, 4429, 'Too many sockets')
          return false
        }
        extra.admission = admission
        const stopWaiting = admission.whenOver(() => forbid(socket))
        extra.release = () => {
          releaseSlot()
          stopWaiting()
        }
        // No further event comes if the socket closed during admission.
        if (socket.readyState !== socket.OPEN) extra.release()
        return true
      } catch (error) {
        // An outage: standard clients retry after 1013. Anything else is logged here.
        toPublic(error, extra.requestId)
        end(socket, 1013, 'Try again later')
        return false
      }
    },
    onSubscribe: async ({ subscriptions, extra }, id, payload) => {
      const { admission, link, requestId } = extra
      const refuse = (error: GraphQLError) => [withRequestId(error, requestId)]
      if (Object.keys(subscriptions).length > limits.subscriptions)
        return refuse(tooMany(limits.subscriptions))
      try {
        const caller = await admission?.caller()
        if (!caller) {
          forbid(link.socket)
          return refuse(new GraphQLError('Forbidden'))
        }
        const whenSent = (done: () => void) => {
          if (link.socket.readyState === link.socket.OPEN) extra.sent.set(id, done)
          else done()
        }
        const prepared = await prepareOperation(payload, { caller, requestId, whenSent })
        if (!('run' in prepared)) return prepared
        const operation = getOperationAST(prepared.document, prepared.operationName)
        if (operation?.operation === 'subscription' && callerLimits.subscriptions.isFull(caller))
          return refuse(tooManyAtOnce('subscriptions'))
        const opening = `{"id":${JSON.stringify(id)},"type":"next","payload":`
        return {
          ...prepared,
          deliver: (text: string) => send(link, `${opening}${text}}`, limits.sendTimeout),
        }
      } catch (error) {
        return [toPublic(error, requestId)]
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
        requestId,
        run,
        deliver,
      } = args as Operation
      const subscription: Subscription = {
        schema,
        document,
        operationName,
        variableValues,
        caller,
        requestId,
      }
      return hub.carries(subscription)
        ? followWithin(callerLimits, args, () => hub.follow(subscription, deliver))
        : run.subscribe(args)
    },
    onNext: ({ extra }, _id, _payload, _args, result) => formatResult(result, extra.requestId),
    onError: ({ extra }, _id, _payload, errors) =>
      errors.map(error => formatError(withRequestId(error, extra.requestId))),
    onComplete: ({ extra: { sent } }, id) => {
      sent.get(id)?.()
      sent.delete(id)
    },
    onClose: ({ extra }) => {
      for (const done of extra.sent.values()) done()
      extra.release?.()
    },
  })

  const requestIds = new WeakMap<IncomingMessage, string>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.message, handleProtocols })

  sockets.on('headers', (headers, request) => headers.push(`x-request-id: ${requestIds.get(request)}`))
  sockets.on('wsClientError', (_, socket, request) =>
    refuseUpgrade(socket, 400, requestIds.get(request) ?? ''),
  )
  sockets.on('connection', (socket, request) => {
    const requestId = requestIds.get(request) ?? ''
    const fail = (error: unknown) => {
      log.error({ err: error, requestId }, 'a socket failed')
      end(socket, 1011, 'Internal error')
    }
    // Emitted for oversized and malformed messages. ws closes the socket with the matching code.
    socket.on('error', () => {})
    const stopPinging = pingEvery(socket, limits.keepAlive)
    const link: Link = { socket, gone: endOf(socket) }
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: data => send(link, data, limits.sendTimeout),
        close: (code, reason) => end(socket, code ?? 1000, reason ?? ''),
        // Ignores messages after the server has sent a close frame.
        onMessage: receive =>
          socket.on('message', data => {
            if (socket.readyState === socket.OPEN) void receive(String(data)).catch(fail)
          }),
      },
      { link, requestId, sent: new Map() },
    )
    socket.once('close', (code, reason) => {
      stopPinging()
      closed(code, String(reason)).catch(fail)
    })
  })

  return {
    upgrade(request, socket, head, requestId) {
      requestIds.set(request, requestId)
      sockets.handleUpgrade(request, socket, head, open => sockets.emit('connection', open, request))
    },
    close: async () => {
      const open = [...sockets.clients]
      for (const socket of open) socket.close(1001, 'Going away')
      await within(1000, Promise.all(open.map(endOf)))
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

const tooMany = (limit: number) =>
  new GraphQLError(`A socket can have at most ${limit} subscriptions.`, {
    extensions: { code: 'LIMIT_EXCEEDED' },
  })

const endOf = (socket: WebSocket) => new Promise(resolve => socket.once('close', resolve))

/**
 * Resolves when the message was sent or the connection has ended; the next message is produced only then. Closes the
 * connection of a client that does not read with 1013. The client can resume from its cursor.
 */
async function send({ socket, gone }: Link, data: string, timeout: number): Promise<void> {
  if (socket.readyState !== socket.OPEN) return void (await gone)
  await new Promise<void>(resolve => {
    // The close frame waits behind the unread messages; ws cuts the connection 30 s later.
    const timer = setTimeout(() => socket.close(1013, 'Too slow'), timeout)
    socket.send(data, () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Terminates the connection if the client does not answer a ping. */
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
