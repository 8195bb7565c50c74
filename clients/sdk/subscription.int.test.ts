import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { buildSchema, parse } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { createClient, DefendError } from './sdk.ts'

/** A fake service that can cause rare events, such as lost connections and refused tokens. */
interface Peer {
  readonly url: string
  /** The received tokens, one per connection. */
  readonly tokens: string[]
  /** The `after` of each subscription. */
  readonly cursors: unknown[]
  readonly sockets: ReadonlySet<WebSocket>
  accepts(token: string): boolean
  /** The events that a subscription delivers. */
  events(after: number): AsyncIterable<number>
  close(): Promise<void>
}

const schema = buildSchema(`type Query { a: Int } type Subscription { count(after: Int): Int }`)
const count = 'subscription ($after: Int) { count(after: $after) }'
interface Counted {
  readonly count: number
}

async function openPeer(): Promise<Peer> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const peer: Peer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens: [],
    cursors: [],
    sockets: server.clients,
    accepts: () => true,
    async *events() {},
    close: async () => {
      for (const socket of server.clients) socket.terminate()
      await disposable.dispose()
    },
  }
  const disposable = useServer(
    {
      schema,
      onConnect: ({ connectionParams }) => {
        const token = String(connectionParams?.['authorization']).replace('Bearer ', '')
        peer.tokens.push(token)
        return peer.accepts(token)
      },
      roots: {
        subscription: {
          count: ({ after }: { after?: number }) => {
            peer.cursors.push(after)
            return mapped(peer.events(after ?? 0))
          },
        },
      },
      onSubscribe: (_context, _id, { query, variables }) => ({
        schema,
        document: parse(query),
        variableValues: variables,
      }),
    },
    server,
  )
  return peer
}

async function* mapped(numbers: AsyncIterable<number>) {
  for await (const number of numbers) yield { count: number }
}

let peer: Peer
let closing: (() => Promise<void>)[] = []
beforeEach(async () => {
  peer = await openPeer()
})
afterEach(async () => {
  for (const close of closing) await close()
  closing = []
  await peer.close()
})

function connect(options: Partial<Parameters<typeof createClient>[0]> = {}) {
  const client = createClient({ url: peer.url, token: 'good', ...options })
  closing.push(client.close)
  return client
}

const forever = () => new Promise<never>(() => {})
async function* from(first: number, last: number): AsyncGenerator<number> {
  for (let number = first; number <= last; number++) yield number
}
async function taken(events: AsyncIterable<Counted>, upTo: number): Promise<number[]> {
  const seen: number[] = []
  for await (const { count } of events) {
    seen.push(count)
    if (count === upTo) break
  }
  return seen
}
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)
const follow = (client: ReturnType<typeof connect>, signal?: AbortSignal) =>
  client.subscribe<Counted, { after?: number }>(
    count,
    {},
    {
      cursorOf: ({ count }) => count as never,
      ...(signal && { signal }),
    },
  )

describe('a lost connection', () => {
  test.each([1001, 1011, 1012, 1013, 4499])('with %i resumes from the cursor', async code => {
    peer.events = async function* (after) {
      yield* from(after + 1, after + 3)
      for (const socket of peer.sockets) socket.close(code)
      await forever()
    }
    expect(await taken(follow(connect()), 7)).toEqual(upTo(7))
    expect(peer.cursors).toEqual([undefined, 3, 6])
  })

  test('is reported to `onCut`, even if the service completes the subscription', async () => {
    const cuts: unknown[] = []
    peer.events = after => from(after + 1, after + 2)
    expect(await taken(follow(connect({ onCut: cause => cuts.push(cause) })), 5)).toEqual(upTo(5))
    expect(peer.cursors).toEqual([undefined, 2, 4])
  })

  test('does not resume a subscription without a cursor that the service completed', async () => {
    peer.events = () => from(1, 2)
    expect(await taken(connect().subscribe<Counted, object>(count, {}), 9)).toEqual([1, 2])
  })
})

describe('a token', () => {
  test('is requested again when it has expired', async () => {
    let tokens = 0
    peer.events = async function* (after) {
      yield after + 1
      for (const socket of peer.sockets) socket.close(4403)
      await forever()
    }
    expect(await taken(follow(connect({ token: async () => `token ${++tokens}` })), 3)).toEqual([1, 2, 3])
    expect(peer.tokens).toEqual(['token 1', 'token 2', 'token 3'])
  })

  test('ends the subscription if it is refused twice in a row', async () => {
    peer.accepts = () => false
    const error = await follow(connect())
      .next()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DefendError)
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(peer.tokens).toHaveLength(2)
  })

  test('is requested again if it could not be obtained', async () => {
    let tokens = 0
    const token = async () => {
      if (++tokens === 1) throw new Error('the issuer is unreachable')
      return 'good'
    }
    const cuts: unknown[] = []
    // Not completed: the client would report that as a second cut.
    peer.events = async function* () {
      yield 1
      yield 2
      await forever()
    }
    expect(await taken(follow(connect({ token, onCut: cause => cuts.push(String(cause)) })), 2)).toEqual([
      1, 2,
    ])
    expect(cuts).toEqual(['Error: the issuer is unreachable'])
  })
})

test('an invalid subscription throws', async () => {
  const events = connect().subscribe('subscription { nothing }', {}, { cursorOf: () => '' })
  await expect(events.next()).rejects.toBeInstanceOf(DefendError)
})

test('a slow reader uses bounded memory and misses no events', async () => {
  let left = () => {}
  const isLeft = new Promise<void>(resolve => {
    left = resolve
  })
  peer.events = async function* (after) {
    try {
      for (let number = after + 1; ; number++) {
        yield number
        await setImmediate()
      }
    } finally {
      left()
    }
  }
  const events = follow(connect())
  expect((await events.next()).value).toEqual({ count: 1 })
  await isLeft
  expect(await taken(events, 2_500)).toEqual(upTo(2_500).slice(1))
  expect(peer.cursors[1]).toBeGreaterThanOrEqual(1_000)
  expect(peer.cursors[1]).toBeLessThanOrEqual(1_001)
})

describe('a subscription ends', () => {
  const closed = () => once([...peer.sockets][0] as WebSocket, 'close')
  beforeEach(() => {
    peer.events = async function* () {
      yield 1
      await forever()
    }
  })

  test('with break, which closes the socket', async () => {
    let end: Promise<unknown> | undefined
    for await (const _ of follow(connect())) {
      end = closed()
      break
    }
    await end
  })

  test('when its signal is aborted while it waits', async () => {
    const leaving = new AbortController()
    const events = follow(connect(), leaving.signal)
    await events.next()
    const end = closed()
    const waiting = events.next()
    leaving.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
    await end
  })

  test('when the iterator returns while it waits', async () => {
    const events = follow(connect())
    await events.next()
    const waiting = events.next()
    await events.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  test('when the client is closed while it waits', async () => {
    const client = connect()
    const events = follow(client)
    await events.next()
    const waiting = events.next()
    await client.close()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  test('without closing the socket that another subscription uses', async () => {
    const client = connect()
    const [one, other] = [follow(client), follow(client)]
    await Promise.all([one.next(), other.next()])
    expect(peer.tokens).toHaveLength(1)
    await one.return?.()
    expect(peer.sockets.size).toBe(1)
    await other.return?.()
  })
})
