import { migrate } from '../prisma/migrate.ts'
import { startEmbeddedPostgres } from './embedded/postgres.ts'
import { startEmbeddedRedis } from './embedded/redis.ts'
import type { Environment } from './environment.ts'
import { roleOf } from './postgres/pool/postgres-client.ts'

interface Options {
  readonly environment: Environment
  /** The data directory, locked by this process. */
  readonly dataDirectory: string
  readonly log: (line: string) => void
}

export interface Backing {
  readonly url: string
  close(): Promise<void>
}

/** The migrated database: the one of DATABASE_URL, or an embedded one. */
export async function startDatabase({ environment, dataDirectory, log }: Options): Promise<Backing> {
  const { database } = environment
  if (database) {
    await migrate(database.ownerUrl, { appRole: roleOf(database.url), log })
    return { url: database.url, close: async () => {} }
  }
  const embedded = await startEmbeddedPostgres({ dataDirectory, log })
  await migrate(embedded.ownerUrl, { appRole: roleOf(embedded.appUrl), log }).catch(async error => {
    await embedded.close()
    throw error
  })
  return { url: embedded.appUrl, close: () => embedded.close() }
}

export async function startRedis({ environment, dataDirectory, log }: Options): Promise<Backing> {
  const { redisUrl } = environment
  if (redisUrl) return { url: redisUrl, close: async () => {} }
  const embedded = await startEmbeddedRedis({ dataDirectory, log })
  return { url: embedded.url, close: () => embedded.close() }
}
