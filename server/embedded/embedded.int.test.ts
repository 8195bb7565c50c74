import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { startEmbeddedPostgres } from './postgres.ts'
import { postgresBinaries, runnablePrograms } from './postgres-binaries.ts'
import { postgresUser } from './postgres-user.ts'
import { isAlive } from './process-identity.ts'
import { startEmbeddedRedis } from './redis.ts'

const isRoot = process.getuid?.() === 0
const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A directory below a private one, as `mktemp -d` creates. */
function freshDirectory(): string {
  const parent = mkdtempSync(join(tmpdir(), 'embedded-'))
  closers.push(() => rmSync(parent, { recursive: true, force: true }))
  const directory = join(parent, 'data')
  mkdirSync(directory, { mode: 0o700 })
  return directory
}

const silent = () => {}

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  client.on('error', silent)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function queryWhenBack<Row>(url: string, sql: string): Promise<Row[]> {
  return vi.waitFor(() => query<Row>(url, sql), { timeout: 15_000, interval: 20 })
}

type Held = {
  child: ChildProcess
  appUrl: string
  ownerUrl: string
  redis: string
  pids: number[]
  uid: number
}

/** A service in a separate process. */
async function hold(dataDirectory: string, as: { uid?: number; gid?: number } = {}): Promise<Held> {
  const fixture = join(import.meta.dirname, 'hold.fixture.ts')
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), fixture, dataDirectory], {
    cwd: dataDirectory,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`the service ended with ${code}: ${said}`)
  })
  ended.catch(silent)
  closers.push(() => {
    if (child.exitCode === null) child.kill('SIGKILL')
  })
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
  const held: Held = { child, ...JSON.parse(line) }
  // Stops everything that a failed test started.
  closers.push(() => {
    for (const pid of held.pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
  })
  return held
}

async function kill({ child }: Held, signal: NodeJS.Signals): Promise<number | null> {
  const closed = once(child, 'exit')
  child.kill(signal)
  const [code] = await closed
  return code
}

test('PostgreSQL has two roles, uses UTF-8, is durable, and is private', async () => {
  const dataDirectory = freshDirectory()
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: silent })
  closers.push(postgres.close)
  const { appUrl, ownerUrl } = postgres

  expect(
    await query(
      ownerUrl,
      `select current_user, pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()`,
    ),
  ).toEqual([{ current_user: 'defend_owner', owner: 'defend_owner' }])
  expect(
    await query(
      appUrl,
      `select rolsuper, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
    ),
  ).toEqual([{ rolsuper: false, rolcreatedb: false, rolcreaterole: false }])
  await expect(query(appUrl, 'create table mine ()')).rejects.toThrow(/permission denied/)
  await query(ownerUrl, 'create extension pg_trgm')
  expect(
    await query(
      ownerUrl,
      `select current_setting('server_encoding') as encoding, upper('é') as upper, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commits, current_setting('listen_addresses') as addresses`,
    ),
  ).toEqual([{ encoding: 'UTF8', upper: 'É', fsync: 'on', commits: 'on', addresses: '' }])
  expect(statSync(join(dataDirectory, 'postgres')).mode & 0o077).toBe(0)
})

test('after a kill -9, PostgreSQL restarts at the same URL with all committed data', async () => {
  const postgres = await startEmbeddedPostgres({ dataDirectory: freshDirectory(), log: silent })
  closers.push(postgres.close)
  await query(postgres.ownerUrl, 'create table kept as select 42 as answer')
  const before = postgres.pid()

  for (let time = 1; time <= 3; time++) {
    process.kill(postgres.pid() ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(postgres.pid() ?? before).not.toBe(before), {
      timeout: 15_000,
      interval: 5,
    })
    expect(await queryWhenBack(postgres.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
  }
})

test('PostgreSQL stays stopped after close, even during a restart', async () => {
  const dataDirectory = freshDirectory()
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: silent })
  process.kill(postgres.pid() ?? 0, 'SIGKILL')
  await vi.waitFor(() => expect(postgres.pid()).toBeUndefined(), { interval: 1 })
  await postgres.close()
  expect(postgres.pid()).toBeUndefined()
  await expect(query(postgres.appUrl, 'select 1')).rejects.toThrow()
})

test('a data directory may have a path that is too long for a socket', async () => {
  const dataDirectory = join(freshDirectory(), 'x'.repeat(60), 'y'.repeat(60))
  mkdirSync(dataDirectory, { recursive: true })
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: silent })
  closers.push(postgres.close)
  const redis = await startEmbeddedRedis({ dataDirectory, log: silent })
  closers.push(redis.close)

  expect(await query(postgres.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  const client = new Redis(redis.url)
  closers.push(() => client.disconnect())
  expect(await client.ping()).toBe('PONG')
})

test('Redis keeps its data, evicts nothing, and restarts after a kill -9', async () => {
  const dataDirectory = freshDirectory()
  const redis = await startEmbeddedRedis({ dataDirectory, log: silent })
  closers.push(redis.close)
  const client = new Redis(redis.url)
  client.on('error', silent)
  closers.push(() => client.disconnect())
  expect(await client.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
  expect(await client.config('GET', 'appendfsync')).toEqual(['appendfsync', 'everysec'])
  expect(await client.config('GET', 'port')).toEqual(['port', '0'])
  expect(statSync(join(dataDirectory, 'redis')).mode & 0o077).toBe(0)

  const before = redis.pid()
  // `once` of node:events would reject if a reconnection attempt fails.
  const reconnected = new Promise(resolve => client.once('ready', resolve))
  process.kill(before ?? 0, 'SIGKILL')
  await reconnected
  expect(await client.set('job', '1')).toBe('OK')
  expect(redis.pid()).not.toBe(before)
})

test('Redis starts empty if it cannot read its own files', async () => {
  const dataDirectory = freshDirectory()
  const files = join(dataDirectory, 'redis', 'appendonlydir')
  mkdirSync(files, { recursive: true, mode: 0o700 })
  writeFileSync(join(files, 'appendonly.aof.manifest'), 'nonsense')
  const redis = await startEmbeddedRedis({ dataDirectory, log: silent })
  closers.push(redis.close)
  const client = new Redis(redis.url)
  closers.push(() => client.disconnect())
  expect(await client.ping()).toBe('PONG')
})

/** Kills the shells that stop the servers after their service dies. */
function killGuards({ child }: Held): void {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' })
  for (const line of stdout.split('\n')) {
    const [pid, parent, command = ''] = line.trim().split(/\s+/)
    if (Number(parent) === child.pid && /(^|\/)sh$/.test(command)) process.kill(Number(pid), 'SIGKILL')
  }
}

test('after a kill -9 of the service, its servers stop', async () => {
  const first = await hold(freshDirectory())
  await kill(first, 'SIGKILL')
  await vi.waitFor(() => expect(first.pids.map(isAlive)).toEqual([false, false]), { timeout: 10_000 })
})

test('the next service stops servers that were left behind, and finds the data', async () => {
  const dataDirectory = freshDirectory()
  const first = await hold(dataDirectory)
  await query(first.ownerUrl, 'create table kept as select 42 as answer')
  killGuards(first)
  await kill(first, 'SIGKILL')
  expect(first.pids.map(isAlive)).toEqual([true, true])

  const second = await hold(dataDirectory)
  expect(first.pids.map(isAlive)).toEqual([false, false])
  expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
  expect(await kill(second, 'SIGTERM')).toBe(0)
  expect(second.pids.map(isAlive)).toEqual([false, false])
})

test('refuses a data directory in use with a message that names the process', async () => {
  const dataDirectory = freshDirectory()
  const first = await hold(dataDirectory)
  await expect(hold(dataDirectory)).rejects.toThrow(
    new RegExp(`ended with 2: DEFEND_DATA_DIR.*${first.child.pid}`),
  )
  expect(await query(first.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await kill(first, 'SIGTERM')
})

test('a stale postmaster.pid whose pid belongs to another process neither blocks the start nor kills that process', async () => {
  const dataDirectory = freshDirectory()
  const first = await startEmbeddedPostgres({ dataDirectory, log: silent })
  await first.close()
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore' })
  closers.push(() => bystander.kill('SIGKILL'))
  const stale = join(dataDirectory, 'postgres', 'postmaster.pid')
  writeFileSync(stale, `${bystander.pid}\n/somewhere\n1\n5432\n.\n\n  1 1\nready\n`, { mode: 0o600 })
  const { uid, gid } = statSync(join(dataDirectory, 'postgres'))
  if (isRoot) chownSync(stale, uid, gid)

  const second = await startEmbeddedPostgres({ dataDirectory, log: silent })
  closers.push(second.close)
  expect(await query(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(isAlive(bystander.pid ?? 0)).toBe(true)
})

test('the files of an interrupted initdb are not mistaken for a cluster', async () => {
  const dataDirectory = freshDirectory()
  mkdirSync(join(dataDirectory, 'postgres.new-123456', 'base'), { recursive: true })
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: silent })
  closers.push(postgres.close)
  expect(existsSync(join(dataDirectory, 'postgres.new-123456'))).toBe(false)
  expect(await query(postgres.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test("if PostgreSQL's programs can't run in place, they run from a private copy that is made once", async () => {
  const user = await postgresUser('/nowhere')
  const closed = freshDirectory() // other users cannot enter it
  const packaged = join(closed, 'native')
  cpSync(await postgresBinaries(user, silent), packaged, { recursive: true, verbatimSymlinks: true })
  writeFileSync(join(closed, 'package.json'), '{"name":"programs","version":"1.0.0"}')
  // The state in which npm leaves the package if postinstall scripts are disabled.
  for (const { target } of JSON.parse(readFileSync(join(packaged, 'pg-symlinks.json'), 'utf8'))) {
    rmSync(join(closed, target), { force: true })
  }
  const shared = mkdtempSync(join(tmpdir(), 'embedded-shared-'))
  const cache = mkdtempSync(join(tmpdir(), 'embedded-cache-'))
  closers.push(() => [shared, cache].map(path => rmSync(path, { recursive: true })))
  chmodSync(shared, 0o777)
  const said: string[] = []
  const options = { packaged, caches: [shared, cache], user, log: (line: string) => void said.push(line) }

  const native = await runnablePrograms(options)
  expect(native.startsWith(cache)).toBe(true)
  expect(statSync(native).mode & 0o022).toBe(0)
  const as = user ? { uid: user.uid, gid: user.gid } : {}
  expect(spawnSync(join(native, 'bin', 'postgres'), ['--version'], as).status).toBe(0)
  expect(await runnablePrograms(options)).toBe(native)
  expect(said.filter(line => line.includes(cache))).toHaveLength(1)
})

const nobody = Number(spawnSync('id', ['-u', 'nobody']).stdout)
const nobodyReadsThis =
  isRoot && spawnSync('cat', [import.meta.filename], { uid: nobody, stdio: 'ignore' }).status === 0

test.runIf(nobodyReadsThis)(
  'everything works as an ordinary user (skipped if not root, or if the user nobody cannot read this folder)',
  async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'embedded-nobody-'))
    closers.push(() => rmSync(dataDirectory, { recursive: true, force: true }))
    const gid = Number(spawnSync('id', ['-g', 'nobody']).stdout)
    chownSync(dataDirectory, nobody, gid)

    const first = await hold(dataDirectory, { uid: nobody, gid })
    expect(first.uid).toBe(nobody)
    await query(first.ownerUrl, 'create table kept as select 42 as answer')
    killGuards(first)
    await kill(first, 'SIGKILL')
    const second = await hold(dataDirectory, { uid: nobody, gid })
    expect(await query(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }])
    expect(first.pids.map(isAlive)).toEqual([false, false])
    expect(await kill(second, 'SIGTERM')).toBe(0)
    expect(readFileSync(join(dataDirectory, 'postgres.log'), 'utf8')).toContain(
      'database system is shut down',
    )
  },
)
