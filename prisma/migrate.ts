import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Client, DatabaseError } from 'pg'
import { PostgresClient } from '../server/postgres/pool/postgres-client.ts'

type Migration = { name: string; sql: string; checksum: string }

/** Prisma's own advisory lock, so that other processes and Prisma commands do not migrate at the same time. */
const advisoryLock = 72_707_369

/** Identical to Prisma's own table, so that Prisma's tools still work with this database. */
const historyTable = `create table if not exists _prisma_migrations (
  id                  varchar(36)  primary key not null,
  checksum            varchar(64)  not null,
  finished_at         timestamptz,
  migration_name      varchar(255) not null,
  logs                text,
  rolled_back_at      timestamptz,
  started_at          timestamptz  not null default now(),
  applied_steps_count integer      not null default 0
)`

/**
 * Applies missing migrations in the order of their names. Each migration and its row in Prisma's history table are
 * written in one transaction, so a migration must not commit. This needs only the SQL files, whereas Prisma's own command
 * would download an engine.
 *
 * Migrations read the service's role for their grants from `current_setting('defend.app_role')`.
 *
 * @returns the names of the applied migrations
 * @throws if a migration fails, if an applied one has changed, or if a newer release has made the schema unusable for this
 * one
 */
export async function migrate(
  ownerUrl: string,
  options: {
    /** The role that the service connects as: a role that owns nothing, or the owner itself. */
    appRole: string
    log(line: string): void
    directory?: string
  },
): Promise<string[]> {
  const { appRole, log, directory = fileURLToPath(new URL('migrations', import.meta.url)) } = options
  const migrations = await readMigrations(directory)
  const client = new PostgresClient({ url: ownerUrl, name: 'defend-migrate' })
  await client.connect()
  const applied: string[] = []
  try {
    for (;;) {
      const { name, newer } = await applyNext(client, migrations, appRole)
      if (name === null && newer.length > 0)
        log(`the database is a newer release's (${newer.at(-1)}); this release works with it`)
      if (name === null) return applied
      applied.push(name)
      log(`migrated: ${name}`)
    }
  } finally {
    await client.end()
  }
}

/** The names of missing migrations, in order. Changes nothing. */
export async function missingMigrations(
  ownerUrl: string,
  directory = fileURLToPath(new URL('migrations', import.meta.url)),
): Promise<string[]> {
  const migrations = await readMigrations(directory)
  const client = new PostgresClient({ url: ownerUrl, name: 'defend-migrate' })
  await client.connect()
  try {
    const { rows } = await client.query<{ table: string | null }>(
      `select to_regclass('_prisma_migrations')::text as table`,
    )
    const applied = rows[0]?.table ? await appliedMigrations(client) : new Map()
    return migrations.map(({ name }) => name).filter(name => !applied.has(name))
  } finally {
    await client.end()
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter(entry => entry.isDirectory()).map(entry => entry.name)
  return Promise.all(
    names.sort().map(async name => {
      const bytes = await readFile(join(directory, name, 'migration.sql'))
      return { name, sql: String(bytes), checksum: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

interface Applied {
  /** Null for a migration that Prisma started but did not finish. */
  readonly checksum: string | null
  /** The migration that a release must have to work with the schema from here on; null: any release works with it. */
  readonly needs: string | null
}

/** A migration that takes something away names the newest migration of the oldest release that does not need it. */
const directive = /^-- needs: (\S+)$/m

/** By name. */
async function appliedMigrations(client: Client): Promise<Map<string, Applied>> {
  const { rows } = await client.query<{ name: string; checksum: string | null; logs: string | null }>(
    `select migration_name as name, case when finished_at is not null then checksum end as checksum, logs
       from _prisma_migrations where rolled_back_at is null order by 1`,
  )
  return new Map(
    rows.map(({ name, checksum, logs }) => [
      name,
      { checksum, needs: directive.exec(logs ?? '')?.[1] ?? null },
    ]),
  )
}

/** @returns the applied migrations of newer releases */
function checkHistory(applied: Map<string, Applied>, migrations: readonly Migration[]): string[] {
  const newest = migrations.at(-1)?.name ?? ''
  const newer: string[] = []
  for (const [name, { checksum, needs }] of applied) {
    const own = migrations.find(migration => migration.name === name)
    if (checksum === null)
      throw new Error(`migration ${name} was started but not finished: repair the database by hand`)
    if (!own) {
      const isUsable = name > newest && hasOwn(migrations, needs)
      if (!isUsable)
        throw new Error(
          `the database has migration ${name}, which this release does not have: is it too old?`,
        )
      newer.push(name)
      continue
    }
    if (own.checksum !== checksum) {
      throw new Error(`migration ${name} was changed after it was applied: restore it and write a new one`)
    }
  }
  return newer
}

const hasOwn = (migrations: readonly Migration[], needs: string | null): boolean =>
  needs === null || migrations.some(({ name }) => name === needs)

/**
 * Applies the first missing migration. The lock and the settings last for the transaction only, because behind a pooler
 * the next transaction may use another session.
 * @returns the name of the migration, null if none is missing, and those of newer releases
 */
async function applyNext(
  client: Client,
  migrations: readonly Migration[],
  appRole: string,
): Promise<{ readonly name: string | null; readonly newer: readonly string[] }> {
  await client.query('begin')
  try {
    await client.query(`select pg_advisory_xact_lock(${advisoryLock})`)
    await client.query(`select set_config('defend.app_role', $1, true)`, [appRole])
    await client.query('set local client_min_messages = warning')
    await client.query(historyTable)
    const applied = await appliedMigrations(client)
    const newer = checkHistory(applied, migrations)
    const next = migrations.find(({ name }) => !applied.has(name))
    if (next) await apply(client, next)
    await client.query('commit')
    return { name: next?.name ?? null, newer }
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count, logs)
       values ($1, $2, clock_timestamp(), $3, now(), 1, $4)`,
      [randomUUID(), checksum, name, directive.exec(sql)?.[0] ?? null],
    )
  } catch (error) {
    throw new Error(`migration ${name} failed${placeOf(error, sql)}: ${messageOf(error)}`, { cause: error })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function placeOf(error: unknown, sql: string): string {
  if (!(error instanceof DatabaseError) || error.position === undefined) return ''
  return ` at line ${sql.slice(0, Number(error.position)).split('\n').length}`
}
