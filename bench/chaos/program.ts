import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** A program under test, restarted whenever it ends, as a supervisor would. */
export interface Program<Ready> {
  /** The content of its ready line; null while it is not ready. */
  ready(): Ready | null
  /** Resolves when it is ready. */
  whenReady(): Promise<Ready>
  /** Ends it, waits these milliseconds, and resolves when it is ready again. */
  end(signal: 'SIGKILL' | 'SIGTERM', pause: number): Promise<void>
  freeze(): void
  thaw(): void
  /** Moves its wall clock by these milliseconds, also after restarts. */
  moveClock(milliseconds: number): void
  /** How it ended without being asked to, after it had been ready. */
  readonly crashes: readonly string[]
  /** The last characters of its log. */
  log(): string
  close(): Promise<void>
}

interface Options {
  readonly name: string
  /** The path of the JavaScript file. */
  readonly file: string
  readonly args?: readonly string[]
  readonly env: NodeJS.ProcessEnv
}

const clock = fileURLToPath(new URL('clock.mjs', import.meta.url))
/** The contract allows a service 10 s to end after SIGTERM. */
const patience = 12_000
const restartAfter = 200

export async function startProgram<Ready>(options: Options): Promise<Program<Ready>> {
  const crashes: string[] = []
  let moved = 0
  let log = ''
  let ready: Ready | null = null
  let child: ChildProcess = launch()
  let isEnding = false
  let isClosed = false
  let turn: Promise<unknown> = Promise.resolve()
  let waiting: ((ready: Ready) => void)[] = []

  function launch(): ChildProcess {
    const { file, args = [], env } = options
    const launched = spawn(process.execPath, ['--enable-source-maps', '--import', clock, file, ...args], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    launched.on('error', () => {})
    if (moved !== 0) launched.send({ moveClock: moved }, () => {})
    launched.stderr?.on('data', chunk => {
      log = `${log}${chunk}`.slice(-20_000)
    })
    if (launched.stdout)
      createInterface({ input: launched.stdout }).on('line', line => {
        const said = parse(line)
        if (said?.msg === 'ready') becomeReady(launched, said as Ready)
      })
    launched.once('exit', (code, signal) => {
      if (launched !== child) return
      const wasReady = ready !== null
      ready = null
      if (isEnding || isClosed) return
      if (wasReady) crashes.push(`${options.name} ended with ${signal ?? code}: ${log.slice(-2000)}`)
      setTimeout(() => {
        if (launched === child && !isEnding && !isClosed) child = launch()
      }, restartAfter)
    })
    return launched
  }

  function becomeReady(launched: ChildProcess, said: Ready): void {
    if (launched !== child) return
    ready = said
    for (const resolve of waiting) resolve(said)
    waiting = []
  }

  const whenReady = () =>
    ready === null ? new Promise<Ready>(resolve => waiting.push(resolve)) : Promise.resolve(ready)

  async function stop(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (hasEnded(child)) return
    const exited = once(child, 'exit')
    child.kill(signal)
    const ended = await Promise.race([exited, delay(patience, null, { ref: false })])
    if (ended) return
    child.kill('SIGKILL')
    await exited
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM', pause: number): Promise<void> {
    if (isClosed) return
    isEnding = true
    await stop(signal)
    await delay(pause)
    isEnding = false
    if (isClosed) return
    ready = null
    child = launch()
    await whenReady()
  }

  return {
    ready: () => ready,
    whenReady,
    end(signal, pause) {
      const ended = turn.then(() => end(signal, pause))
      turn = ended
      return ended
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    moveClock(milliseconds) {
      moved = milliseconds
      if (child.connected) child.send({ moveClock: moved }, () => {})
    },
    crashes,
    log: () => log,
    async close() {
      isClosed = true
      child.kill('SIGCONT')
      await stop('SIGTERM')
    },
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

function parse(line: string): { readonly msg?: unknown } | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
