/** Maximum bytes of packets, including the fixed header. */
export interface FrameLimits {
  /** For the first packet, which must be a CONNECT. */
  readonly connect: number
  readonly packet: number
}

export type FrameFault =
  | 'the first packet is not a CONNECT'
  | 'a malformed packet length'
  | 'a packet too long'

export interface FrameLimit {
  /** Reads the next bytes of the connection, in chunks of any size. The caller must stop at the first fault. */
  read(chunk: Uint8Array): FrameFault | null
  /** Whether the first packet has arrived completely. */
  readonly opened: boolean
}

const CONNECT = 0x10
/** Bytes of the longest fixed header: the packet type and a remaining length of four bytes [MQTT-2.2.3]. */
const LONGEST_HEADER = 5

/**
 * Follows the packets of an MQTT connection by their fixed headers. It refuses an excessive length when it is declared,
 * before a parser allocates memory for it. It does not read bodies or copy data.
 */
export function createFrameLimit(limits: FrameLimits): FrameLimit {
  let opened = false
  /** Bytes of the current packet's fixed header so far; 0 within a body and between packets. */
  let header = 0
  let remainingLength = 0
  /** Remaining bytes of the current body. */
  let body = 0

  return {
    get opened() {
      return opened
    },
    read(chunk) {
      for (let at = 0; at < chunk.length; ) {
        if (body > 0) {
          const skipped = Math.min(body, chunk.length - at)
          at += skipped
          body -= skipped
          opened ||= body === 0
          continue
        }

        const byte = chunk[at++] ?? 0
        if (header++ === 0) {
          if (!opened && byte !== CONNECT) return 'the first packet is not a CONNECT'
          remainingLength = 0
          continue
        }

        remainingLength += (byte & 0x7f) << (7 * (header - 2))
        if (header + remainingLength > (opened ? limits.packet : limits.connect)) return 'a packet too long'
        const more = byte >= 0x80
        if (more && header === LONGEST_HEADER) return 'a malformed packet length'
        if (more) continue

        header = 0
        body = remainingLength
        opened ||= body === 0
      }
      return null
    },
  }
}
