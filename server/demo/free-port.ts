import { once } from 'node:events'
import { createServer } from 'node:net'

/** The first of these ports that this process can bind; null if there is none. */
export async function firstFree(host: string, ports: readonly number[]): Promise<number | null> {
  for (const port of ports) if (await isFree(host, port)) return port
  return null
}

async function isFree(host: string, port: number): Promise<boolean> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
