import { createSlots } from './slots.ts'

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
  /** Maximum connections of one address. */
  readonly perAddress: number
  /** Maximum connections of all addresses. */
  readonly inAll: number
}

/**
 * Closes connections beyond the limits immediately, so no client can exhaust the file descriptors of the process.
 */
export function limitConnections<C extends Connection>(
  server: Listener<C>,
  { perAddress, inAll }: ConnectionLimits,
  onRefused: (address: string) => void,
): void {
  const slots = createSlots(perAddress, inAll)
  server.on('connection', socket => {
    const address = socket.remoteAddress ?? ''
    const release = slots.take(address)
    if (release) return void socket.once('close', release)
    socket.on('error', () => {})
    socket.destroy()
    onRefused(address)
  })
}
