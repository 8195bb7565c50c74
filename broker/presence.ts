import { setTimeout as delay } from 'node:timers/promises'
import type { Devices } from '#app/ports.ts'
import { backoff } from '#flow/backoff.ts'
import type { Log } from './log.ts'

/** One connection of a device, as recorded in the database. */
export interface DeviceConnection {
  /** Higher for a later connection of the device, in whichever process. */
  readonly epoch: number
  /** Resolves once the database says that the device is connected; rejects with `Unavailable`. */
  readonly written: Promise<void>
  /** Returns at once; the departure is recorded as soon as the database is reachable. */
  leave(): void
}

export interface Presence {
  arrive(device: string): DeviceConnection
  /** Records all present connections again, after other processes took this one for dead. */
  announce(): void
  /** Tries once more to record each pending departure. */
  close(): Promise<void>
}

const pauseAfter = backoff({ first: 1_000, most: 10_000 })

export function createPresence(options: {
  readonly devices: Pick<Devices, 'connected' | 'disconnected'>
  readonly log: Log
  readonly now: () => number
}): Presence {
  const { devices, log } = options
  const nextEpoch = createEpochs(options.now)
  const departures = new Set<Promise<void>>()
  const here = new Map<number, string>()
  const closing = new AbortController()

  async function depart(device: string, epoch: number): Promise<void> {
    for (let failures = 1; ; failures++) {
      try {
        return await devices.disconnected(device, epoch)
      } catch (error) {
        log.debug({ device, err: error }, 'could not write that a device has gone')
        if (closing.signal.aborted) return
      }
      // `close` cuts the wait short, for one more attempt.
      await delay(pauseAfter(failures), undefined, { signal: closing.signal }).catch(() => {})
    }
  }

  return {
    arrive(device) {
      const epoch = nextEpoch()
      const written = devices.connected(device, epoch)
      here.set(epoch, device)
      return {
        epoch,
        written,
        leave() {
          here.delete(epoch)
          const gone: Promise<void> = written
            .catch(() => {}) // the database may have recorded it all the same
            .then(() => depart(device, epoch))
            .finally(() => departures.delete(gone))
          departures.add(gone)
        },
      }
    },
    announce() {
      for (const [epoch, device] of here)
        devices
          .connected(device, epoch)
          .catch(error => log.warn({ device, err: error }, 'could not write that a device is here'))
    },
    async close() {
      closing.abort()
      await Promise.all(departures)
    },
  }
}

/** Increasing numbers, also across restarts if the clock advances. A random part makes equal ones unlikely. */
function createEpochs(now: () => number): () => number {
  const salt = Math.floor(Math.random() * 1000)
  let last = 0
  return () => {
    last = Math.max(last + 1, now() * 1000 + salt)
    return last
  }
}
