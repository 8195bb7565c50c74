import { Unavailable } from '#app/ports.ts'
import { isOutage } from './outage.ts'
import { createPostgresPool } from './postgres-client.ts'

export interface QueryOptions {
  /**
   * Whether to prepare the statement. Default: true. Use false if the best plan depends on the values, or if the text
   * varies a lot.
   */
  readonly prepare?: boolean
}

export interface Pool {
  /** Rejects with `Unavailable` if the database is unreachable. */
  query<Row extends object>(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<Row[]>
  load(): PoolLoad
  close(): Promise<void>
}

export interface PoolLoad {
  readonly total: number
  readonly idle: number
  /** Statements that wait for a connection. */
  readonly waiting: number
}

/** Longer than the statement timeout, so that only a lost connection exceeds it. */
export const answerWithin = 35_000

/**
 * Connections for everything except ledger writes: presence, lookups, lists, due work.
 *
 * `random_page_cost` is that of an SSD. With PostgreSQL's default of 4, a search that matches one action in a thousand
 * scans the history (70 ms) instead of using the text index (8 ms).
 */
export function openPool(url: string, size = 4): Pool {
  const settings = { statement_timeout: '30s', jit: 'off', random_page_cost: '1.1' }
  const pool = createPostgresPool({ url, name: 'defend', settings, answerWithin }, size)
  // An idle connection was lost. The next query opens another.
  pool.on('error', () => {})
  return {
    query: async (text, values = [], { prepare = true } = {}) => {
      try {
        const name = prepare ? { name: text.length < 64 ? text : nameOf(text) } : {}
        return (await pool.query({ text, values: [...values], ...name })).rows
      } catch (error) {
        throw isOutage(error) ? new Unavailable('the database is unreachable', { cause: error }) : error
      }
    },
    load: () => loadOf(pool),
    close: () => pool.end(),
  }
}

export const loadOf = (pool: {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}): PoolLoad => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })

const names = new Map<string, string>()
/** The name of a prepared statement. PostgreSQL truncates names to 63 bytes. */
const nameOf = (text: string): string => {
  const known = names.get(text)
  if (known) return known
  const name = `statement ${names.size}`
  names.set(text, name)
  return name
}
