/** The numbers of processes and their devices, by the latest heartbeats. */
export interface Fleet {
  readonly processes: number
  readonly devices: number
}

interface Options {
  readonly fleet: () => Promise<Fleet>
  /** Devices connected to this process. */
  readonly connected: () => number
  /** Disconnects up to this many devices, idle ones first. They reconnect through the load balancer. */
  readonly release: (count: number) => void
}

/** A process tolerates a tenth more than its share, and two devices. */
const tolerance = (share: number) => share * 1.1 + 2
/** The share of its devices that a process disconnects per step, so that they do not reconnect in a burst. */
const sharePerStep = 0.05
/** Number of consecutive checks that must find too many devices, because a restart may be in progress. */
const checksBefore = 3
/** Maximum checks to skip after disconnected devices have come back. */
const longestPause = 360

/**
 * A task that gradually disconnects devices while this process has more than its share, for example after a rolling
 * restart. If they come back because the network sends them here, the task waits twice as long each time.
 */
export function rebalanceDevices({ fleet, connected, release }: Options): () => Promise<void> {
  let pause = 0
  let skipped = 0
  let crowded = 0
  let last: { readonly connected: number; readonly released: number } | null = null

  return async function rebalanceDevices() {
    if (skipped < pause) {
      skipped++
      return
    }
    skipped = 0
    const { processes, devices } = await fleet()
    const now = connected()
    // Heartbeats lag behind while many devices connect, so they may name fewer devices than this process has.
    const share = Math.ceil(Math.max(devices, now) / Math.max(1, processes))
    if (now <= tolerance(share)) {
      last = null
      pause = 0
      crowded = 0
      return
    }
    if (++crowded < checksBefore) return
    // A load balancer without preferences sends some of them here again, or to another crowded process.
    const cameBack = last !== null && now > last.connected - last.released / (2 * processes)
    pause = cameBack ? Math.min(longestPause, pause * 2 + 1) : 0
    const released = Math.min(now - share, Math.ceil(now * sharePerStep))
    last = { connected: now, released }
    release(released)
  }
}
