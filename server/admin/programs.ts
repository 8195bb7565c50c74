import { spawn } from 'node:child_process'
import { Client } from 'pg'
import { addressOf } from '../postgres/pool/postgres-client.ts'

/**
 * Runs a PostgreSQL client program on a database. The connection is passed in environment variables, so the password does
 * not appear in the process list. Rejects with the program's error output.
 */
export function runPostgresProgram(
  program: string,
  databaseUrl: string,
  args: readonly string[],
): Promise<void> {
  const env = { ...process.env, ...connectionVariables(databaseUrl) }
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', chunk => {
      said = (said + chunk).slice(-4_000)
    })
    child.once('error', () =>
      reject(new Error(`${program} is not on PATH: install PostgreSQL's client tools, as new as the server`)),
    )
    child.once('close', code =>
      code === 0 ? resolve() : reject(new Error(`${program} failed (${code}): ${said.trim()}`)),
    )
  })
}

/** Converts the URL to libpq's variables. `pg` parses each host's URL, so every form means the same as in the service. */
function connectionVariables(databaseUrl: string): Record<string, string> {
  const { servers, mustWrite } = addressOf(databaseUrl)
  const clients = servers.map(({ url }) => new Client({ connectionString: url }))
  const [first] = clients
  const parameters = new URLSearchParams(databaseUrl.split('?')[1] ?? '')
  const variables = {
    PGHOST: clients.map(({ host }) => host).join(','),
    PGPORT: clients.map(({ port }) => port).join(','),
    PGTARGETSESSIONATTRS: mustWrite ? 'read-write' : null,
    PGUSER: first?.user,
    PGPASSWORD: first?.password,
    PGDATABASE: first?.database,
    PGSSLMODE: parameters.get('sslmode'),
    PGSSLROOTCERT: parameters.get('sslrootcert'),
  }
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
}
