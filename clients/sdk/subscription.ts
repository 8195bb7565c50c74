import type { Client, ExecutionResult } from 'graphql-ws/client'
import { backoff, pause } from './backoff.ts'
import { DefendError, errorOf, type WireError } from './errors.ts'
import type { Socket } from './socket.ts'

/** The number of events to buffer for a slow consumer before the subscription is cancelled and later resumed. */
const mostWaiting = 1_000

export interface Following<Data> {
  readonly text: string
  readonly variables: object | Promise<object>
  /**
   * Reads the cursor of an event. The subscription resumes with the last cursor as the variable `after`, so each event is
   * delivered exactly once. Without it, events during a lost connection are missed.
   */
  readonly cursorOf?: ((data: Data) => string) | undefined
  /** Whether to resume when the service completes the subscription; true if there is a cursor. */
  readonly isEndless?: boolean
  readonly signal?: AbortSignal | undefined
  /** Called with the cause before each new attempt. */
  readonly onCut?: ((cause: unknown) => void) | undefined
}

/** Iterates over events until the signal is aborted or the consumer stops. Throws errors that a retry would not fix. */
export function follow<Data>(socket: Socket, following: Following<Data>): AsyncIterableIterator<Data> {
  const leaving = new AbortController()
  const signal = AbortSignal.any([
    leaving.signal,
    socket.closed,
    ...(following.signal ? [following.signal] : []),
  ])
  const events = run(socket, following, signal)
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => events.next(),
    return: async () => {
      // Not a generator, because while it waits for an event it would not notice `return`.
      leaving.abort()
      return events.return(undefined)
    },
  }
}

/** Maps each value of the iterator. */
export function mapped<From, To>(
  source: AsyncIterableIterator<From>,
  make: (value: From) => To,
): AsyncIterableIterator<To> {
  const mapResult = (result: IteratorResult<From>): IteratorResult<To> =>
    result.done ? result : { done: false, value: make(result.value) }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: async () => mapResult(await source.next()),
    return: async () => mapResult((await source.return?.()) ?? { done: true, value: undefined }),
  }
}

async function* run<Data>(
  socket: Socket,
  following: Following<Data>,
  signal: AbortSignal,
): AsyncGenerator<Data> {
  const { text, cursorOf, isEndless = cursorOf !== undefined, onCut } = following
  let variables = await following.variables
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const payload = { query: text, variables: variables as Record<string, unknown> }
      const limit = cursorOf ? mostWaiting : Number.POSITIVE_INFINITY
      const client = await socket.client()
      for await (const data of leg<Data>({ client, payload, limit, isEndless, signal })) {
        failures = -1
        if (cursorOf) variables = { ...variables, after: cursorOf(data) }
        yield data
      }
      if (!isEndless) return
    } catch (cause) {
      if (signal.aborted) return
      const wait = waitBefore(cause, Math.max(0, failures), socket.refusals())
      onCut?.(cause)
      await pause(wait, signal)
    }
  }
}

/** Milliseconds until the next attempt. Throws errors that a retry would not fix. */
function waitBefore(cause: unknown, failures: number, refusals: number): number {
  if (refusals > 1)
    throw new DefendError('UNAUTHENTICATED', 'The service does not accept the token', { cause })
  if (!(cause instanceof DefendError)) return backoff(failures)
  if (!cause.isTransient) throw cause
  return (cause.retryAfter ?? 0) * 1000 + backoff(failures)
}

interface Leg {
  readonly client: Client
  readonly payload: { readonly query: string; readonly variables: Record<string, unknown> }
  /** The subscription is cancelled when this many events are waiting to be read. */
  readonly limit: number
  readonly isEndless: boolean
  readonly signal: AbortSignal
}

/** Yields the events of a subscription until its connection is lost. */
async function* leg<Data>({ client, payload, limit, isEndless, signal }: Leg): AsyncGenerator<Data> {
  const waiting: Data[] = []
  let end: { readonly error?: unknown } | undefined
  let wake = () => {}
  const finish = (how: { readonly error?: unknown }) => {
    end ??= how
    wake()
  }
  const leave = client.subscribe<Data>(payload, {
    next: result => {
      if (end) return
      if (result.errors) finish({ error: errorOf(result.errors as readonly WireError[]) })
      else waiting.push((result as ExecutionResult<Data> & { data: Data }).data)
      wake()
      if (waiting.length < limit) return
      finish({})
      leave()
    },
    error: error =>
      finish({
        error: Array.isArray(error)
          ? errorOf(error as readonly WireError[])
          : (error ?? new Error('the connection was lost')),
      }),
    complete: () => finish(isEndless ? { error: new Error('The service ended the subscription') } : {}),
  })
  const abort = () => finish({})
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    for (;;) {
      const next = waiting.shift()
      if (next !== undefined) yield next
      else if (!end)
        await new Promise<void>(resolve => {
          wake = resolve
        })
      else if ('error' in end) throw end.error
      else return
      if (signal.aborted) return
    }
  } finally {
    signal.removeEventListener('abort', abort)
    leave()
  }
}
