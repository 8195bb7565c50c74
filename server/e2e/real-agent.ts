import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface RunningAgent {
  /** Resolves at each new connection. */
  nextConnection(): Promise<void>
  crash(): Promise<void>
  close(): Promise<void>
}

export interface Agents {
  enrollAgent(server: string, token: string, dir: string): Promise<void>
  /** Resolves when the agent is connected. */
  runAgent(dir: string, ...args: string[]): Promise<RunningAgent>
}

export const { enrollAgent, runAgent } = agentsWithin([])

/** Starts the real agent. `runner` is a command prefix such as `ip netns exec <name>` or `env A=b`. */
export function agentsWithin(runner: readonly string[]): Agents {
  return { enrollAgent, runAgent }

  function agent(...args: string[]): ChildProcess {
    const node = [process.execPath, '--import', 'tsx', 'clients/agent/main.ts']
    const [program = '', ...rest] = [...runner, ...node, ...args]
    return spawn(program, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  async function enrollAgent(server: string, token: string, dir: string): Promise<void> {
    const child = agent('enroll', '--server', server, '--token', token, '--dir', dir)
    const said = keepStderr(child)
    const [code] = await once(child, 'exit')
    if (code !== 0) throw new Error(`enroll ended with ${code}: ${said()}`)
  }

  async function runAgent(dir: string, ...args: string[]): Promise<RunningAgent> {
    const child = agent('run', '--dir', dir, ...args)
    const said = keepStderr(child)
    const exited = once(child, 'exit')
    const end = async (signal: NodeJS.Signals) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await exited
    }
    const lines = child.stdout && createInterface({ input: child.stdout })
    const nextConnection = () =>
      new Promise<void>((resolve, reject) => {
        lines?.once('line', () => resolve())
        exited.then(([code]) => reject(new Error(`the agent ended with ${code}: ${said()}`)))
      })
    await nextConnection()
    return { nextConnection, crash: () => end('SIGKILL'), close: () => end('SIGTERM') }
  }
}

function keepStderr(child: ChildProcess): () => string {
  let said = ''
  child.stderr?.on('data', chunk => {
    said = `${said}${chunk}`.slice(-10_000)
  })
  return () => said
}
