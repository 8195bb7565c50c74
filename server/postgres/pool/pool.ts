import pg from 'pg'
import { Unavailable } from '#app/ports.ts'
import { isOutage } from './outage.ts'

export interface QueryOptions {
  /**
   * Whether the statement is kept by its connection; true by default. Not for one whose best plan depends on its
   * values, or whose text is one of very many.
   */
  readonly prepare?: boolean
}

export interface Pool {
  /** Rejects with `Unavailable` when the database is away. */
  query<Row extends object>(text: string, values?: readonly unknown[], options?: QueryOptions): Promise<Row[]>
  close(): Promise<void>
}

/**
 * Connections for what is no ledger: presence, lookups, lists, what is due.
 *
 * A page that is read out of order costs as on an SSD, or in memory. PostgreSQL's usual fourfold price makes a search
 * for one action in a thousand walk the history for 70 ms instead of asking the text's index for 8.
 */
export function openPool(url: string, size = 4): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 5000,
    application_name: 'defend',
    options: '-c timezone=UTC -c statement_timeout=30s -c jit=off -c random_page_cost=1.1',
  })
  // A connection that dies while it is idle: the next query opens another.
  pool.on('error', () => {})
  return {
    query: async (text, values = [], { prepare = true } = {}) => {
      try {
        const name = prepare ? { name: text.length < 64 ? text : nameOf(text) } : {}
        return (await pool.query({ text, values: [...values], ...name })).rows
      } catch (error) {
        throw isOutage(error) ? new Unavailable('the database is away', { cause: error }) : error
      }
    },
    close: () => pool.end(),
  }
}

const names = new Map<string, string>()
/** A prepared statement's name; PostgreSQL cuts names at 63 bytes. */
const nameOf = (text: string): string => {
  const known = names.get(text)
  if (known) return known
  const name = `statement ${names.size}`
  names.set(text, name)
  return name
}
