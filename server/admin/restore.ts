import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openPool } from '../postgres/pool/pool.ts'
import type { BackupOptions } from './backup.ts'
import { layout, type Manifest, missingHeads, sha256Of } from './manifest.ts'
import { runPostgresProgram } from './programs.ts'

/**
 * Restores a backup. The database, keys directory and artifacts directory must be empty. Afterwards, it compares every
 * ledger with the manifest.
 */
export async function restore(options: BackupOptions): Promise<void> {
  const { directory, databaseUrl, keysDirectory, artifactsDirectory, print } = options
  const manifest = await readManifest(directory)
  const dump = join(directory, layout.database)
  if ((await sha256Of(dump)) !== manifest.databaseSha256)
    throw new Error(`${dump}: its SHA-256 does not match the manifest; the backup is damaged`)
  await refuseFull(keysDirectory)
  await refuseFull(artifactsDirectory)
  await refuseTables(databaseUrl)

  await runPostgresProgram('pg_restore', databaseUrl, ['--no-owner', '--exit-on-error', '--dbname=', dump])
  print(`database: as of ${manifest.createdAt}`)
  await copyInto(join(directory, layout.keys), keysDirectory)
  print(`keys: ${keysDirectory}`)
  await copyInto(join(directory, layout.artifacts), artifactsDirectory)
  print(`artifacts: ${artifactsDirectory}`)

  const pool = openPool(databaseUrl, 1)
  const missing = await missingHeads(pool, manifest.ledgers).finally(() => pool.close())
  if (missing.length > 0)
    throw new Error(
      `ledgers that end before the manifest's heads: ${missing.map(({ organization }) => organization).join(', ')}`,
    )
  print(`done: ${manifest.ledgers.length} ledgers match the manifest`)
}

async function readManifest(directory: string): Promise<Manifest> {
  const path = join(directory, layout.manifest)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) throw new Error(`${path}: missing; this is not a complete backup`)
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 1) throw new Error(`${path}: format ${manifest.format} is newer than this program`)
  return manifest
}

async function refuseFull(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => [])
  if (names.length > 0) throw new Error(`${directory}: must be empty; move its content away first`)
}

async function refuseTables(databaseUrl: string): Promise<void> {
  const pool = openPool(databaseUrl, 1)
  const rows = await pool
    .query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LIMIT 1`)
    .finally(() => pool.close())
  if (rows.length > 0)
    throw new Error('DATABASE_URL: the database already has tables; restore into an empty one')
}

async function copyInto(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  await cp(from, to, { recursive: true, preserveTimestamps: true })
}
