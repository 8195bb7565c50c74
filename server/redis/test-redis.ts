import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../testing/free-port.ts'

/**
 * A private Redis without persistence that a test may kill and restart.
 * @param port also listens on this port of loopback; default: only a Unix socket
 */
export async function startRedis(port = 0) {
  const directory = await mkdtemp(join(tmpdir(), 'defend-redis-'))
  const url = join(directory, 'redis.sock')
  const program = findProgram()
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const settings = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--unixsocket',
      url,
      '--save',
      '',
      '--daemonize',
      'no',
    ]
    server = spawn(program, settings, {
      cwd: directory,
      argv0: basename(program).replace(/^redis-check-rdb$/, 'redis-server'),
      stdio: 'ignore',
    })
    const client = new Redis(url, { retryStrategy: () => 10, maxRetriesPerRequest: null })
    client.on('error', () => {})
    await client.ping()
    client.disconnect()
  }
  async function kill(): Promise<void> {
    if (!server) return
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
    server = undefined
  }

  async function flush(): Promise<void> {
    const client = new Redis(url, { retryStrategy: () => null })
    client.on('error', () => {})
    // There is nothing to flush while Redis is down.
    await client.flushall().catch(() => {})
    client.disconnect()
  }

  await start()
  return {
    url,
    start,
    kill,
    /** FLUSHALL. */
    flush,
    /** Stops replying but keeps its connections open. */
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
    async close() {
      await kill()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/**
 * A Redis process with these settings on a free port of loopback.
 * @param configuration the content of the file that `redis-sentinel` reads and rewrites; null: a plain server
 */
export async function startRedisProcess(
  settings: Readonly<Record<string, string>>,
  configuration: string | null = null,
) {
  const directory = await mkdtemp(join(tmpdir(), 'defend-redis-'))
  const port = await freePort()
  const file = join(directory, 'sentinel.conf')
  if (configuration !== null) await writeFile(file, configuration)
  const all = { port: String(port), bind: '127.0.0.1', daemonize: 'no', ...settings }
  const server = spawn(
    findProgram(),
    [
      ...(configuration === null ? [] : [file, '--sentinel']),
      ...Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    { cwd: directory, argv0: 'redis-server', stdio: 'ignore' },
  )
  const { requirepass: password } = settings
  const options = { retryStrategy: () => 10, maxRetriesPerRequest: null, ...(password && { password }) }
  const client = new Redis(port, options)
  client.on('error', () => {})
  await client.ping()
  return {
    port,
    client,
    async close() {
      client.disconnect()
      if (server.exitCode === null && server.signalCode === null) {
        server.kill('SIGKILL')
        await once(server, 'exit')
      }
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function findProgram(): string {
  const directories = (process.env['PATH'] ?? '').split(delimiter)
  for (const name of ['redis-server', 'valkey-server', 'redis-check-rdb']) {
    for (const directory of directories) {
      const path = join(directory, name)
      try {
        accessSync(path)
        return path
      } catch {}
    }
  }
  throw new Error('no redis-server on PATH')
}
