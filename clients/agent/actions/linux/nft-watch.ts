import { type ChildProcess, spawn } from 'node:child_process'
import { messageOf } from '../../failures.ts'
import type { Log } from '../../log.ts'
import { nftEnvironment } from './nft.ts'

/** Netlink tells of changes at once; the look finds what netlink lost. Together they keep to 15 s. */
const LOOK_EVERY_MS = 10_000
/** Where somebody else changes rules all the time. */
const LOOKS_APART_MS = 1_000

// The shell ends `nft monitor` when its own standard input ends, which happens when the agent dies however it dies.
const MONITOR = '{ nft monitor; kill $$; } & read -r _; kill 0'

export interface WatchParts {
  /** Something is in force that must stay so; else nothing is watched. */
  readonly isNeeded: () => boolean
  /** Puts back what was lost. */
  readonly look: () => Promise<void>
  readonly log: Log
}

export interface Watch {
  /** Something is in force from now on: listen at once, not at the next look. */
  wake(): void
  close(): Promise<void>
}

/** Calls `look` soon after any change of the firewall's rules, and every 10 s. */
export function watchRules({ isNeeded, look, log }: WatchParts): Watch {
  let monitor: ChildProcess | null = null
  let looking: Promise<void> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let soon: NodeJS.Timeout | undefined
  const regularly = setInterval(tick, LOOK_EVERY_MS)
  tick()

  return {
    wake() {
      if (isNeeded()) monitor ??= startMonitor()
    },
    async close() {
      clearInterval(regularly)
      clearTimeout(soon)
      stopMonitor()
      await looking
    },
  }

  function tick(): void {
    if (isNeeded()) {
      monitor ??= startMonitor()
      lookNow()
    } else {
      stopMonitor()
    }
  }

  function lookNow(): void {
    soon = undefined
    if (looking !== null) {
      lookSoon()
      return
    }
    lookedAt = performance.now()
    looking = look()
      .catch(error => log('rules not put back', { error: messageOf(error) }))
      .finally(() => {
        looking = null
      })
  }

  function lookSoon(): void {
    soon ??= setTimeout(lookNow, Math.max(0, lookedAt + LOOKS_APART_MS - performance.now()))
  }

  function startMonitor(): ChildProcess {
    const child = spawn('/bin/sh', ['-c', MONITOR], {
      env: nftEnvironment(),
      // A process group of its own, which is ended as a whole.
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    child.stdout.on('data', lookSoon)
    child.stdin.on('error', () => {})
    const ended = () => {
      if (monitor === child) monitor = null
    }
    child.once('exit', ended)
    child.once('error', ended)
    return child
  }

  function stopMonitor(): void {
    monitor?.stdin?.end()
    monitor?.removeAllListeners()
    monitor?.stdout?.destroy()
    monitor?.unref()
    monitor = null
  }
}
