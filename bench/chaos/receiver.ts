import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook receiver that records what it accepts, in the order of its answers. */
export async function startReceiver() {
  const accepted: number[] = []
  let refusals = 0
  const server = createServer(async (request, response) => {
    try {
      let body = ''
      for await (const chunk of request) body += chunk
      if (refusals > 0) return void response.writeHead(503).end()
      const { data } = JSON.parse(body) as { data: { sequence: number } }
      accepted.push(data.sequence)
      response.writeHead(204).end()
    } catch {
      // The connection was cut, so the message was not accepted.
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    /** Ledger sequences. */
    accepted,
    /** Answers 503 until the returned function is called. */
    refuse() {
      refusals++
      return () => void refusals--
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
