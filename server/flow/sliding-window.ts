export interface Allowance {
  readonly allowed: boolean
  /** The amount that may still be taken now. */
  readonly remaining: number
  /** Milliseconds until the requested amount may be taken; 0 if it was. */
  readonly retryAfter: number
  /** Milliseconds until the whole limit is available again. */
  readonly resetAfter: number
}

/**
 * Admits at most `limit` in any interval of `window` milliseconds. (A counter that restarts each minute would admit up to
 * twice as much around a restart.)
 */
export function createSlidingWindow({ limit, window }: { readonly limit: number; readonly window: number }) {
  /** Taken amounts by time, oldest first. */
  const taken = new Map<number, number>()
  let used = 0

  function forget(now: number): void {
    for (const [at, amount] of taken) {
      if (at + window > now) break
      taken.delete(at)
      used -= amount
    }
  }

  /** Milliseconds until at most `most` is still counted; the whole window if `most` is negative. */
  function until(most: number, now: number): number {
    let left = used
    if (left <= most) return 0
    for (const [at, amount] of taken) {
      left -= amount
      if (left <= most) return at + window - now
    }
    return window
  }

  function waitFor(amount: number, now: number): number {
    forget(now)
    return used + amount <= limit ? 0 : until(limit - amount, now) || window
  }

  return {
    /** Milliseconds until this amount may be taken; 0 if it may be taken now. Takes nothing. */
    waitFor,
    take(amount: number, now: number): Allowance {
      const retryAfter = waitFor(amount, now)
      const allowed = retryAfter === 0
      if (allowed) {
        taken.set(now, (taken.get(now) ?? 0) + amount)
        used += amount
      }
      return { allowed, remaining: limit - used, retryAfter, resetAfter: until(0, now) }
    },
    /** Returns an amount that was taken at this time. */
    giveBack(amount: number, at: number): void {
      const had = taken.get(at)
      if (had === undefined) return
      used -= amount
      if (had > amount) taken.set(at, had - amount)
      else taken.delete(at)
    },
  }
}
export type SlidingWindow = ReturnType<typeof createSlidingWindow>
