export interface Allowance {
  readonly allowed: boolean
  /** What may still be taken now. */
  readonly remaining: number
  /** Milliseconds until the amount that was asked for may be taken; 0 where it was. */
  readonly retryAfter: number
  /** Milliseconds until everything may be taken again. */
  readonly resetAfter: number
}

/**
 * How much was taken lately: never more than `limit` in any `window` milliseconds, wherever they begin. (A counter
 * that starts anew each minute lets twice as much through around its edge.)
 */
export function createSlidingWindow({ limit, window }: { readonly limit: number; readonly window: number }) {
  /** Amounts by the instant at which they were taken, oldest first. */
  const taken = new Map<number, number>()
  let used = 0

  function forget(now: number): void {
    for (const [at, amount] of taken) {
      if (at + window > now) break
      taken.delete(at)
      used -= amount
    }
  }

  /** Milliseconds until no more than `most` of what was taken counts; the whole window where it never will. */
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
    /** Gives back what was taken at that instant. */
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
