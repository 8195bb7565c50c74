import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { backoff } from '#flow/backoff.ts'
import { within } from '#flow/within.ts'
import { childEnvironment } from './child-environment.ts'
import { endWithUs } from './end-with-us.ts'
import { openLogFile } from './log-file.ts'

export type Program = {
  name: string
  file: string
  args: readonly string[]
  options: { cwd: string; argv0?: string; uid?: number; gid?: number }
  /** The file to which its output is appended. */
  logFile: string
  /** Called before each start. `failures` is the number of consecutive failed starts before it. */
  prepare(failures: number): Promise<void>
  /** Polled every 5 ms until true. */
  isReady(): Promise<boolean>
  /** Signals to send in order, 3 s apart, until the program has ended. */
  stopSignals: readonly NodeJS.Signals[]
  log(line: string): void
}

export type KeptRunning = {
  /** The pid of the running process; undefined during a restart. */
  pid(): number | undefined
  close(): Promise<void>
}

const pauseAfter = backoff({ first: 50, most: 5_000 })
const startAttempts = 6
const readyWithin = 120_000 // PostgreSQL's crash recovery may be slow
const stopStep = 3_000

/** Starts a program, waits until it is ready, and restarts it whenever it ends, until `close`. */
export async function keepRunning(program: Program): Promise<KeptRunning> {
  const { name, log } = program
  const closing = new AbortController()
  let child: ChildProcess | undefined
  let starting = startUntilReady(startAttempts)

  await starting
  return {
    pid: () => (child && !hasEnded(child) ? child.pid : undefined),
    async close() {
      closing.abort()
      await starting // otherwise a restart in progress would spawn the program after this
      for (const signal of program.stopSignals) {
        if (!child || hasEnded(child)) return
        child.kill(signal)
        await within(stopStep, ending(child))
      }
    },
  }

  async function startUntilReady(attempts: number): Promise<void> {
    for (let failures = 0; failures < attempts; failures++) {
      if (failures > 0) await pause(pauseAfter(failures))
      if (closing.signal.aborted) return
      if (await start(failures)) return
    }
    throw new Error(`${name} failed to start (see ${program.logFile})`)
  }

  /** False if the program ended before it was ready, or took too long. */
  async function start(failures: number): Promise<boolean> {
    await program.prepare(failures)
    const started = await spawnWithLog(program)
    child = started
    const deadline = Date.now() + readyWithin
    while (!(await program.isReady())) {
      if (hasEnded(started) || closing.signal.aborted) return false
      if (Date.now() > deadline) started.kill('SIGKILL')
      await delay(5)
    }
    ending(started).then(how => {
      if (closing.signal.aborted) return
      log(`${name} ended (${how}); restarting it`)
      starting = restart()
    })
    return true
  }

  async function restart(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        return await startUntilReady(Number.POSITIVE_INFINITY)
      } catch (error) {
        log(`${name}: ${error instanceof Error ? error.message : error}`)
        await pause(1_000)
      }
    }
  }

  /** `close` cuts the wait short. */
  function pause(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: closing.signal }).catch(() => {})
  }
}

async function spawnWithLog({ file, args, options, logFile, stopSignals }: Program): Promise<ChildProcess> {
  const log = await openLogFile(logFile)
  const child = spawn(file, args, {
    ...options,
    env: childEnvironment(),
    // Shields the program from Ctrl-C in the terminal: the service stops its programs last.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.on('error', () => {}) // without a pid it counts as ended
  endWithUs(child, stopSignals[0] ?? 'SIGTERM')
  await log.close()
  return child
}

const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

const ending = (child: ChildProcess): Promise<string> =>
  new Promise(resolve => {
    if (hasEnded(child)) return resolve(String(child.signalCode ?? child.exitCode ?? 'not started'))
    child.once('exit', (code, signal) => resolve(String(signal ?? `exit code ${code}`)))
  })
