import { missingMigrations } from '../../../prisma/migrate.ts'
import { openPool, type Pool } from '../../postgres/pool/pool.ts'
import { type Finding, fail, ok, warn } from '../finding.ts'

const maxSkew = 2_000
const oldestVersion = 150_000

/** Connection, version, migrations, clock, invalid indexes, connection slots, and actions that are long overdue. */
export async function examineDatabase(
  database: { readonly url: string; readonly ownerUrl: string } | null,
): Promise<readonly Finding[]> {
  if (!database) return [ok('PostgreSQL', 'DATABASE_URL is not set: the service runs its own PostgreSQL')]
  const pool = openPool(database.url, 1)
  try {
    const findings = await Promise.all([
      version(pool),
      clock(pool),
      slots(pool),
      indexes(pool),
      overdue(pool),
    ])
    return [...findings, await migrations(database.ownerUrl)]
  } finally {
    await pool.close()
  }
}

async function version(pool: Pool): Promise<Finding> {
  const [row] = await pool.query<{ number: string; text: string }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS text`,
  )
  const detail = `version ${row?.text}`
  return Number(row?.number) >= oldestVersion
    ? ok('PostgreSQL', detail)
    : fail('PostgreSQL', detail, 'Upgrade to PostgreSQL 15 or newer.')
}

async function clock(pool: Pool): Promise<Finding> {
  const before = Date.now()
  const [row] = await pool.query<{ now: string }>(
    `SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now`,
  )
  const skew = Math.abs(Number(row?.now) - (before + Date.now()) / 2)
  return skew <= maxSkew
    ? ok('PostgreSQL', 'its clock agrees with this machine')
    : warn('PostgreSQL', `its clock differs by ${Math.round(skew / 1000)} s`, 'Run NTP on both machines.')
}

async function slots(pool: Pool): Promise<Finding> {
  const [row] = await pool.query<{ used: number; most: number }>(
    `SELECT (SELECT count(*)::int FROM pg_stat_activity) AS used, current_setting('max_connections')::int AS most`,
  )
  const { used = 0, most = 0 } = row ?? {}
  const detail = `${used} of ${most} connections in use`
  return used < 0.8 * most
    ? ok('PostgreSQL', detail)
    : warn('PostgreSQL', detail, 'Raise max_connections or put PgBouncer in front.')
}

async function indexes(pool: Pool): Promise<Finding> {
  const rows = await pool.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid ORDER BY 1`,
  )
  if (rows.length === 0) return ok('PostgreSQL', 'every index is valid')
  const names = rows.map(({ name }) => name).join(', ')
  return fail('PostgreSQL', `invalid indexes: ${names}`, 'Run REINDEX INDEX CONCURRENTLY for each of them.')
}

async function overdue(pool: Pool): Promise<Finding> {
  const [row] = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM response_action WHERE due_at < now() - interval '5 minutes'`,
  )
  const count = row?.count ?? 0
  if (count === 0) return ok('PostgreSQL', 'no action is overdue')
  return fail(
    'PostgreSQL',
    `${count} actions are more than five minutes overdue`,
    'Check that an instance is running, and its log for errors of the due-work sweep.',
  )
}

async function migrations(ownerUrl: string): Promise<Finding> {
  const missing = await missingMigrations(ownerUrl)
  return missing.length === 0
    ? ok('PostgreSQL', 'every migration is applied')
    : warn('PostgreSQL', `not migrated yet: ${missing.join(', ')}`, 'Run defend-server migrate.')
}
