import { randomUUID } from 'node:crypto'

/** A UUID of version 7 (RFC 9562). The ids sort by creation time, so an index of them grows at one end. */
export function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
