import { accessSync, constants } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { searchPath } from './child-environment.ts'
import { keepRunning } from './keep-running.ts'
import { socketDirectory } from './socket-path.ts'

export type EmbeddedRedis = {
  /** The path of its socket, which ioredis accepts instead of a URL. */
  url: string
  /** The server's process id; `undefined` during a restart. */
  pid(): number | undefined
  close(): Promise<void>
}

/**
 * Runs a private Redis in `<dataDirectory>/redis` as the current user. The caller holds the data directory's lock. Redis
 * listens only on a Unix socket in that directory (0700). Its data is expendable, so it flushes once per second, and
 * starts empty if it can't read its own files.
 */
export async function startEmbeddedRedis(options: {
  dataDirectory: string
  log(line: string): void
}): Promise<EmbeddedRedis> {
  const { dataDirectory, log } = options
  const program = findRedisServer()
  const directory = join(dataDirectory, 'redis')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const sockets = await socketDirectory(directory)
  const socket = join(sockets.path, 'redis.sock')

  const server = await keepRunning({
    name: 'Redis',
    file: program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    // Debian's redis-tools ships the same binary as redis-check-rdb, without a daemon that starts by itself. The name
    // in argv[0] selects the behaviour.
    options: { cwd: directory, argv0: basename(program).replace(/^redis-check-rdb$/, 'redis-server') },
    logFile: join(dataDirectory, 'redis.log'),
    async prepare(failures) {
      await endOrphan(socket, log)
      if (failures < 3) return
      log('Redis cannot read its files; starting it without them')
      await rm(directory, { recursive: true, force: true })
      await mkdir(directory, { recursive: true, mode: 0o700 })
    },
    isReady: async () => (await ask(socket, 'PING'))?.startsWith('+PONG') ?? false,
    stopSignals: ['SIGTERM', 'SIGKILL'],
    log,
  })

  return {
    url: socket,
    pid: server.pid,
    async close() {
      await server.close()
      await sockets.close()
    },
  }
}

const settings = {
  port: '0',
  unixsocket: 'redis.sock', // relative to its directory: no limit on the length of its path
  unixsocketperm: '700',
  save: '',
  appendonly: 'yes',
  appendfsync: 'everysec',
  'maxmemory-policy': 'noeviction', // BullMQ: an evicted key is a lost job
  daemonize: 'no',
}

/** Duplicates the search in deploy/install.mjs, which is plain JavaScript because it runs before tsx is installed. */
function findRedisServer(): string {
  const directories = searchPath()
  for (const name of ['redis-server', 'valkey-server', 'redis-check-rdb']) {
    const found = directories.map(directory => join(directory, name)).find(isExecutable)
    if (found) return found
  }
  throw new Error('no redis-server on PATH: run `node deploy/install.mjs --with redis`, or set REDIS_URL')
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Stops a server that a killed service left behind: it answers at the socket in this directory. */
async function endOrphan(socket: string, log: (line: string) => void): Promise<void> {
  if ((await ask(socket, 'PING')) === null) return
  log('stopping the Redis of a killed service')
  await ask(socket, 'SHUTDOWN') // Redis closes the connection when it has stopped
  for (let waited = 0; waited < 5_000; waited += 20) {
    if ((await ask(socket, 'PING')) === null) return
    await delay(20)
  }
  throw new Error(`a redis-server of an earlier run still listens at ${socket}; stop it manually`)
}

/** The reply to one inline command; '' if Redis closed the connection or took over 5 s; null if nothing listens. */
function ask(socket: string, command: string): Promise<string | null> {
  return new Promise(resolve => {
    const connection = connect(socket)
    connection.setTimeout(5_000, () => connection.destroy())
    let connected = false
    connection.once('connect', () => {
      connected = true
      connection.write(`${command}\r\n`)
    })
    connection.once('data', answer => {
      resolve(String(answer))
      connection.destroy()
    })
    connection.on('error', () => {})
    connection.once('close', () => resolve(connected ? '' : null))
  })
}
