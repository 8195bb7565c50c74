interface Connection {
  readonly remoteAddress?: string | undefined
  on(event: 'error', listener: () => void): unknown
  once(event: 'close', listener: () => void): unknown
  destroy(): unknown
}

interface Listener<C extends Connection> {
  on(event: 'connection', listener: (socket: C) => void): unknown
}

export interface ConnectionLimits {
  /** Connections of one address. */
  readonly perAddress: number
  /** Connections of all addresses together. */
  readonly inAll: number
}

/**
 * Closes connections beyond the limits at once, so that no client can use up the descriptors of the process.
 */
export function limitConnections<C extends Connection>(
  server: Listener<C>,
  { perAddress, inAll }: ConnectionLimits,
  onRefused: (address: string) => void,
): void {
  const open = new Map<string, number>()
  let total = 0

  server.on('connection', socket => {
    const address = socket.remoteAddress ?? ''
    if (total >= inAll || (open.get(address) ?? 0) >= perAddress) {
      socket.on('error', () => {})
      socket.destroy()
      onRefused(address)
      return
    }
    total++
    open.set(address, (open.get(address) ?? 0) + 1)
    socket.once('close', () => {
      total--
      const left = (open.get(address) ?? 1) - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })
}
