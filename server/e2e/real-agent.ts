import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

const agent = (...args: string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'clients/agent/main.ts', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

export async function enrollAgent(server: string, token: string, dir: string): Promise<void> {
  const child = agent('enroll', '--server', server, '--token', token, '--dir', dir)
  let said = ''
  child.stderr?.on('data', chunk => {
    said += chunk
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`enroll ended with ${code}: ${said}`)
}

export interface RunningAgent {
  /** Resolves at each new connection. */
  nextConnection(): Promise<void>
  crash(): Promise<void>
  close(): Promise<void>
}

/** Resolves when it is connected. */
export async function runAgent(dir: string, ...args: string[]): Promise<RunningAgent> {
  const child = agent('run', '--dir', dir, ...args)
  const exited = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await exited
  }
  const lines = child.stdout && createInterface({ input: child.stdout })
  const nextConnection = () =>
    new Promise<void>((resolve, reject) => {
      lines?.once('line', () => resolve())
      exited.then(([code]) => reject(new Error(`the agent ended with ${code}`)))
    })
  await nextConnection()
  return { nextConnection, crash: () => end('SIGKILL'), close: () => end('SIGTERM') }
}
