import type { Duplex } from 'node:stream'
import { createFrameLimit, type FrameFault, type FrameLimits } from './mqtt-frame-limit.ts'

export interface MqttLimits extends FrameLimits {
  /** Milliseconds within which the whole CONNECT must arrive. */
  readonly connectTime: number
}

export type MqttFault = FrameFault | 'no CONNECT in time'

/**
 * Calls `refuse` (which must destroy the socket) at the first packet beyond the limits. The socket's reader never gets
 * that packet. Data is inspected where it enters the stream's buffer, so it is not copied and back-pressure is unchanged.
 */
export function guardMqtt(socket: Duplex, limits: MqttLimits, refuse: (fault: MqttFault) => void): void {
  const frames = createFrameLimit(limits)
  const timer = setTimeout(refuse, limits.connectTime, 'no CONNECT in time')
  socket.once('close', () => clearTimeout(timer))

  const admits = (chunk: Buffer): boolean => {
    const fault = frames.read(chunk)
    if (fault) refuse(fault)
    else if (frames.opened) clearTimeout(timer)
    return fault === null
  }

  const push = socket.push.bind(socket)
  socket.push = (chunk, encoding) => (chunk === null || admits(chunk) ? push(chunk, encoding) : false)

  // Data that arrived with the handshake is already in the buffer.
  const early: Buffer | null = socket.read()
  if (early && admits(early)) socket.unshift(early)
}
