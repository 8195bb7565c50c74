const minute = 60_000
const maxTakeovers = 5

export interface Takeovers {
  /** Whether the device was refused less than a minute ago. */
  refuses(device: string): boolean
  /** Counts a takeover. Returns false after five in a minute and then refuses the device for a minute. */
  allows(device: string): boolean
}

/** Detects cloned images: two machines with the same identity keep taking over each other's connection. */
export function createTakeovers(now: () => number): Takeovers {
  // Ordered by last change, so that expired entries come first.
  const recent = new Map<string, { readonly changedAt: number; readonly at: readonly number[] | 'refused' }>()
  const change = (device: string, at: readonly number[] | 'refused') => {
    recent.delete(device)
    recent.set(device, { changedAt: now(), at })
  }
  const forgetOld = () => {
    for (const [device, { changedAt }] of recent) {
      if (now() - changedAt < minute) return
      recent.delete(device)
    }
  }

  return {
    refuses(device) {
      forgetOld()
      return recent.get(device)?.at === 'refused'
    },
    allows(device) {
      forgetOld()
      const { at = [] } = recent.get(device) ?? {}
      if (at === 'refused') return false
      const lastMinute = at.filter(takenAt => now() - takenAt < minute)
      const ok = lastMinute.length < maxTakeovers
      change(device, ok ? [...lastMinute, now()] : 'refused')
      return ok
    },
  }
}
