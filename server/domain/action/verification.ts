/** Tries start at these multiples of the delay after completion. */
const multiples = [1, 2, 4] as const
/** Milliseconds. */
const tryLasts = 60_000
/** Milliseconds. A step that is later than this was delayed because no server was running. */
const serverWasAway = 15_000

/** The state of a scheduled verification. Not on the ledger. */
export interface VerificationTries {
  readonly completedAt: number
  /** Milliseconds. */
  readonly delay: number
  /** Number of tries begun. */
  readonly attempts: number
  /** When the next step is due. */
  readonly nextAt: number
  /** Whether the step was postponed once so that the device could reconnect. */
  readonly postponed: boolean
}

export const firstTry = (completedAt: number, delay: number): VerificationTries => ({
  completedAt,
  delay,
  attempts: 0,
  nextAt: completedAt + delay,
  postponed: false,
})

/** When the last try is scheduled. */
export const lastTryAt = (completedAt: number, delay: number): number => completedAt + 4 * delay

/** Advances a due verification: its new state, or 'given up'. */
export function nextTry(
  tries: VerificationTries,
  device: { readonly online: boolean; readonly serverSince: number },
  now: number,
): VerificationTries | 'given up' {
  const late = now - tries.nextAt > serverWasAway
  // No server was running, so the device could not answer. It gets the duration of one try to reconnect.
  if (late && !device.online && !tries.postponed) return { ...tries, nextAt: now + tryLasts, postponed: true }
  const { attempts } = tries
  const wasAway = late || device.serverSince > tries.nextAt - tryLasts
  if (attempts === multiples.length) return wasAway ? retried(tries, now) : 'given up'
  const planned = multiples[attempts + 1]
  const gap = planned === undefined ? tryLasts : (planned - (multiples[attempts] ?? 0)) * tries.delay
  const onTime = planned === undefined ? 0 : tries.completedAt + planned * tries.delay
  return { ...tries, attempts: attempts + 1, nextAt: Math.max(onTime, now + gap), postponed: false }
}

/** Extends the last try because no server was running during it. */
const retried = (tries: VerificationTries, now: number): VerificationTries => ({
  ...tries,
  nextAt: now + tryLasts,
  postponed: false,
})
