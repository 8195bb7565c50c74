/** How many processes serve how many devices, by their latest heartbeats. */
export interface Fleet {
  readonly processes: number
  readonly devices: number
}

interface Options {
  readonly fleet: () => Promise<Fleet>
  /** Devices connected to this process. */
  readonly connected: () => number
  /** Ends the connections of up to this many devices, idle ones first. They reconnect through the load balancer. */
  readonly release: (count: number) => void
}

/** A process tolerates a tenth more than its share, and two devices. */
const tolerance = (share: number) => share * 1.1 + 2
/** The part of its devices that a process lets go at once, so that reconnecting devices are never a burst. */
const partAtOnce = 0.05
/** Looks in a row that must find too many devices first, because a restart may still be going on. */
const looksBefore = 3
/** Looks that are skipped at most after devices that were let go have come back. */
const longestPause = 360

/**
 * A task that lets devices go, a few at a time, while this process has more than its share, as after a rolling restart.
 * If they come back, because the network sends them here, the task waits twice as long each time.
 */
export function rebalanceDevices({ fleet, connected, release }: Options): () => Promise<void> {
  let pause = 0
  let skipped = 0
  let crowded = 0
  let last: { readonly connected: number; readonly released: number } | null = null

  return async () => {
    if (skipped < pause) {
      skipped++
      return
    }
    skipped = 0
    const { processes, devices } = await fleet()
    const share = Math.ceil(devices / Math.max(1, processes))
    const now = connected()
    if (now <= tolerance(share)) {
      last = null
      pause = 0
      crowded = 0
      return
    }
    if (++crowded < looksBefore) return
    // A load balancer without preferences sends some of them here again, or to another crowded process.
    const cameBack = last !== null && now > last.connected - last.released / (2 * processes)
    pause = cameBack ? Math.min(longestPause, pause * 2 + 1) : 0
    const released = Math.min(now - share, Math.ceil(now * partAtOnce))
    last = { connected: now, released }
    release(released)
  }
}
