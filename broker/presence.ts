import type { Devices } from '#app/device/device-ports.ts'
import { backoff } from '#flow/backoff.ts'
import { retry } from '#flow/retry.ts'
import type { Log } from './log.ts'

/** One connection of a device, as recorded in the database. */
export interface DeviceConnection {
  /** Increases with each connection of the device, across all processes. */
  readonly epoch: number
  /** Resolves when the connection is recorded. Rejects with `Unavailable` if the database is unreachable. */
  readonly written: Promise<void>
  /** Records that the connection has ended, as soon as the database is reachable. Returns at once. */
  leave(): void
}

export interface Presence {
  arrive(device: string): DeviceConnection
  /** Records all current connections again, after other processes declared this one dead. */
  announce(): void
  /** Makes one last attempt to record each ended connection. */
  close(): Promise<void>
}

const pause = backoff({ first: 1_000, most: 10_000 })

export function createPresence(options: {
  readonly devices: Pick<Devices, 'connected' | 'disconnected'>
  readonly log: Log
  readonly now: () => number
}): Presence {
  const { devices, log } = options
  const nextEpoch = createEpochs(options.now)
  const departures = new Set<Promise<void>>()
  const current = new Map<number, string>()
  const closing = new AbortController()

  async function depart(device: string, epoch: number): Promise<void> {
    const pauseAfter = (failures: number, error: unknown) => {
      log.debug({ device, err: error }, 'a disconnected device could not be recorded; retrying')
      return pause(failures)
    }
    await retry(() => devices.disconnected(device, epoch), { pauseAfter, signal: closing.signal }).catch(
      () => {},
    )
  }

  return {
    arrive(device) {
      const epoch = nextEpoch()
      const written = devices.connected(device, epoch)
      current.set(epoch, device)
      return {
        epoch,
        written,
        leave() {
          current.delete(epoch)
          const departure: Promise<void> = written
            .catch(() => {}) // the connection may have been recorded despite the error
            .then(() => depart(device, epoch))
            .finally(() => departures.delete(departure))
          departures.add(departure)
        },
      }
    },
    announce() {
      for (const [epoch, device] of current)
        devices
          .connected(device, epoch)
          .catch(error => log.warn({ device, err: error }, 'a connected device could not be recorded'))
    },
    async close() {
      closing.abort()
      await Promise.all(departures)
    },
  }
}

/** Numbers that increase, even across restarts, as long as the clock advances. A random part avoids equal numbers. */
function createEpochs(now: () => number): () => number {
  const salt = Math.floor(Math.random() * 1000)
  let last = 0
  return () => {
    last = Math.max(last + 1, now() * 1000 + salt)
    return last
  }
}
