import pg from 'pg'

const lost = /^(?:08|57P0|53300)/
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const driver =
  /connection (?:terminated|error|timeout)|Query read timeout|timeout exceeded when trying to connect|not queryable|closed the connection|no suitable PostgreSQL server/i

/** Prisma's codes for an outage: unreachable, timed out, closed, no free connection, too many connections. */
const prisma = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2037'])

/** PostgreSQL's code, if Prisma's adapter has no code for it. */
function adaptersCode(error: Error): string {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: unknown } } }
  const cause = (meta?.driverAdapterError?.cause ?? error.cause) as
    | { kind?: unknown; code?: unknown }
    | undefined
  return cause?.kind === 'postgres' && typeof cause.code === 'string' ? cause.code : ''
}

/**
 * Whether the error means that the database is unreachable, rather than that a statement is wrong. 25P03: the session
 * ended because its transaction was idle. 25006: the server has become a standby and refuses writes.
 */
export function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return lost.test(error.code ?? '') || error.code === '25P03' || error.code === '25006'
  if (error instanceof AggregateError) return error.errors.some(isOutage)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return network.has(code) || prisma.has(code) || lost.test(adaptersCode(error)) || driver.test(error.message)
}
