import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { isAbsolute } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The agent as a user starts it. */
export interface Program {
  readonly process: ChildProcess
  /** Resolves to the next JSON line with this `msg` on standard output; rejects if the program ends first. */
  line(msg: string): Promise<Record<string, unknown>>
  /** Resolves once the program has ended. */
  readonly ended: Promise<{ code: number | null; stderr: string }>
}

/**
 * `script`: a script of this folder, or the absolute path of one that needs no tsx.
 * `within`: the prefix of a command that runs the program elsewhere.
 */
export function startProgram(
  args: readonly string[],
  script = 'main.ts',
  environment: NodeJS.ProcessEnv = {},
  within: readonly string[] = [],
): Program {
  const command = isAbsolute(script)
    ? [script]
    : ['--import', 'tsx', fileURLToPath(new URL(`../${script}`, import.meta.url))]
  const [program = '', ...rest] = [...within, process.execPath, ...command, ...args]
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', chunk => {
    stderr += chunk
  })
  const unread: Record<string, unknown>[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', text => {
    unread.push(JSON.parse(text))
    child.emit('line')
  })
  const ended = once(child, 'close').then(([code]) => ({ code, stderr }))

  return {
    process: child,
    ended,
    async line(msg) {
      for (;;) {
        const index = unread.findIndex(line => line['msg'] === msg)
        const [found] = index === -1 ? [] : unread.splice(index, 1)
        if (found) return found
        const end = await Promise.race([once(child, 'line').then(() => null), ended])
        if (end) throw new Error(`ended with ${end.code} before "${msg}": ${end.stderr}`)
      }
    },
  }
}
