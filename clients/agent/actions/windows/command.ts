import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** A Windows program with its separate arguments and its standard input. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly stdin: string
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type RunCommand = (command: Command) => Promise<Ended>

const windows = () => process.env['SystemRoot'] ?? 'C:\\Windows'
/** Absolute path: an attacker may have put another program first on PATH. */
export const system32 = (program: string) => `${windows()}\\System32\\${program}`

export const command = (program: string, ...args: readonly string[]): Command => ({
  file: system32(program),
  args,
  stdin: '',
})

const LIMIT_MS = 10 * 60 * 1000

export const runCommand: RunCommand = async ({ file, args, stdin }) => {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: LIMIT_MS, windowsHide: true })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}
