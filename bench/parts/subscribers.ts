import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import WebSocket from 'ws'
import { sharedClock } from '../figures.ts'
import { runPart } from './part.ts'

interface Input {
  readonly url: string
  /** The tokens of the callers, who take turns. */
  readonly tokens: readonly string[]
  readonly count: number
  readonly query: string
  readonly variables?: object
}

type Question =
  /** Resolves when no message has arrived for a while. */
  | { readonly kind: 'settle' }
  /** Resolves when all subscribers together have received `total` messages. */
  | { readonly kind: 'await'; readonly total: number }

export interface Received {
  readonly total: number
  /** Messages of the subscriber that received the fewest. */
  readonly least: number
  /** Arrival of the first message, by the shared clock. */
  readonly firstAt: number
  /** Arrival of the latest message, by the shared clock. */
  readonly lastAt: number
  /** The latest message as raw text. */
  readonly text: string
}

const quietPeriod = 300 // ms
const concurrentHandshakes = 50

/** Subscribers that count messages without parsing them, each on its own connection. */
runPart(async ({ url, tokens, count, query, variables = {} }: Input) => {
  const received = new Uint32Array(count)
  let total = 0
  let lastAt = 0
  let firstAt = 0
  let text = ''
  let goal: { total: number; resolve: () => void } | null = null

  async function subscribe(index: number): Promise<WebSocket> {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false })
    await once(socket, 'open')
    socket.send(
      JSON.stringify({
        type: 'connection_init',
        payload: { authorization: `Bearer ${tokens[index % tokens.length]}` },
      }),
    )
    const [acknowledged] = await once(socket, 'message')
    if (!String(acknowledged).includes('connection_ack'))
      throw new Error(`connection refused: ${acknowledged}`)
    socket.on('message', (data: Buffer) => {
      if (data.includes('"type":"ping"')) return socket.send('{"type":"pong"}')
      if (!data.includes('"type":"next"')) throw new Error(`unexpected message: ${data}`)
      received[index] = (received[index] ?? 0) + 1
      total++
      if (total % count === 0) text = String(data)
      lastAt = sharedClock()
      if (total === 1) firstAt = lastAt
      if (goal && total >= goal.total) goal.resolve()
    })
    socket.send(
      JSON.stringify({
        id: '3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60',
        type: 'subscribe',
        payload: { query, variables },
      }),
    )
    return socket
  }

  const sockets: WebSocket[] = []
  while (sockets.length < count) {
    const next = Math.min(concurrentHandshakes, count - sockets.length)
    const first = sockets.length
    sockets.push(...(await Promise.all(Array.from({ length: next }, (_, i) => subscribe(first + i)))))
  }

  return {
    ready: null,
    answer: async (question: Question): Promise<Received> => {
      if (question.kind === 'settle')
        for (let before = -1; before !== total; ) {
          before = total
          await delay(quietPeriod)
        }
      else if (total < question.total)
        await new Promise<void>(resolve => {
          goal = { total: question.total, resolve }
        })
      goal = null
      return { total, least: Math.min(...received), firstAt, lastAt, text }
    },
    close: () => {
      for (const socket of sockets) socket.terminate()
    },
  }
})
