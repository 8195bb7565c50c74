import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { runPart } from './part.ts'

interface Question {
  /** The message that each client receives. */
  readonly text: string
}

/** The floor of every delivery: a bare `ws` server that sends the same bytes to all clients. */
runPart(async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', socket =>
    socket.once('message', () => socket.send(JSON.stringify({ type: 'connection_ack' }))),
  )
  await new Promise(resolve => server.once('listening', resolve))
  return {
    ready: { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` },
    answer: async ({ text }: Question) => {
      for (const socket of server.clients) socket.send(text)
    },
    close: () => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
})
