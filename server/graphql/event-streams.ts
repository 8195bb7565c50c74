import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql'
import type { Admission } from '../access/admissions.ts'
import { type CallerLimits, callerKey } from '../access/caller-limits.ts'
import type { RequestInfo } from '../access/request-info.ts'
import { idOf, readOperation, refusal } from './event-stream-request.ts'
import { tooManyAtOnce } from './limit-callers.ts'
import { formatResult, type OperationRequest, type PrepareOperation } from './prepare-operation.ts'
import { formatError, type PublicError } from './public-errors.ts'
import { withRequestId } from './request-faults.ts'

/**
 * The single connection mode of "GraphQL over Server-Sent Events": one stream carries the results of all operations of a
 * client, which starts and stops them with separate requests.
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export interface EventStreams {
  /** Serves a request of an admitted caller: PUT reserves a stream, POST and GET run operations, DELETE stops one. */
  serve(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    admitted: AdmittedRequest,
  ): Promise<void>
  /** Opens a reserved stream. Its token is proof enough, because EventSource cannot send headers. */
  open(request: IncomingMessage, response: ServerResponse, url: URL, requestId: string): void
}

interface AdmittedRequest {
  readonly admission: Admission
  readonly info: RequestInfo
}

interface Options {
  readonly prepareOperation: PrepareOperation
  readonly callerLimits: CallerLimits
  readonly toPublic: PublicError
  readonly limits?: Partial<StreamLimits>
}

export interface StreamLimits {
  readonly operations: number
  /** Maximum bytes of a request's body. */
  readonly body: number
  /** Milliseconds within which a reserved stream must be opened. */
  readonly openTimeout: number
  /** Milliseconds within which a client must read a message. */
  readonly sendTimeout: number
  /** Milliseconds between comments that keep the connection alive. */
  readonly keepAlive: number
}

const defaultLimits: StreamLimits = {
  operations: 100,
  body: 1024 * 1024,
  openTimeout: 30_000,
  sendTimeout: 10_000,
  keepAlive: 12_000,
}

/** A reserved stream. Its operations wait for the stream to be opened before they send. */
interface Stream {
  readonly owner: string
  /** How to stop each running operation, by its id. */
  readonly operations: Map<string, () => void>
  readonly opened: Promise<ServerResponse | null>
  /** False if the stream is open already. */
  open(response: ServerResponse): boolean
}

export const isEventStream = ({ headers }: IncomingMessage): boolean =>
  (headers.accept ?? '').includes('text/event-stream')

export function createEventStreams({
  prepareOperation,
  callerLimits,
  toPublic,
  ...options
}: Options): EventStreams {
  const limits = { ...defaultLimits, ...options.limits }
  const streams = new Map<string, Stream>()

  function reserve({ admission, info }: AdmittedRequest): string {
    const owner = callerKey(info.caller)
    const releaseSlot = callerLimits.sockets.take(info.caller)
    if (!releaseSlot) throw tooManyAtOnce('streams')
    const token = randomUUID()
    const operations = new Map<string, () => void>()
    let response: ServerResponse | null = null
    let settle: (response: ServerResponse | null) => void = () => {}
    const opened = new Promise<ServerResponse | null>(resolve => {
      settle = resolve
    })
    const end = () => {
      if (!streams.delete(token)) return
      clearTimeout(expiry)
      clearInterval(pinger)
      stopWaiting()
      releaseSlot()
      settle(null)
      response?.destroy()
      for (const stop of operations.values()) stop()
    }
    const expiry = setTimeout(end, limits.openTimeout)
    const pinger = setInterval(() => response?.write(':\n\n'), limits.keepAlive)
    const stopWaiting = admission.whenOver(end)
    streams.set(token, {
      owner,
      operations,
      opened,
      open(connection) {
        if (response) return false
        response = connection
        clearTimeout(expiry)
        connection.once('close', end)
        // Each operation adds a listener while it sends.
        connection.setMaxListeners(limits.operations + 10)
        connection.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-cache',
          'x-accel-buffering': 'no',
        })
        // Some browsers do not consider the stream open before they have received something.
        connection.write(':\n\n')
        settle(connection)
        return true
      },
    })
    return token
  }

  function streamOf(request: IncomingMessage, url: URL, owner?: string): Stream {
    const token = request.headers['x-graphql-event-stream-token'] ?? url.searchParams.get('token')
    const stream = streams.get(String(token))
    if (!stream || (owner !== undefined && stream.owner !== owner))
      throw refusal(404, 'NOT_FOUND', 'There is no such stream; reserve one with PUT.')
    return stream
  }

  /** Resolves once the client has received the message, or the stream has ended. */
  async function send(stream: Stream, event: 'next' | 'complete', data: object): Promise<void> {
    const response = await stream.opened
    if (!response || response.closed) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(() => response.destroy(), limits.sendTimeout)
      const done = () => {
        clearTimeout(timer)
        response.off('close', done)
        resolve()
      }
      response.once('close', done)
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`, done)
    })
  }

  async function run(
    stream: Stream,
    id: string,
    request: OperationRequest,
    info: RequestInfo,
    isGet: boolean,
  ) {
    let isStopped = false
    let results: AsyncIterator<ExecutionResult> | undefined
    const unsent = new Set<() => void>()
    stream.operations.set(id, () => {
      isStopped = true
      stream.operations.delete(id)
      void results?.return?.()
      for (const done of unsent) done()
    })
    const next = (result: ExecutionResult) =>
      send(stream, 'next', { id, payload: formatResult(result, info.requestId) })
    try {
      const prepared = await prepareOperation(request, { ...info, whenSent: done => void unsent.add(done) })
      if (!('run' in prepared)) throw new InvalidDocument(prepared)
      const operation = getOperationAST(prepared.document, prepared.operationName)
      if (!operation) throw refusal(400, 'BAD_USER_INPUT', 'The document has no such operation.')
      if (isGet && operation.operation === 'mutation')
        throw refusal(405, 'BAD_USER_INPUT', 'A mutation needs POST.', { allow: 'POST' })
      const isSubscription = operation.operation === 'subscription'
      const deliver = async () => {
        const result = await (isSubscription
          ? prepared.run.subscribe(prepared)
          : prepared.run.execute(prepared))
        if (Symbol.asyncIterator in result) {
          const parts = result[Symbol.asyncIterator]()
          results = parts
          if (isStopped) return void (await parts.return?.())
          for (let part = await parts.next(); !part.done && !isStopped; part = await parts.next())
            await next(part.value)
        } else await next(result)
        if (!isStopped) await send(stream, 'complete', { id })
      }
      void deliver()
        .catch(error => next({ errors: [toPublic(error, info.requestId)] }))
        .finally(() => stream.operations.get(id)?.())
    } catch (error) {
      stream.operations.get(id)?.()
      throw error
    }
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    admitted: AdmittedRequest,
  ) {
    const { method = '' } = request
    const { info } = admitted
    const owner = callerKey(info.caller)
    switch (method) {
      case 'PUT': {
        const token = reserve(admitted)
        response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8' })
        return void response.end(token)
      }
      case 'DELETE': {
        const id = url.searchParams.get('operationId')
        if (!id) throw refusal(400, 'BAD_USER_INPUT', '`operationId` is missing.')
        streamOf(request, url, owner).operations.get(id)?.()
        response.writeHead(200)
        return void response.end()
      }
      case 'GET':
      case 'POST': {
        const stream = streamOf(request, url, owner)
        const operation = await readOperation(request, url, limits.body)
        const id = idOf(operation)
        if (stream.operations.has(id))
          throw refusal(409, 'BAD_USER_INPUT', `An operation with the id ${JSON.stringify(id)} is running.`)
        if (stream.operations.size >= limits.operations)
          throw refusal(429, 'LIMIT_EXCEEDED', `A stream carries at most ${limits.operations} operations.`)
        await run(stream, id, operation, info, method === 'GET')
        response.writeHead(202)
        return void response.end()
      }
      default:
        throw refusal(405, 'BAD_USER_INPUT', 'This method is not allowed.', {
          allow: 'GET, POST, PUT, DELETE',
        })
    }
  }

  function answerError(response: ServerResponse, error: unknown, requestId: string) {
    const errors = error instanceof InvalidDocument ? error.errors : [toPublic(error, requestId)]
    const http = errors[0]?.extensions['http'] as
      | { status?: number; headers?: Record<string, string> }
      | undefined
    response.writeHead(http?.status ?? 400, {
      'content-type': 'application/json; charset=utf-8',
      ...http?.headers,
    })
    response.end(
      JSON.stringify({ errors: errors.map(fault => formatError(withRequestId(fault, requestId))) }),
    )
  }

  return {
    async serve(request, response, url, admitted) {
      try {
        await serve(request, response, url, admitted)
      } catch (error) {
        answerError(response, error, admitted.info.requestId)
      }
    },
    open(request, response, url, requestId) {
      try {
        if (!streamOf(request, url).open(response))
          throw refusal(409, 'BAD_USER_INPUT', 'The stream is open already.')
      } catch (error) {
        answerError(response, error, requestId)
      }
    },
  }
}

class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[]
  constructor(errors: readonly GraphQLError[]) {
    super('The document is invalid.')
    this.errors = errors
  }
}
