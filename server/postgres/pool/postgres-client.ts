import type { Duplex } from 'node:stream'
import pg from 'pg'
import { type PostgresAddress, readPostgresAddress } from './postgres-address.ts'

export interface PostgresOptions {
  /** DATABASE_URL in any supported form. */
  readonly url: string
  /** `application_name`. */
  readonly name: string
  /** Session settings. They are omitted behind a pooler, because they would leak to its other users. */
  readonly settings?: Readonly<Record<string, string>>
  /** Whether to send statements without waiting for the results of earlier ones. */
  readonly pipeline?: boolean
  /**
   * Milliseconds after which a statement without an answer fails and its connection is given up; default: never. If the
   * server vanishes without closing its connections, the operating system reports that only after about fifteen minutes.
   */
  readonly answerWithin?: number
}

const connectionTimeoutMillis = 5000
/** Milliseconds for one of several hosts, so that the next is tried in time. */
const hostTimeout = 2000

/** The server of the last connection, by URL. It is tried first the next time. */
const lastUsed = new Map<string, string>()

/**
 * A connection to a host of the URL that is up and, if the URL requires it, accepts writes.
 *
 * It recognizes a pooler (for example PgBouncer) by its process id, which is not the server's. In transaction mode, a
 * pooler uses another session for each transaction. So behind a pooler, statements are not prepared, and only the time
 * zone is set, which PgBouncer tracks for each client.
 */
export class PostgresClient extends pg.Client {
  private readonly address: PostgresAddress
  private readonly options: PostgresOptions

  constructor(options: PostgresOptions) {
    const address = addressOf(options.url)
    super({
      connectionString: address.servers[0]?.url,
      application_name: options.name,
      connectionTimeoutMillis,
      pipeline: options.pipeline,
      ...(options.answerWithin !== undefined && { query_timeout: options.answerWithin }),
    })
    this.address = address
    this.options = options
    // A lost connection fails its statements, but must not end the process.
    this.on('error', () => {})
  }

  override connect(): Promise<pg.Client>
  override connect(callback: ((error: Error) => void) | ((error: null, client: pg.Client) => void)): void
  override connect(callback?: (error: never, client: pg.Client) => void): Promise<pg.Client> | undefined {
    const connected = this.open()
    if (!callback) return connected
    connected.then(
      client => callback(null as never, client),
      error => callback(error as never, this),
    )
    return undefined
  }

  private async open(): Promise<pg.Client> {
    const { servers, mustWrite } = this.address
    if (servers.length > 1 || mustWrite) {
      const { host, port } = await findServer(this.options.url, this.address)
      Object.assign(this, { host, port })
    }
    await super.connect()
    try {
      await this.begin()
    } catch (error) {
      this.end().catch(() => {})
      throw error
    }
    return this
  }

  private async begin(): Promise<void> {
    const isPooled = this.address.isPooled || (await this.isLent())
    if (isPooled) this.leaveUnprepared()
    const settings = { timezone: 'UTC', ...(isPooled ? {} : this.options.settings) }
    const statements = Object.entries(settings).map(([name, value]) => `SET ${name} = '${value}'`)
    await this.query(statements.join('; '))
    if (this.options.pipeline) this.sendTogether()
  }

  private async isLent(): Promise<boolean> {
    const { rows } = await this.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    return 'processID' in this && rows[0]?.pid !== this.processID
  }

  /** Sends the statements of a tick with one write, because a write costs more than a statement. */
  private sendTogether(): void {
    const query = this.query.bind(this) as (...parameters: unknown[]) => unknown
    const stream = socketOf(this)
    let isCorked = false
    const corked = (...parameters: unknown[]) => {
      if (!isCorked) {
        isCorked = true
        stream.cork()
        process.nextTick(() => {
          isCorked = false
          stream.uncork()
        })
      }
      return query(...parameters)
    }
    this.query = corked as typeof this.query
  }

  private leaveUnprepared(): void {
    const query = this.query.bind(this) as (...parameters: unknown[]) => unknown
    const unprepared = (statement: unknown, ...more: unknown[]) =>
      query(isNamed(statement) ? { ...statement, name: undefined } : statement, ...more)
    this.query = unprepared as typeof this.query
  }
}

/** A pool of `PostgresClient`s. The caller must listen for `error`, which means that an idle connection was lost. */
export function createPostgresPool(options: PostgresOptions, size: number): pg.Pool {
  const { servers } = addressOf(options.url)
  class Client extends PostgresClient {
    constructor() {
      super(options)
    }
  }
  return new pg.Pool({
    Client,
    max: size,
    connectionTimeoutMillis: connectionTimeoutMillis + (servers.length - 1) * hostTimeout,
  })
}

/** The role that a URL connects as. */
export const roleOf = (url: string): string => addressOf(url).role

/** @throws if the URL is not a valid database address */
export function addressOf(url: string): PostgresAddress {
  const read = readPostgresAddress(url)
  if ('fault' in read) throw new Error(`DATABASE_URL: ${read.fault}`)
  return read.ok
}

/** The client's socket, which the types of `pg` do not declare. */
const socketOf = (client: pg.Client): Duplex =>
  (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream

/** Whether it is a plain statement object instead of a query stream. */
const isNamed = (statement: unknown): statement is { readonly name: string } =>
  typeof statement === 'object' && statement !== null && 'name' in statement && !('submit' in statement)

/** Host and port of the first server that is up and, if required, accepts writes. */
async function findServer(
  url: string,
  { servers, mustWrite }: PostgresAddress,
): Promise<{ readonly host: string; readonly port: number }> {
  const last = lastUsed.get(url)
  const order = [
    ...servers.filter(({ name }) => name === last),
    ...servers.filter(({ name }) => name !== last),
  ]
  const faults: string[] = []
  for (const server of order) {
    const probe = new pg.Client({
      connectionString: server.url,
      application_name: 'defend probe',
      connectionTimeoutMillis: hostTimeout,
    })
    probe.on('error', () => {})
    try {
      await probe.connect()
      if (!mustWrite || (await acceptsWrites(probe))) {
        lastUsed.set(url, server.name)
        return { host: probe.host, port: probe.port }
      }
      faults.push(`${server.name}: does not accept writes`)
    } catch (error) {
      faults.push(`${server.name}: ${error instanceof Error ? error.message : error}`)
    } finally {
      await probe.end().catch(() => {})
    }
  }
  throw new Error(`no suitable PostgreSQL server (${faults.join('; ')})`)
}

async function acceptsWrites(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ writes: boolean }>(
    `SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off' AS writes`,
  )
  return rows[0]?.writes === true
}
