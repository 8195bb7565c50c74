import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { openStage, type RunningService, type Stage } from '../server/e2e/running-service.ts'
import { demoPeople, type Person } from '../server/embedded/demo-people.ts'
import { startEmbeddedPostgres } from '../server/embedded/postgres.ts'
import { type Profiling, prepareProfile } from './profile.ts'

/** The service in a separate process, with the PostgreSQL and Redis that it starts itself. */
export interface ServiceUnderLoad extends Stage {
  readonly service: RunningService
  /** Null unless a profile was requested. */
  readonly profiling: Profiling | null
  /** Creates an enrolment token for this many devices. */
  enrollmentToken(uses: number): Promise<string>
  /** Runs SQL as the database's owner. */
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** Fifty analysts, because the service limits the operations of each caller. */
export const analysts: readonly Person[] = Array.from({ length: 50 }, (_, index) => ({
  id: `analyst-${index}`,
  name: `Analyst ${index}`,
  email: `analyst-${index}@demo.example`,
  org: 'demo',
  roles: ['ANALYST'],
  about: 'an analyst of the benchmark',
}))

/** @param profile the name of the CPU profile; null for none */
export async function startServiceUnderLoad(profile: string | null): Promise<ServiceUnderLoad> {
  const stage = await openStage({ people: [...demoPeople, ...analysts] })
  try {
    const dataDirectory = join(stage.directory, 'data')
    await trackCommitTimes(dataDirectory)
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

/** Makes PostgreSQL record the commit time of each transaction, because callers wait for the commit. */
async function trackCommitTimes(dataDirectory: string): Promise<void> {
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
