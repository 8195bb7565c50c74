/**
 * The server's time, advanced by the monotonic clock, because a device's wall clock may be wrong by years.
 */
export interface ServerClock {
  /** Milliseconds since 1970. Uses the wall clock until the server's time is known. */
  now(): number
  /** Milliseconds the server's clock is ahead of this device's wall clock. */
  ahead(): number
  set(serverNow: number, askedAt: number, answeredAt: number): void
}

/**
 * The monotonic clock stops during sleep. Sleep also ends the connection, and each new connection sets the
 * clock again.
 */
export function createServerClock(
  monotonic: () => number = () => performance.now(),
  wall: () => number = Date.now,
): ServerClock {
  let offset: number | null = null
  const now = () => (offset === null ? wall() : offset + monotonic())
  return {
    now,
    ahead: () => (offset === null ? 0 : now() - wall()),
    set(serverNow, askedAt, answeredAt) {
      // Assumes that the server read its clock halfway between request and response.
      offset = serverNow - (askedAt + answeredAt) / 2
    },
  }
}
