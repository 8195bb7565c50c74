import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../clients/agent/simulate.ts', import.meta.url))

/** Starts simulated devices over mutual TLS in a separate process; resolves once all are connected. */
export async function startDevices(
  server: string,
  token: string,
  count: number,
): Promise<{ close(): Promise<void> }> {
  const options = ['--server', server, '--token', token, '--devices', String(count)]
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const connected = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => line.includes('"connected"') && resolve())
    exited.then(([code]) => reject(new Error(`the devices ended with ${code}`)))
  })
  await connected
  return {
    close: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
