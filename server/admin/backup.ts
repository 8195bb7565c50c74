import { cp, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { openPool } from '../postgres/pool/pool.ts'
import { layout, type Manifest, readHeads, sha256Of } from './manifest.ts'
import { runPostgresProgram } from './programs.ts'

export interface BackupOptions {
  /** Must not exist. */
  readonly directory: string
  /** The role that owns the tables. */
  readonly databaseUrl: string
  readonly keysDirectory: string
  readonly artifactsDirectory: string
  print(line: string): void
}

/**
 * Writes database, keys and artifacts while the service runs. The database comes first: an artifact's row is committed
 * after its file is complete, so every artifact in the dump is copied.
 */
export async function backup(options: BackupOptions): Promise<void> {
  const { directory, databaseUrl, keysDirectory, artifactsDirectory, print } = options
  await mkdir(directory, { mode: 0o700 }).catch(error => {
    throw new Error(
      `${directory}: ${error.code === 'EEXIST' ? 'already exists; choose a new directory' : error.message}`,
    )
  })
  const pool = openPool(databaseUrl, 1)
  const ledgers = await readHeads(pool).finally(() => pool.close())
  const dump = join(directory, layout.database)
  await runPostgresProgram('pg_dump', databaseUrl, ['--format=custom', '--no-owner', `--file=${dump}`])
  print(`database: ${ledgers.length} ledgers`)
  await copyDirectory(keysDirectory, join(directory, layout.keys))
  print(`keys: ${keysDirectory}`)
  await copyDirectory(artifactsDirectory, join(directory, layout.artifacts))
  print(`artifacts: ${artifactsDirectory}`)
  const manifest: Manifest = {
    format: 1,
    createdAt: new Date().toISOString(),
    databaseSha256: await sha256Of(dump),
    ledgers,
  }
  await writeDurably(join(directory, layout.manifest), JSON.stringify(manifest, null, 2))
  print(`done: ${directory} contains private keys; store it as securely as the keys themselves`)
}

async function copyDirectory(from: string, to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  await cp(from, to, { recursive: true, preserveTimestamps: true, errorOnExist: true, force: false }).catch(
    error => {
      if (error.code !== 'ENOENT') throw error
    },
  )
}

async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
