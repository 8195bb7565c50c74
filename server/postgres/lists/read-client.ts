import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import { LRUCache } from 'lru-cache'
import { PrismaClient } from '../../../prisma/generated/client.ts'
import { answerWithin, loadOf, type PoolLoad } from '../pool/pool.ts'
import { createPostgresPool } from '../pool/postgres-client.ts'
import { createStatementShares } from '../pool/statement-shares.ts'

export interface ReadClients {
  /** A client that sees only one organization's rows, even if a query omits the organization. */
  of(organization: string): PrismaClient
  load(): PoolLoad
  close(): Promise<void>
}

/** Models that belong to no organization. */
const shared = new Set(['Organization', 'ServerProcess'])
const reading = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
  'aggregate',
  'groupBy',
])
const maxRemembered = 1000
/** The shares of the connections that one organization and one caller may use. */
const shares = { organization: 0.6, caller: 0.4 }

/**
 * Reads through Prisma, over read-only connections. Each organization's client adds the organization to the top-level
 * condition. A nested read is bound by its foreign key, which includes the organization.
 *
 * Each organization and each caller may use only a share of the connections, so their slow reads do not delay others.
 */
export function openReadClients(url: string, connections = 10): ReadClients {
  const settings = { default_transaction_read_only: 'on', statement_timeout: '30s' }
  const pool = createPostgresPool({ url, name: 'defend reads', settings, answerWithin }, connections)
  const run = createStatementShares({
    organization: Math.ceil(connections * shares.organization),
    caller: Math.ceil(connections * shares.caller),
  })
  // Waiting in `$allOperations` instead would break Prisma's batching, which merges the reads of one tick.
  const reader = new AsyncLocalStorage<string>()
  const query = pool.query.bind(pool) as (...parameters: unknown[]) => Promise<unknown>
  pool.query = ((...parameters: unknown[]) =>
    run(reader.getStore() ?? '', () => query(...parameters))) as typeof pool.query
  const adapter = new PrismaPg(pool, { disposeExternalPool: true })
  const client = new PrismaClient({ adapter })
  const scoped = new LRUCache<string, PrismaClient>({ max: maxRemembered })

  const scope = (organizationId: string) =>
    client.$extends({
      query: {
        $allModels: {
          $allOperations: ({ model, operation, args, query }) => {
            if (!reading.has(operation)) throw new Error(`the read client does not allow ${operation}`)
            const where = 'where' in args ? args.where : {}
            const scoped = shared.has(model) ? args : { ...args, where: { ...where, organizationId } }
            // `query` returns a promise that starts when it is awaited.
            return reader.run(organizationId, async () => await query(scoped as typeof args))
          },
        },
      },
    }) as unknown as PrismaClient

  return {
    of: organization => {
      const known = scoped.get(organization)
      if (known) return known
      const made = scope(organization)
      scoped.set(organization, made)
      return made
    },
    load: () => loadOf(pool),
    close: () => client.$disconnect(),
  }
}
