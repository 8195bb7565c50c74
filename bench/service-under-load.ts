import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { openStage, type RunningService, type Stage } from '../server/e2e/running-service.ts'
import { startEmbeddedPostgres } from '../server/embedded/postgres.ts'
import { type Profiling, prepareProfile } from './profile.ts'

/** The service as a process of its own, with the PostgreSQL and the Redis that it starts itself. */
export interface ServiceUnderLoad extends Stage {
  readonly service: RunningService
  /** Null unless asked for. */
  readonly profiling: Profiling | null
  /** An enrolment token good for so many devices. */
  enrollmentToken(uses: number): Promise<string>
  /** SQL as the owner of its database. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** @param profile what to call its CPU profile; null: none is made */
export async function startServiceUnderLoad(profile: string | null): Promise<ServiceUnderLoad> {
  const stage = await openStage()
  try {
    const dataDirectory = join(stage.directory, 'data')
    await rememberCommitTimes(dataDirectory)
    const profiling = profile === null ? null : await prepareProfile(profile)
    const service = await stage.start({ DEFEND_MUTATIONS_PER_MINUTE: '0', ...profiling?.env })
    const sockets = encodeURIComponent(join(dataDirectory, 'postgres'))
    const owner = new pg.Pool({
      connectionString: `postgresql://defend_owner@localhost/defend?host=${sockets}`,
      max: 1,
    })
    owner.on('error', () => {})
    return {
      ...stage,
      service,
      profiling,
      enrollmentToken: async uses => {
        const { createEnrollmentToken } = await stage.as('ada')<{ createEnrollmentToken: { token: string } }>(
          'mutation ($uses: Int!) { createEnrollmentToken(input: { uses: $uses }) { ... on CreateEnrollmentTokenPayload { token } } }',
          { uses },
        )
        return createEnrollmentToken.token
      },
      sql: async (text, values = []) => (await owner.query(text, [...values])).rows,
      close: async () => {
        await owner.end()
        await stage.close()
      },
    }
  } catch (error) {
    await stage.close()
    throw error
  }
}

/** PostgreSQL notes when each transaction became durable, which is what a caller waits for, not when it was decided. */
async function rememberCommitTimes(dataDirectory: string): Promise<void> {
  await mkdir(dataDirectory, { mode: 0o700 })
  const postgres = await startEmbeddedPostgres({ dataDirectory, log: () => {} })
  const superuser = new URL(postgres.ownerUrl)
  superuser.username = 'postgres'
  const client = new pg.Client({ connectionString: superuser.href })
  await client.connect()
  await client.query('ALTER SYSTEM SET track_commit_timestamp = on')
  await client.end()
  await postgres.close()
}

export const globalId = (type: string, rawId: string): string =>
  Buffer.from(`${type}:${rawId}`).toString('base64')
