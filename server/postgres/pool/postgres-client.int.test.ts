import { afterEach, expect, test } from 'vitest'
import { createDatabase } from '../../testing/database.ts'
import { startSystemPostgres, systemPostgresPrograms } from '../../testing/system-postgres.ts'
import { openPool } from './pool.ts'
import { PostgresClient } from './postgres-client.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close()
})
function keep<Part extends { close(): Promise<void> }>(part: Part): Part {
  opened.push(part)
  return part
}

const settingsOf = `SELECT current_setting('timezone') AS timezone, current_setting('jit') AS jit`

test.each([
  ['as a parameter', (path: string, database: string) => `${database}?host=${encodeURIComponent(path)}`],
  ['as a host', (path: string, database: string) => `${encodeURIComponent(path)}${database}`],
  [
    'after one that does not exist',
    (path: string, database: string) => `${database}?host=/nonexistent,${encodeURIComponent(path)}`,
  ],
])('a socket directory %s', async (_title, rest) => {
  const database = keep(await createDatabase())
  const { pathname, searchParams } = new URL(database.appUrl)
  const path = searchParams.get('host') ?? ''
  const pool = keep(openPool(`postgresql://defend_app@${rest(path, pathname)}`, 1))
  expect(await pool.query(settingsOf)).toEqual([{ timezone: 'UTC', jit: 'off' }])
})

const programs = await systemPostgresPrograms()

test.skipIf(!programs)(
  'finds the one of several hosts that accepts writes, even after a failover',
  async () => {
    const primary = keep(await startSystemPostgres(programs ?? ''))
    const url = await primary.createDatabase('defend')
    const standby = keep(await primary.startStandby())
    const hosts = [standby.url(url), url].map(url => new URL(url).host).join(',')
    const both = (target: string) =>
      `${url.replace(/@127[^/]*/, `@127.0.0.1:1,${hosts}`)}?target_session_attrs=${target}`

    const anyone = new PostgresClient({ url: both('any'), name: 'test' })
    await anyone.connect()
    const recovering = 'SELECT pg_is_in_recovery() AS recovering'
    expect((await anyone.query(recovering)).rows).toEqual([{ recovering: true }])
    await anyone.end()

    const pool = keep(openPool(both('read-write'), 2))
    expect(await pool.query(recovering)).toEqual([{ recovering: false }])
    const alone = keep(openPool(`${standby.url(url)}?target_session_attrs=primary`, 1))
    await expect(alone.query(recovering)).rejects.toMatchObject({ message: 'the database is unreachable' })

    await primary.stop()
    await standby.promote()
    await expect.poll(() => pool.query(recovering).catch(() => [])).toEqual([{ recovering: false }])
    expect(await alone.query(recovering)).toEqual([{ recovering: false }])
  },
)
