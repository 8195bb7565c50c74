import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Pool } from '../postgres/pool/pool.ts'

/** The directory's layout; `manifest.json` is written last, so a directory without one is an unfinished backup. */
export const layout = {
  database: 'database.dump',
  keys: 'keys',
  artifacts: 'artifacts',
  manifest: 'manifest.json',
} as const

export interface Manifest {
  readonly format: 1
  readonly createdAt: string
  /** SHA-256 of the database dump, hex. */
  readonly databaseSha256: string
  /** Each ledger's head before the dump started. The dump contains at least these events. */
  readonly ledgers: readonly LedgerHead[]
}

export interface LedgerHead {
  readonly organization: string
  readonly sequence: number
  readonly hash: string
}

export async function readHeads(pool: Pool): Promise<readonly LedgerHead[]> {
  const rows = await pool.query<{ organization: string; sequence: string; hash: string }>(
    'SELECT organization_id AS organization, sequence, hash FROM ledger_head ORDER BY organization_id',
  )
  return rows.map(row => ({ ...row, sequence: Number(row.sequence) }))
}

/** The heads whose event is missing in the database or has another hash there. */
export async function missingHeads(pool: Pool, heads: readonly LedgerHead[]): Promise<readonly LedgerHead[]> {
  const found = await Promise.all(
    heads.map(async head => {
      if (head.sequence === 0) return true
      const [row] = await pool.query<{ hash: string }>(
        'SELECT hash FROM audit_event WHERE organization_id = $1 AND sequence = $2',
        [head.organization, head.sequence],
      )
      return row?.hash === head.hash
    }),
  )
  return heads.filter((_, index) => !found[index])
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
