import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Readable } from 'node:stream'

/** What a command has of the world, so that a test can be it. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv
  readonly stdin: Readable
  /** Whether somebody can be asked. */
  readonly isInteractive: boolean
  /** Whether standard error shows a line that is written over. */
  readonly canRedraw: boolean
  /** What it returns may be waited for, where much is written and the reader is slow. */
  out(text: string): Promise<unknown> | undefined
  err(text: string): void
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** Standard output closed early (`| head`) is no failure. */
export function openTerminal(process: NodeJS.Process): Terminal {
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort())
  process.once('SIGTERM', () => interrupted.abort())
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    env: process.env,
    stdin: process.stdin,
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    canRedraw: process.stderr.isTTY === true,
    out: text => (process.stdout.write(text) ? undefined : once(process.stdout, 'drain')),
    err: text => void process.stderr.write(text),
    signal: interrupted.signal,
  }
}

/** Only a yes is a yes. */
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
