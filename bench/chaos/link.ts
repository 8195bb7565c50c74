import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { Transform } from 'node:stream'

/** The TCP connections between two programs, which a fault can disturb. */
export interface Link {
  readonly name: string
  /** Forwards this connection to the address. */
  carry(client: Socket, to: NetConnectOpts): void
  /** Resets all connections and refuses new ones. Returns how to end that. */
  cut(): () => void
  /** Forwards each chunk only after these milliseconds. Returns how to end that. */
  delay(milliseconds: number): () => void
  /** Keeps all connections open, but forwards nothing. Ending that resets the connections it has harmed. */
  stall(): () => void
}

export function createLink(name: string): Link {
  const pairs = new Set<Pair>()
  const delays = new Set<{ readonly milliseconds: number }>()
  let cuts = 0
  let stalls = 0

  const forward = (pair: Pair) =>
    new Transform({
      transform(chunk, _encoding, done) {
        const late = Math.max(0, ...[...delays].map(({ milliseconds }) => milliseconds))
        if (stalls > 0) pair.isStalled = true
        // A stalled chunk is lost: the connection is reset when the stall ends.
        else if (late > 0) setTimeout(() => done(null, chunk), late)
        else done(null, chunk)
      },
    })
  const reset = (pair: Pair) => {
    for (const socket of [pair.client, pair.server])
      if (socket.remoteAddress === undefined) socket.destroy()
      else socket.resetAndDestroy()
  }

  return {
    name,
    carry(client, to) {
      if (cuts > 0) return void client.resetAndDestroy()
      const server = connect(to)
      const pair = { client, server, isStalled: false }
      pairs.add(pair)
      for (const [from, into] of [
        [client, server],
        [server, client],
      ] as const) {
        from.setNoDelay()
        from.on('error', () => {})
        from.once('close', () => {
          if (into.destroyed) return void pairs.delete(pair)
          // While connections are stalled, the other end does not learn that this one has gone.
          if (!from.readableEnded && stalls === 0) into.destroy()
        })
        from.pipe(forward(pair)).pipe(into)
      }
    },
    cut() {
      cuts++
      for (const pair of pairs) reset(pair)
      return () => void cuts--
    },
    delay(milliseconds) {
      const own = { milliseconds }
      delays.add(own)
      return () => void delays.delete(own)
    },
    stall() {
      stalls++
      return () => {
        stalls--
        if (stalls === 0) for (const pair of pairs) if (isHarmed(pair)) reset(pair)
      }
    },
  }
}

interface Pair {
  readonly client: Socket
  readonly server: Socket
  /** Data of this connection has been lost. */
  isStalled: boolean
}

const isHarmed = ({ client, server, isStalled }: Pair): boolean =>
  isStalled || client.destroyed || server.destroyed

export interface Entrance {
  readonly port: number
  close(): Promise<void>
}

/** Listens on loopback and forwards each connection over the link that `route` picks; null refuses the connection. */
export async function openEntrance(
  route: () => { readonly link: Link; readonly to: NetConnectOpts } | null,
): Promise<Entrance> {
  const sockets = new Set<Socket>()
  const server = createServer(client => {
    sockets.add(client)
    client.once('close', () => sockets.delete(client))
    const routed = route()
    if (routed) return routed.link.carry(client, routed.to)
    client.on('error', () => {})
    client.resetAndDestroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
