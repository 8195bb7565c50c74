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
  /connection (?:terminated|error|timeout)|timeout exceeded when trying to connect|not queryable|closed the connection/i

/** Whether this error says that the database is away, rather than that a statement is wrong. */
export function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return lost.test(error.code ?? '') || error.code === '25P03'
  if (error instanceof AggregateError) return error.errors.some(isOutage)
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return (typeof code === 'string' && network.has(code)) || driver.test(error.message)
}
