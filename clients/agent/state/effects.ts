import { uptime } from 'node:os'
import { sinceBoot } from '../boot-clock.ts'
import { messageOf } from '../failures.ts'
import type { Log } from '../log.ts'
import { bootId } from '../processes.ts'
import { createTurns } from '../turns.ts'
import { type DurableMap, openDurableMap } from './durable-map.ts'

/** The target of an effect: the whole device, or one blocked address. */
export const ISOLATION = 'isolation'
const BLOCK = 'block:'
export const blockOf = (address: string) => `${BLOCK}${address}`
/** Null: the target is not a block. */
export const blockedAddress = (target: string) =>
  target.startsWith(BLOCK) ? target.slice(BLOCK.length) : null

/** Effects that expire without the server. Stores what is isolated or blocked, and until when. */
export interface Effects {
  /**
   * Sets the time in seconds after which the effect ends. Null removes the timer. On disk once it resolves.
   */
  set(target: string, seconds: number | null): Promise<void>
  /**
   * True if the effect has expired. Check again inside your turn, because a later action may have replaced
   * the timer.
   */
  isDue(target: string): boolean
  /** Ends expired effects now, and later effects as they expire. Call once. */
  start(): Promise<void>
  close(): Promise<void>
}

export interface EffectsParts {
  readonly path: string
  /** Ends the effect if `isDue` still holds, then sets its timer to null. Called again later if it throws. */
  readonly end: (target: string) => Promise<void>
  readonly clock?: DeviceClock
  readonly log: Log
}

export interface DeviceClock {
  /** Milliseconds since 1970; may jump. */
  wall(): number
  /** Milliseconds since boot, including sleep; never jumps. */
  sinceBoot(): number
  /** Identifies the boot. */
  boot(): string
}

interface Timer {
  readonly target: string
  readonly boot: string
  /** Milliseconds since that boot. */
  readonly endsSinceBoot: number
  /** Milliseconds since 1970: the same moment by the wall clock, for use after a reboot. */
  readonly endsByWall: number
  /** Remaining milliseconds at the time of writing. Upper limit in case the wall clock jumped back. */
  readonly left: number
}

/** Node's timers stop while the machine sleeps, so check at least this often. */
const LOOK_AGAIN_MS = 15_000
const JUMPED_MS = 1_000
/** How much longer than requested an effect may last if the clock does not survive a reboot. */
const WRITTEN_EVERY_MS = 5 * 60 * 1000

export async function openEffects({ path, end, clock = deviceClock, log }: EffectsParts): Promise<Effects> {
  const timers: DurableMap<Timer> = await openDurableMap(path)
  // Rewriting a timer must not bring back a timer that was removed in between.
  const inTurn = createTurns()
  let next: NodeJS.Timeout | undefined
  let looking: Promise<void> | null = null
  let started = false
  let closed = false
  for (const timer of [...timers.values()])
    if (timer.boot !== clock.boot()) await write(timer.target, leftAfterBoot(timer, clock.wall()))

  return {
    async set(target, seconds) {
      await inTurn(() => (seconds === null ? timers.delete(target) : write(target, seconds * 1000)))
      if (started) schedule()
    },
    isDue,
    async start() {
      started = true
      await look()
    },
    async close() {
      closed = true
      clearTimeout(next)
      await looking
      await timers.close()
    },
  }

  function isDue(target: string): boolean {
    const timer = timers.get(target)
    return timer !== undefined && timer.endsSinceBoot <= clock.sinceBoot()
  }

  function write(target: string, left: number): Promise<void> {
    const endsSinceBoot = clock.sinceBoot() + left
    return timers.set(target, {
      target,
      boot: clock.boot(),
      endsSinceBoot,
      endsByWall: clock.wall() + left,
      left,
    })
  }

  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }

  async function lookOnce(): Promise<void> {
    for (const { target } of [...timers.values()]) {
      if (closed) return
      if (isDue(target))
        await end(target).catch(error => log('effect not ended', { target, error: messageOf(error) }))
    }
    for (const timer of [...timers.values()]) await keepUp(timer)
    schedule()
  }

  /** Records the remaining time for the next boot, in case the wall clock is changed. */
  function keepUp(timer: Timer): Promise<void> {
    return inTurn(async () => {
      const left = timer.endsSinceBoot - clock.sinceBoot()
      const jumped = Math.abs(clock.wall() + left - timer.endsByWall) >= JUMPED_MS
      if (timers.get(timer.target) !== timer || left <= 0) return
      if (jumped || timer.left - left >= WRITTEN_EVERY_MS) await write(timer.target, left)
    }).catch(error => log('effects failed', { error: messageOf(error) }))
  }

  function schedule(): void {
    clearTimeout(next)
    if (closed) return
    const lefts = [...timers.values()].map(timer => timer.endsSinceBoot - clock.sinceBoot())
    // An effect that could not be ended is overdue, and must not be retried without a pause.
    const soonest = Math.min(LOOK_AGAIN_MS, ...lefts.filter(left => left > 0))
    if (lefts.length > 0) next = setTimeout(() => void look(), Math.ceil(soonest))
  }
}

/** Setting the wall clock back extends nothing. */
const leftAfterBoot = ({ endsByWall, left }: Timer, wall: number) =>
  Math.min(left, Math.max(0, endsByWall - wall))

const deviceClock: DeviceClock = {
  wall: Date.now,
  sinceBoot: () => (process.platform === 'linux' ? sinceBoot() : uptime() * 1000),
  boot: bootId,
}
