import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { postgresUser } from '../embedded/postgres-user.ts'
import { freePort } from './free-port.ts'

/** A PostgreSQL from the system's packages, because the embedded one has no client tools. */
export interface SystemPostgres {
  /** The directory with `pg_dump` and the other client tools. */
  readonly programs: string
  /** Creates an empty database whose owner, the role `owner`, connects over TCP by password. */
  createDatabase(name: string): Promise<string>
  /** Starts a hot standby that never gets data from its primary; `url` converts a URL of the primary. */
  startStandby(): Promise<{
    readonly url: (primary: string) => string
    promote(): Promise<void>
    close(): Promise<void>
  }>
  /** Stops the server and keeps its files. */
  stop(): Promise<void>
  close(): Promise<void>
}

/** Contains characters that must be escaped in a URL. */
const password = 'p@ss/w:rd?#%20'
const packages = '/usr/lib/postgresql'

/** The directory with the newest version's programs; null if the system has no PostgreSQL server. */
export async function systemPostgresPrograms(): Promise<string | null> {
  const versions = await readdir(packages).catch(() => [])
  const newest = versions
    .map(Number)
    .filter(Number.isFinite)
    .sort((a, b) => b - a)[0]
  if (newest === undefined) return null
  const programs = join(packages, String(newest), 'bin')
  const names = await readdir(programs)
  return names.includes('postgres') && names.includes('pg_dump') ? programs : null
}

export async function startSystemPostgres(programs: string): Promise<SystemPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'system-postgres-'))
  const data = join(directory, 'data')
  await mkdir(data, { mode: 0o700 })
  await chmod(directory, 0o711)
  const user = await postgresUser(data)
  if (user) await chown(data, user.uid, user.gid)
  const as = user ? { uid: user.uid, gid: user.gid } : {}
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], {
    ...as,
    cwd: '/',
  })
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`)

  const start = async (data: string) => {
    const port = await freePort()
    const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${data}`, 'fsync=off']
    const server = spawn(
      join(programs, 'postgres'),
      ['-D', data, '-p', String(port), ...settings.flatMap(setting => ['-c', setting])],
      { ...as, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await accepting(server)
    const close = async () => {
      if (server.exitCode !== null) return
      server.kill('SIGINT')
      await once(server, 'exit')
    }
    return { port, close }
  }
  const { port, close } = await start(data)
  const administrate = async (...statements: string[]) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' })
    await client.connect()
    for (const statement of statements) await client.query(statement)
    await client.end()
  }
  await administrate(`CREATE ROLE owner LOGIN PASSWORD '${password}'`)
  return {
    programs,
    async createDatabase(name) {
      await administrate(`CREATE DATABASE ${name} OWNER owner`)
      return `postgresql://owner:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`
    },
    async startStandby() {
      const copy = join(directory, 'standby')
      await mkdir(copy, { mode: 0o700 })
      if (user) await chown(copy, user.uid, user.gid)
      const args = ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-D', copy, '-c', 'fast']
      const copied = spawnSync(join(programs, 'pg_basebackup'), args, { ...as, cwd: '/' })
      if (copied.status !== 0) throw new Error(`pg_basebackup: ${copied.stderr}`)
      await writeFile(join(copy, 'standby.signal'), '')
      const standby = await start(copy)
      return {
        url: primary => primary.replace(`:${port}/`, `:${standby.port}/`),
        async promote() {
          const client = new pg.Client({ host: '127.0.0.1', port: standby.port, user: 'postgres' })
          await client.connect()
          await client.query('SELECT pg_promote()')
          await client.end()
        },
        close: standby.close,
      }
    },
    stop: close,
    async close() {
      await close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function accepting(server: ChildProcess): Promise<void> {
  if (!server.stderr) throw new Error('no standard error')
  for await (const line of createInterface({ input: server.stderr }))
    if (/ready to accept (read-only )?connections/.test(line)) {
      server.stderr.resume()
      return
    }
  throw new Error('PostgreSQL ended before it accepted connections')
}
