import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../prisma/migrate.ts'
import { startEmbeddedPostgres } from '../embedded/postgres.ts'
import { startEmbeddedRedis } from '../embedded/redis.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URLs of a migrated template database. Tests clone it and never change it. */
    ownerUrl: string
    appUrl: string
    redisUrl: string
  }
}

/** Starts one PostgreSQL and one Redis for all test files. Each file clones the migrated database. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'defend-test-'))
  const log = () => {}
  const [postgres, redis] = await Promise.all([
    startEmbeddedPostgres({ dataDirectory, log }),
    startEmbeddedRedis({ dataDirectory, log }),
  ])
  await migrate(postgres.ownerUrl, { appRole: roleOf(postgres.appUrl), log })
  project.provide('ownerUrl', postgres.ownerUrl)
  project.provide('appUrl', postgres.appUrl)
  project.provide('redisUrl', redis.url)
  return async () => {
    await Promise.all([postgres.close(), redis.close()])
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username)
