import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** USER_HZ: /proc uses hundredths of a second on every Linux platform Node supports. */
export const TICKS_PER_SECOND = 100
/**
 * /proc/uptime and start ticks agree to about 20 ms on the same clock. Spawning takes longer on a busy
 * machine.
 */
const AGREES_WITHIN_MS = 1_000
const MEASURE_AGAIN_MS = 10_000

interface Measurement {
  readonly sinceBoot: number
  readonly monotonic: number
  readonly wall: number
}

let uptimeIsTheKernels: boolean | null = null
let measured: Measurement | null = null

/**
 * Milliseconds since boot, including sleep, on the clock of the start ticks in /proc/<pid>/stat.
 * /proc/uptime shows the same clock, except in LXC and Incus containers, where lxcfs shows the container's
 * uptime. There, the start of a child process supplies the reading.
 */
export function sinceBoot(): number {
  if (uptimeIsTheKernels === null) {
    const before = readUptime()
    const kernel = startOfChild()
    const after = readUptime()
    uptimeIsTheKernels =
      kernel === null || (kernel > before - AGREES_WITHIN_MS && kernel < after + AGREES_WITHIN_MS)
  }
  return uptimeIsTheKernels ? readUptime() : measure()
}

const readUptime = () => Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000

/**
 * Extends the last measurement with the monotonic clock. That clock stops during sleep, so a difference to
 * the wall clock triggers a new measurement.
 */
function measure(): number {
  const monotonic = performance.now()
  const wall = Date.now()
  if (measured !== null) {
    const passed = monotonic - measured.monotonic
    const slept = Math.abs(wall - measured.wall - passed) > AGREES_WITHIN_MS
    if (passed < MEASURE_AGAIN_MS && !slept) return measured.sinceBoot + passed
  }
  const kernel = startOfChild()
  if (kernel === null) return readUptime()
  measured = { sinceBoot: kernel, monotonic, wall }
  return kernel
}

/** Start of a new child process in milliseconds since boot; null if no shell can be started. */
function startOfChild(): number | null {
  const args = ['-c', 'read -r stat < /proc/self/stat && echo "$stat"']
  const { stdout, status } = spawnSync('/bin/sh', args, { encoding: 'utf8', env: {}, timeout: 5_000 })
  return status === 0 ? (startTicksOf(stdout) * 1000) / TICKS_PER_SECOND : null
}

/** Field 22 of /proc/<pid>/stat. The process name before it may contain spaces and parentheses. */
export const startTicksOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
