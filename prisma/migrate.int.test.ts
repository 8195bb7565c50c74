import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../server/embedded/postgres.ts'
import { migrate } from './migrate.ts'

const root = mkdtempSync(join(tmpdir(), 'migrate-'))
let postgres: EmbeddedPostgres
beforeAll(async () => {
  const dataDirectory = join(root, 'data')
  mkdirSync(dataDirectory)
  postgres = await startEmbeddedPostgres({ dataDirectory, log: () => {} })
}, 60_000)
afterAll(async () => {
  await postgres.close()
  rmSync(root, { recursive: true })
})

async function query<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const grants = `
do $$ begin
  execute format('grant select, insert on things to %I', current_setting('defend.app_role'));
end $$;`

let databases = 0

/** A separate database and migrations folder. */
async function createDatabase(migrations: Record<string, string>) {
  const database = `migrate_${++databases}`
  const superuser = postgres.ownerUrl.replace('defend_owner@', 'postgres@')
  await query(superuser, `create database ${database} owner defend_owner`)
  const directory = join(root, database)
  const write = (name: string, sql: string) => {
    mkdirSync(join(directory, name), { recursive: true })
    writeFileSync(join(directory, name, 'migration.sql'), sql)
  }
  for (const [name, sql] of Object.entries(migrations)) write(name, sql)
  const ownerUrl = postgres.ownerUrl.replace('/defend?', `/${database}?`)
  return {
    directory,
    write,
    ownerUrl,
    appUrl: postgres.appUrl.replace('/defend?', `/${database}?`),
    run: (appRole = 'defend_app') => migrate(ownerUrl, { appRole, log: () => {}, directory }),
  }
}

const twoMigrations = {
  '0001_things': `create table things (id int);${grants}`,
  '0002_more': 'insert into things values (1)',
}

test('missing migrations are applied once, in order, and recorded as Prisma records them', async () => {
  const { run, directory, ownerUrl, appUrl, write } = await createDatabase(twoMigrations)
  expect(await run()).toEqual(['0001_things', '0002_more'])
  expect(await run()).toEqual([])
  write('0003_last', 'insert into things values (2)')
  expect(await run()).toEqual(['0003_last'])

  expect(await query(appUrl, 'select id from things order by id')).toEqual([{ id: 1 }, { id: 2 }])
  const file = readFileSync(join(directory, '0001_things', 'migration.sql'))
  expect(
    await query(
      ownerUrl,
      `select migration_name, checksum, applied_steps_count, finished_at >= started_at as finished, rolled_back_at, logs
         from _prisma_migrations order by migration_name limit 1`,
    ),
  ).toEqual([
    {
      migration_name: '0001_things',
      checksum: createHash('sha256').update(file).digest('hex'),
      applied_steps_count: 1,
      finished: true,
      rolled_back_at: null,
      logs: null,
    },
  ])
})

test("the service's role has only the granted privileges and owns nothing", async () => {
  const { run, appUrl } = await createDatabase(twoMigrations)
  await run()
  await query(appUrl, 'insert into things values (3)')
  await expect(query(appUrl, 'delete from things')).rejects.toThrow(/permission denied/)
  await expect(query(appUrl, 'drop table things')).rejects.toThrow(/must be owner/)
})

test("the owner may also be the service's role", async () => {
  const { run, ownerUrl } = await createDatabase(twoMigrations)
  await run('defend_owner')
  expect(await query(ownerUrl, 'select id from things')).toEqual([{ id: 1 }])
})

test('a failed migration is rolled back, the error names its line, and it can be retried', async () => {
  const { run, ownerUrl, write } = await createDatabase({
    ...twoMigrations,
    '0003_bad': 'create table half (id int);\nselect nonsense',
  })
  await expect(run()).rejects.toThrow(/^migration 0003_bad failed at line 2: .*nonsense/)
  expect(await query(ownerUrl, `select to_regclass('half') as half`)).toEqual([{ half: null }])
  write('0003_bad', 'create table half (id int)')
  expect(await run()).toEqual(['0003_bad'])
})

test('an applied migration that was changed is refused', async () => {
  const { run, write } = await createDatabase(twoMigrations)
  await run()
  write('0002_more', 'insert into things values (7)')
  await expect(run()).rejects.toThrow(/migration 0002_more was changed after it was applied/)
})

/** The release of `twoMigrations`, after a newer release has added this migration. */
async function afterUpgrade(newer: string) {
  const database = await createDatabase({ ...twoMigrations, '0003_newer': newer })
  await database.run()
  rmSync(join(database.directory, '0003_newer'), { recursive: true })
  return database
}

test('a release works with the schema of a newer one that only added to it, so that it can be rolled back to', async () => {
  const { run, appUrl } = await afterUpgrade('alter table things add column name text')
  expect(await run()).toEqual([])
  await query(appUrl, 'insert into things values (3)')
})

test('a release that needs what a newer one took away is refused, one that does not is not', async () => {
  const refused = await afterUpgrade('-- needs: 0003_newer\nalter table things drop column id')
  await expect(refused.run()).rejects.toThrow(/0003_newer, which this release does not have/)
  const accepted = await afterUpgrade('-- needs: 0002_more\nalter table things drop column id')
  expect(await accepted.run()).toEqual([])
})

test('an applied migration that this release does not have and that is older than its own is refused', async () => {
  const { run, directory } = await createDatabase(twoMigrations)
  await run()
  rmSync(join(directory, '0001_things'), { recursive: true })
  await expect(run()).rejects.toThrow(/0001_things, which this release does not have/)
})

test('a migration that Prisma started but did not finish is refused; one that it rolled back is applied', async () => {
  const { run, ownerUrl } = await createDatabase({ '0001_things': twoMigrations['0001_things'] })
  await run()
  await query(ownerUrl, `update _prisma_migrations set finished_at = null`)
  await expect(run()).rejects.toThrow(/0001_things was started but not finished/)
  await query(ownerUrl, `drop table things; update _prisma_migrations set rolled_back_at = now()`)
  expect(await run()).toEqual(['0001_things'])
})

test('if several processes migrate at the same time, each migration is applied once', async () => {
  const { run, ownerUrl } = await createDatabase(twoMigrations)
  const applied = await Promise.all([run(), run(), run()])
  expect(applied.flat().sort()).toEqual(['0001_things', '0002_more'])
  expect(await query(ownerUrl, 'select id from things')).toEqual([{ id: 1 }])
})
