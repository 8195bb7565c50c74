/** The server's time, advanced by the monotonic clock: a device's wall clock may be wrong by years. */
export interface ServerClock {
  /** Milliseconds since 1970; by the wall clock until the server has been asked. */
  now(): number
  /** Milliseconds that the server's clock is ahead of this device's wall clock. */
  ahead(): number
  set(serverNow: number, askedAt: number, answeredAt: number): void
}

/** The monotonic clock stands still while a machine sleeps; then the connection dies and the server is asked again. */
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
      // The answer was true at some moment in between.
      offset = serverNow - (askedAt + answeredAt) / 2
    },
  }
}
