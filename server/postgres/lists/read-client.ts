import { PrismaPg } from '@prisma/adapter-pg'
import { LRUCache } from 'lru-cache'
import { PrismaClient } from '../../../prisma/generated/client.ts'
import { createPostgresPool } from '../pool/postgres-client.ts'

export interface ReadClients {
  /** A client that sees one organization's rows only, even if a query omits the organization. */
  of(organization: string): PrismaClient
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

/**
 * Reads through Prisma, over read-only connections. Each organization's client adds the organization to the top-level
 * condition. A nested read is bound by its foreign key, which includes the organization.
 */
export function openReadClients(url: string, connections = 10): ReadClients {
  const settings = { default_transaction_read_only: 'on', statement_timeout: '30s' }
  const pool = createPostgresPool({ url, name: 'defend reads', settings }, connections)
  const adapter = new PrismaPg(pool, { disposeExternalPool: true })
  const client = new PrismaClient({ adapter })
  const scoped = new LRUCache<string, PrismaClient>({ max: maxRemembered })

  const scope = (organizationId: string) =>
    client.$extends({
      query: {
        $allModels: {
          $allOperations: ({ model, operation, args, query }) => {
            if (!reading.has(operation)) throw new Error(`${operation} through the read client`)
            if (shared.has(model)) return query(args)
            const where = 'where' in args ? args.where : {}
            return query({ ...args, where: { ...where, organizationId } } as typeof args)
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
    close: () => client.$disconnect(),
  }
}
