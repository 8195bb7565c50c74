import { type ChildProcess, spawn } from 'node:child_process'
import { messageOf } from '../../failures.ts'
import type { Log } from '../../log.ts'
import { nftEnvironment } from './nft.ts'

/**
 * Netlink reports changes at once. The periodic check catches events netlink lost and keeps the delay under
 * 15 s.
 */
const LOOK_EVERY_MS = 10_000
/** Minimum pause between checks, in case another program changes rules constantly. */
const LOOKS_APART_MS = 1_000

// The shell kills `nft monitor` at the end of its own standard input, so the monitor never outlives the
// agent.
const MONITOR = '{ nft monitor; kill $$; } & read -r _; kill 0'

export interface WatchParts {
  /** True while any rules must stay active. Otherwise nothing is watched. */
  readonly isNeeded: () => boolean
  /** Restores lost rules. */
  readonly look: () => Promise<void>
  readonly log: Log
}

export interface Watch {
  /** Starts watching now instead of at the next check. Call after rules become active. */
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
      .catch(error => log('rules not restored', { error: messageOf(error) }))
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
      // Own process group, so that shell and monitor are killed together.
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
