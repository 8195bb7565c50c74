import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync } from 'node:fs'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { freePort } from './free-port.ts'

const program = '/usr/sbin/pgbouncer'

/** Whether Debian's package is installed. */
export function hasPgbouncer(): boolean {
  try {
    accessSync(program)
    return true
  } catch {
    return false
  }
}

/**
 * A PgBouncer in front of the server at a URL's socket directory, with fewer connections than the service. It runs as the
 * owner of that directory, because it refuses to run as root, and inside it, because that user may not be able to enter
 * the directories above.
 */
export async function startPgbouncer(
  serverUrl: string,
  mode: 'session' | 'transaction',
  connections: number,
) {
  const sockets = new URL(serverUrl).searchParams.get('host')
  if (!sockets) throw new Error('the server has no socket directory')
  const { uid, gid } = await stat(sockets)
  const directory = await mkdtemp(join(tmpdir(), 'pgbouncer-'))
  await chmod(directory, 0o755)
  const port = await freePort()
  const users = join(directory, 'users.txt')
  await writeFile(users, ['defend_app', 'defend_owner'].map(name => `"${name}" ""\n`).join(''))
  const configuration = join(directory, 'pgbouncer.ini')
  await writeFile(
    configuration,
    `[databases]
* = host=/proc/self/cwd
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = ${connections}
`,
  )
  const as = process.getuid?.() === 0 ? { uid, gid } : {}
  const bouncer = spawn(program, [configuration], {
    ...as,
    cwd: sockets,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  for await (const line of createInterface({ input: bouncer.stderr })) if (line.includes('process up')) break
  bouncer.stderr.resume()
  return {
    /** The same role and database through PgBouncer. */
    through(url: string): string {
      const { username, pathname } = new URL(url)
      return `postgresql://${username}@127.0.0.1:${port}${pathname}`
    },
    async close() {
      const exited = once(bouncer, 'exit')
      bouncer.kill('SIGQUIT')
      await exited
      await rm(directory, { recursive: true, force: true })
    },
  }
}
