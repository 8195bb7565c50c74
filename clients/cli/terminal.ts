import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Readable } from 'node:stream'

/** The parts of the process that commands use. Tests provide their own. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv
  readonly stdin: Readable
  /** Whether a person can answer questions. */
  readonly isInteractive: boolean
  /** Whether a line on standard error can be overwritten. */
  readonly canRedraw: boolean
  /** The width of the terminal; null if standard output is not a terminal. */
  readonly columns: number | null
  /** Whether standard output shows colours. */
  readonly hasColor: boolean
  /** Writes to standard output. Returns a promise to wait for if the reader is too slow. */
  out(text: string): Promise<unknown> | undefined
  err(text: string): void
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

export function openTerminal(process: NodeJS.Process): Terminal {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  process.once('SIGTERM', () => interrupted.abort())
  // A reader that closes the pipe early (`| head`) is not an error.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
    throw error
  })
  const { stdout, stderr, stdin, env } = process
  return {
    env,
    stdin,
    isInteractive: stdin.isTTY === true && stderr.isTTY === true,
    canRedraw: stderr.isTTY === true,
    columns: stdout.isTTY ? stdout.columns || 80 : null,
    // https://no-color.org
    hasColor: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    out: text => (stdout.write(text) ? undefined : once(stdout, 'drain')),
    err: text => void stderr.write(text),
    signal: interrupted.signal,
  }
}

/** Asks a question. True only if the answer is `y` or `yes`. */
export async function confirm(terminal: Terminal, question: string): Promise<boolean> {
  terminal.err(`${question} [y/N] `)
  const lines = createInterface({ input: terminal.stdin, signal: terminal.signal })
  try {
    for await (const line of lines) return /^y(es)?$/i.test(line.trim())
    return false
  } finally {
    lines.close()
  }
}
