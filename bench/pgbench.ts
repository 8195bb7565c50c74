import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { startEmbeddedPostgres } from '../server/embedded/postgres.ts'
import { systemPostgresPrograms } from '../server/testing/system-postgres.ts'
import type { Sizes } from './benchmark.ts'
import { type Pace, paceOf } from './figures.ts'

const table = `CREATE TABLE ledger (organization uuid, sequence bigint GENERATED ALWAYS AS IDENTITY, kind text, at timestamptz,
  action uuid, canonical text, hash text, PRIMARY KEY (organization, sequence))`

/** The average length of an event's canonical form in bytes. */
const canonicalLength = 600
const row = `('3f0c1e9a-6f4b-4a53-9d0e-1b2c3d4e5f60', 'ACTION_STARTED', now(), gen_random_uuid(), repeat('x', ${canonicalLength}), repeat('0', 64))`
const script = `BEGIN;
INSERT INTO ledger (organization, kind, at, action, canonical, hash) VALUES ${Array(5).fill(row).join(', ')};
COMMIT;
`

/**
 * The floor of every action's writes: pgbench with durable transactions that insert an action's five ledger rows, on the
 * PostgreSQL that the service uses.
 * @throws if the system has no pgbench
 */
export async function measurePgbench({ seconds, inFlight }: Sizes): Promise<Pace> {
  const programs = await systemPostgresPrograms()
  if (programs === null) throw new Error("pgbench is missing: install the system's PostgreSQL packages")
  const directory = await mkdtemp(join(tmpdir(), 'defend-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDirectory: directory, log: () => {} })
  try {
    await onDatabase(postgres.ownerUrl, table)
    const file = join(directory, 'five-rows.sql')
    await writeFile(file, script)
    const prefix = join(directory, 'latency')
    const options = ['-n', '-f', file, '-c', String(inFlight), '-T', String(seconds), '-M', 'prepared']
    const log = ['-l', '--log-prefix', prefix]
    await promisify(execFile)(join(programs, 'pgbench'), [...options, ...log, postgres.ownerUrl])
    return paceOf(await latencies(directory), seconds * 1000)
  } finally {
    await postgres.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function onDatabase(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** Milliseconds of each transaction. The third column of pgbench's log counts microseconds. */
async function latencies(directory: string): Promise<number[]> {
  const files = (await readdir(directory)).filter(name => name.startsWith('latency'))
  const texts = await Promise.all(files.map(name => readFile(join(directory, name), 'utf8')))
  return texts.flatMap(text =>
    text
      .trim()
      .split('\n')
      .map(line => Number(line.split(' ')[2]) / 1000),
  )
}
