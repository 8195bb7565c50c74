import pg from 'pg'
import { expect, test } from 'vitest'
import { readPostgresAddress } from './postgres-address.ts'

/** The configuration that `pg` derives from each server's URL. */
function read(url: string) {
  const address = readPostgresAddress(url)
  if ('fault' in address) return address.fault
  const { servers, mustWrite, isPooled, role } = address.ok
  const clients = servers.map(({ url }) => new pg.Client({ connectionString: url }))
  const [first] = clients
  return {
    hosts: clients.map(({ host, port }) => `${host} ${port}`),
    mustWrite,
    isPooled,
    role,
    password: first?.password,
    database: first?.database,
    ssl: first?.ssl,
  }
}

const defaults = {
  hosts: ['db 5432'],
  mustWrite: false,
  isPooled: false,
  role: 'u',
  password: 'p@/,:w',
  database: 'defend',
  ssl: false,
}
const user = 'u:p%40%2F%2C%3Aw'

test.each([
  [`postgresql://${user}@db/defend`, {}],
  [`postgres://${user}@db:6432/a%20b`, { hosts: ['db 6432'], database: 'a b' }],
  [`postgresql://${user}@[::1]:6432/defend`, { hosts: ['::1 6432'] }],
  [`postgresql://${user}@/defend?host=/run/postgresql`, { hosts: ['/run/postgresql 5432'] }],
  [`postgresql://${user}@/defend?host=%2Frun%2Fa%20b&port=6432`, { hosts: ['/run/a b 6432'] }],
  [`postgresql://${user}@%2Frun%2Fpostgresql/defend`, { hosts: ['/run/postgresql 5432'] }],
  [`postgresql://${user}@%2Frun%2Fpostgresql:6432/defend`, { hosts: ['/run/postgresql 6432'] }],
  [
    `postgresql://${user}@one,two:6432/defend?target_session_attrs=read-write`,
    { hosts: ['one 5432', 'two 6432'], mustWrite: true },
  ],
  [
    `postgresql:///defend?user=u&password=p%40/,:w&host=one,two&port=6432&target_session_attrs=primary`,
    { hosts: ['one 6432', 'two 6432'], mustWrite: true },
  ],
  [`postgresql://${user}@/defend?host=one,two&port=6432,6433`, { hosts: ['one 6432', 'two 6433'] }],
  [`postgresql://${user}@db/defend?pgbouncer=true`, { isPooled: true }],
  [`postgresql://${user}@db/?dbname=defend&sslmode=verify-full&sslrootcert=system`, { ssl: {} }],
  [`postgresql://${user}@db/defend?sslmode=require`, { ssl: { rejectUnauthorized: false } }],
  [`postgresql://${user}@db/defend?sslmode=disable`, {}],
])('%s', (url, different) => {
  expect(read(url)).toEqual({ ...defaults, ...different })
})
