/** Tries at 1×, 2× and 4× the delay after completion. */
const multiples = [1, 2, 4] as const
const tryLasts = 60_000
/** A step that comes this late was not made in time because no server was there to make it. */
const serverWasAway = 15_000

/** A verification that waits: nothing here is on the ledger, it is how the server keeps count. */
export interface VerificationTries {
  readonly completedAt: number
  /** Milliseconds. */
  readonly delay: number
  /** Tries begun. */
  readonly attempts: number
  /** When the next step is due. */
  readonly nextAt: number
  /** Whether the step was put off once so that the device could reconnect. */
  readonly postponed: boolean
}

export const firstTry = (completedAt: number, delay: number): VerificationTries => ({
  completedAt,
  delay,
  attempts: 0,
  nextAt: completedAt + delay,
  postponed: false,
})

/** When the last try would be made, were it made in time. */
export const lastTryAt = (completedAt: number, delay: number): number => completedAt + 4 * delay

/** The next step of a verification that is due: new tries to keep, or 'given up'. */
export function nextTry(
  tries: VerificationTries,
  device: { readonly online: boolean; readonly serverSince: number },
  now: number,
): VerificationTries | 'given up' {
  const late = now - tries.nextAt > serverWasAway
  // The device has had no server to answer to: it gets the time of a try to come back.
  if (late && !device.online && !tries.postponed) return { ...tries, nextAt: now + tryLasts, postponed: true }
  const { attempts } = tries
  const wasAway = late || device.serverSince > tries.nextAt - tryLasts
  if (attempts === multiples.length) return wasAway ? retried(tries, now) : 'given up'
  const planned = multiples[attempts + 1]
  const gap = planned === undefined ? tryLasts : (planned - (multiples[attempts] ?? 0)) * tries.delay
  const onTime = planned === undefined ? 0 : tries.completedAt + planned * tries.delay
  return { ...tries, attempts: attempts + 1, nextAt: Math.max(onTime, now + gap), postponed: false }
}

/** A last try for whose minute no server was there is made again: only one with a server there counts. */
const retried = (tries: VerificationTries, now: number): VerificationTries => ({
  ...tries,
  nextAt: now + tryLasts,
  postponed: false,
})
