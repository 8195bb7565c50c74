import { LRUCache } from 'lru-cache'
import { createSlidingWindow, type SlidingWindow } from '#flow/sliding-window.ts'

const minute = 60_000
const maxTakeovers = 5
const maxDevices = 10_000

export interface Takeovers {
  /** Whether the device was refused less than a minute ago. */
  refuses(device: string): boolean
  /** Counts a takeover. Returns false after five in a minute and then refuses the device for a minute. */
  allows(device: string): boolean
}

interface Recent {
  readonly takeovers: SlidingWindow
  readonly refusedUntil: number
}

const fresh = (refusedUntil: number): Recent => ({
  takeovers: createSlidingWindow({ limit: maxTakeovers, window: minute }),
  refusedUntil,
})

/** Detects cloned images: two machines with the same identity keep taking over each other's connection. */
export function createTakeovers(now: () => number): Takeovers {
  const recent = new LRUCache<string, Recent>({ max: maxDevices })
  const refuses = (device: string) => now() < (recent.get(device)?.refusedUntil ?? 0)

  return {
    refuses,
    allows(device) {
      if (refuses(device)) return false
      const known = recent.get(device) ?? fresh(0)
      const { allowed } = known.takeovers.take(1, now())
      recent.set(device, allowed ? known : fresh(now() + minute))
      return allowed
    },
  }
}
