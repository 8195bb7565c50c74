import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IdentityProvider, startIdentityProvider } from '../embedded/identity-provider.ts'
import { openKeys } from '../pki/open-keys.ts'
import { openCommitter } from '../postgres/commit/group-commit.ts'
import { openPool } from '../postgres/pool/pool.ts'
import { seedDevice, seedOrganization } from '../testing/seed.ts'
import {
  type SystemPostgres,
  startSystemPostgres,
  systemPostgresPrograms,
} from '../testing/system-postgres.ts'
import type { Finding } from './finding.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const programs = await systemPostgresPrograms()

/** A directory with only the build, without sources and development dependencies. */
let directory: string
let postgres: SystemPostgres
let identity: IdentityProvider
const at = (...names: string[]) => join(directory, ...names)

interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const path = [postgres?.programs, process.env['PATH']].filter(Boolean).join(delimiter)
  const child = spawn(process.execPath, [file, ...args], { cwd: directory, env: { PATH: path, ...env } })
  let out = ''
  let err = ''
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

const defendServer = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  run(at('dist', 'defend-server.js'), args, env)

describe.skipIf(!programs)('defend-server (skipped if the system has no PostgreSQL server)', () => {
  let url: string
  let environment: NodeJS.ProcessEnv

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'defend-dist-'))
    postgres = await startSystemPostgres(programs ?? '')
    identity = await startIdentityProvider({ port: 0, dataDirectory: directory })
    const built = await run(join(root, 'deploy', 'build.mjs'), [at('dist')])
    expect(built).toMatchObject({ code: 0, err: '' })
    url = await postgres.createDatabase('defend')
    environment = {
      OIDC_ISSUER: identity.issuer,
      OIDC_AUDIENCE: identity.audience,
      DATABASE_URL: url,
      DEFEND_DATA_DIR: at('data'),
      DEFEND_API_PORT: '0',
      DEFEND_DEVICE_PORT: '0',
      DEFEND_DEVICE_HOST: '127.0.0.1',
    }
  })
  afterAll(async () => {
    await identity?.close()
    await postgres?.close()
    await rm(directory, { recursive: true, force: true })
  })

  test('exits with 2 for unknown commands and invalid variables, and with 0 for --help', async () => {
    expect(await defendServer(['frobnicate'])).toMatchObject({ code: 2, err: /unknown command/ })
    expect(await defendServer(['backup'])).toMatchObject({ code: 2, err: expect.stringContaining('--to') })
    expect(await defendServer(['migrate'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('DATABASE_URL'),
    })
    expect(await defendServer(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('doctor') })
  })

  test('a second migration changes nothing', async () => {
    const first = await defendServer(['migrate'], environment)
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('migrated: ') })
    const second = await defendServer(['migrate'], environment)
    expect(second).toMatchObject({ code: 0, out: 'The database is up to date.\n' })
  })

  test('the built service serves requests and the console, and shuts down in order', async () => {
    const child = spawn(process.execPath, [at('dist', 'server.js')], {
      cwd: directory,
      env: { PATH: process.env['PATH'], ...environment },
    })
    let log = ''
    child.stderr.on('data', chunk => {
      log += chunk
    })
    const exited = once(child, 'exit')
    const line = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line').then(([text]) => JSON.parse(text)),
      exited.then(([code]) => ({ msg: `ended with ${code}: ${log}` })),
    ])
    expect(line).toMatchObject({ msg: 'ready' })
    expect((await fetch(line.api, { headers: { accept: 'text/html' } })).status).toBe(200)
    expect((await fetch(`${line.api}/console/config.json`)).status).toBe(200)
    const response = await fetch(`${line.api}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await identity.token('alice')}`,
      },
      body: '{"query":"{ viewer { __typename } devices { totalCount } }"}',
    })
    expect(await response.json()).toMatchObject({ data: { devices: { totalCount: 0 } } })
    child.kill('SIGTERM')
    expect((await exited)[0]).toBe(0)
  })

  test('doctor passes a healthy service, and names the faults of a broken one', async () => {
    const healthy = await defendServer(['doctor', '--json'], environment)
    const findings = healthy.out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Finding)
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(new Set(findings.map(({ subject }) => subject))).toEqual(
      new Set(['environment', 'issuer', 'keys', 'device CA', 'disk', 'PostgreSQL', 'Redis', 'ledgers']),
    )
    const sick = await defendServer(['doctor'], {
      ...environment,
      REDIS_URL: 'redis://127.0.0.1:1',
      OIDC_ISSUER: 'http://127.0.0.1:1',
    })
    expect(sick.code).toBe(1)
    expect(sick.out).toMatch(/FAIL +Redis .*\n *→ Start Redis/)
    expect(sick.out).toMatch(/FAIL +issuer /)
    const unset = await defendServer(['doctor'], {})
    expect(unset).toMatchObject({ code: 1, out: expect.stringContaining('OIDC_ISSUER') })
  })

  test('a backup restores database, keys and artifacts, and refuses to overwrite', async () => {
    const pool = openPool(url, 2)
    const ledger = openCommitter({ url, clock: Date, onCommitted: () => {} })
    const organization = await seedOrganization(pool)
    const device = await seedDevice(ledger, organization.id)
    await mkdir(at('data', 'artifacts'), { recursive: true })
    await writeFile(at('data', 'artifacts', 'evidence'), 'bytes')

    expect(await defendServer(['backup', '--to', at('backup')], environment)).toMatchObject({ code: 0 })
    expect(await defendServer(['backup', '--to', at('backup')], environment)).toMatchObject({
      code: 1,
      err: expect.stringContaining('already exists'),
    })
    // Changes after the backup are not part of it.
    await seedDevice(ledger, organization.id)
    await ledger.close()
    await pool.close()

    const elsewhere = {
      ...environment,
      DATABASE_URL: await postgres.createDatabase('restored'),
      DEFEND_DATA_DIR: at('restored'),
    }
    const restored = await defendServer(['restore', '--from', at('backup')], elsewhere)
    expect(restored).toMatchObject({ code: 0, err: '' })
    const read = openPool(elsewhere.DATABASE_URL, 1)
    expect(await read.query('SELECT id FROM device')).toEqual([{ id: device.id }])
    await read.close()
    for (const name of ['keys/device-ca.pem', 'artifacts/evidence'])
      expect(await readFile(at('restored', name))).toEqual(await readFile(at('data', name)))

    const again = { ...elsewhere, DEFEND_DATA_DIR: at('third') }
    expect(await defendServer(['restore', '--from', at('backup')], again)).toMatchObject({
      code: 1,
      err: expect.stringContaining('already has tables'),
    })
    await cp(at('backup'), at('damaged'), { recursive: true })
    await writeFile(at('damaged', 'database.dump'), 'x', { flag: 'a' })
    const empty = { ...again, DATABASE_URL: await postgres.createDatabase('fourth') }
    expect(await defendServer(['restore', '--from', at('damaged')], empty)).toMatchObject({
      code: 1,
      err: expect.stringContaining('damaged'),
    })
  })

  test('doctor finds an altered ledger', async () => {
    const pool = openPool(url.replace('/defend', '/restored'), 1)
    await pool.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
    await pool.query(
      `UPDATE audit_event SET canonical = replace(canonical, 'DEVICE_ENROLLED', 'DEVICE_REVOKED')`,
    )
    await pool.close()
    const env = { ...environment, DATABASE_URL: url.replace('/defend', '/restored') }
    expect(await defendServer(['doctor', '--verify-ledgers'], env)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/FAIL +ledgers .*missing, altered or unlinked/),
    })
  })

  test('rotate-keys publishes a key before it signs', async () => {
    const keys = at('data', 'keys')
    const open = () => openKeys(keys, { trustDomain: 'defend.local', names: ['localhost'], now: Date.now })
    const before = await open()
    expect(await defendServer(['rotate-keys', 'activate'], environment)).toMatchObject({ code: 1 })
    expect(await defendServer(['rotate-keys', 'prepare'], environment)).toMatchObject({ code: 0 })
    const prepared = await open()
    expect(prepared.commandSigner.kid).toBe(before.commandSigner.kid)
    expect(prepared.commandKeys.keys).toHaveLength(before.commandKeys.keys.length + 1)

    const tooEarly = await defendServer(['rotate-keys', 'activate'], environment)
    expect(tooEarly).toMatchObject({ code: 1, err: expect.stringContaining('--force') })
    const longAgo = new Date(Date.now() - 61 * 86_400_000)
    await utimes(join(keys, 'command-next.pem'), longAgo, longAgo)
    expect(await defendServer(['rotate-keys', 'activate'], environment)).toMatchObject({ code: 0 })
    const after = await open()
    expect(after.commandSigner.kid).not.toBe(before.commandSigner.kid)
    expect(after.commandKeys.keys).toEqual(expect.arrayContaining([...prepared.commandKeys.keys]))
  })
})
