import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { findViolations, readRules } from './arrows.ts'

const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'defend-arrows-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Imports as `[rule, importing file, imported module]`, each of which breaks the rule. */
const planted = [
  ['flow-is-pure', 'server/flow/a.ts', 'node:fs'],
  ['flow-is-pure', 'server/flow/b.ts', 'server/domain/planted.ts'],
  ['domain-is-pure', 'server/domain/a.ts', 'pg'],
  ['domain-is-pure', 'server/domain/b.ts', 'server/app/planted.ts'],
  ['domain-is-pure', 'server/domain/c.ts', 'node:fs'],
  ['app-is-pure', 'server/app/a.ts', 'pg'],
  ['app-is-pure', 'server/app/b.ts', 'graphql'],
  ['app-is-pure', 'server/app/c.ts', 'node:net'],
  ['app-is-pure', 'server/app/d.ts', 'server/postgres/pool/planted.ts'],
  ['protocol-is-pure', 'broker/protocol/a.ts', 'pg'],
  ['protocol-is-pure', 'broker/protocol/b.ts', 'server/domain/planted.ts'],
  ['schema-imports-no-other-edge', 'schema/a.ts', 'server/postgres/pool/planted.ts'],
  ['broker-imports-no-other-edge', 'broker/a.ts', 'schema/planted.ts'],
  ['server-access-imports-no-other-edge', 'server/access/a.ts', 'server/graphql/planted.ts'],
  ['server-graphql-imports-no-other-edge', 'server/graphql/a.ts', 'server/api-port/planted.ts'],
  ['server-api-port-imports-no-other-edge', 'server/api-port/a.ts', 'server/device-port/planted.ts'],
  ['server-device-port-imports-no-other-edge', 'server/device-port/a.ts', 'server/access/planted.ts'],
  ['server-postgres-imports-no-other-edge', 'server/postgres/pool/a.ts', 'server/redis/planted.ts'],
  ['server-redis-imports-no-other-edge', 'server/redis/a.ts', 'server/postgres/pool/planted.ts'],
  ['server-pki-imports-no-other-edge', 'server/pki/a.ts', 'server/mail/planted.ts'],
  ['server-mail-imports-no-other-edge', 'server/mail/a.ts', 'server/pki/planted.ts'],
  ['server-webhooks-imports-no-other-edge', 'server/webhooks/a.ts', 'server/redis/planted.ts'],
  ['server-embedded-imports-no-other-edge', 'server/embedded/a.ts', 'server/redis/planted.ts'],
  ['postgres-pool-imports-downwards', 'server/postgres/pool/b.ts', 'server/postgres/callers/planted.ts'],
  ['postgres-callers-imports-downwards', 'server/postgres/callers/a.ts', 'server/postgres/lists/planted.ts'],
  ['postgres-commit-imports-downwards', 'server/postgres/commit/a.ts', 'server/postgres/ledger/planted.ts'],
  ['postgres-devices-imports-downwards', 'server/postgres/devices/a.ts', 'server/postgres/ledger/planted.ts'],
  ['postgres-ledger-imports-downwards', 'server/postgres/ledger/a.ts', 'server/postgres/commit/planted.ts'],
  [
    'postgres-webhooks-imports-downwards',
    'server/postgres/webhooks/a.ts',
    'server/postgres/ledger/planted.ts',
  ],
  ['postgres-lists-imports-downwards', 'server/postgres/lists/a.ts', 'server/postgres/devices/planted.ts'],
  ['only-the-broker-imports-the-protocol', 'server/redis/b.ts', 'broker/protocol/planted.ts'],
  ['only-lists-and-schema-import-the-prisma-client', 'server/redis/c.ts', 'prisma/generated/client.ts'],
  ['clients-agent-stays-in-bounds', 'clients/agent/a.ts', 'clients/sdk/planted.ts'],
  ['clients-sdk-stays-in-bounds', 'clients/sdk/a.ts', 'clients/console/planted.ts'],
  ['clients-cli-stays-in-bounds', 'clients/cli/a.ts', 'clients/agent/planted.ts'],
  ['clients-console-stays-in-bounds', 'clients/console/a.ts', 'clients/cli/planted.ts'],
  ['clients-examples-stays-in-bounds', 'clients/examples/a.ts', 'server/domain/planted.ts'],
  ['only-the-demo-imports-the-demo', 'server/access/b.ts', 'server/demo/planted.ts'],
  ['only-the-demo-imports-the-demo', 'server/graphql/b.ts', 'server/demo/planted.ts'],
  ['only-the-demo-imports-the-demo', 'server/api-port/b.ts', 'server/demo/planted.ts'],
  ['only-the-demo-imports-the-demo', 'server/device-port/b.ts', 'server/demo/planted.ts'],
  ['production-never-imports-tests', 'server/redis/d.ts', 'server/e2e/planted.ts'],
  ['production-never-imports-tests', 'server/redis/e.ts', 'server/testing/planted.ts'],
  ['only-main-composes', 'server/redis/f.ts', 'server/service.ts'],
  ['only-main-composes', 'server/redis/h.ts', 'server/composition/planted.ts'],
  ['pg-stays-in-its-layer', 'server/redis/g.ts', 'pg'],
  ['graphql-stays-in-its-layer', 'server/device-port/c.ts', 'graphql'],
  ['aedes-stays-in-its-layer', 'server/device-port/d.ts', 'aedes'],
  ['ioredis-stays-in-its-layer', 'server/postgres/pool/c.ts', 'ioredis'],
  ['bullmq-stays-in-its-layer', 'broker/b.ts', 'bullmq'],
  ['nodemailer-stays-in-its-layer', 'server/pki/b.ts', 'nodemailer'],
] as const

/** Imports that the rules must allow. */
const allowed = [
  ['server/graphql/ok.ts', 'server/access/planted.ts'],
  ['server/api-port/ok.ts', 'server/graphql/planted.ts'],
  ['server/postgres/lists/ok.ts', 'server/postgres/ledger/planted.ts'],
  ['server/mail/ok.ts', 'server/flow/planted.ts'],
  ['server/app/ok.ts', 'server/domain/planted.ts'],
  ['server/flow/ok.ts', 'lru-cache'],
  ['server/redis/ok.int.test.ts', 'server/e2e/planted.ts'],
  ['clients/console/ok.ts', 'clients/sdk/planted.ts'],
  ['clients/agent/ok.ts', 'broker/protocol/planted.ts'],
] as const

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const isFile = (target: string) => target.endsWith('.ts')

function plant(from: string, to: string) {
  if (isFile(to)) write(to, 'export const planted = 1\n')
  else if (!to.startsWith('node:')) {
    write(`node_modules/${to}/package.json`, JSON.stringify({ name: to, version: '1.0.0', main: 'index.js' }))
    write(`node_modules/${to}/index.js`, 'module.exports = {}\n')
  }
  const toRoot = '../'.repeat(dirname(from).split('/').length)
  write(from, `import * as planted from '${isFile(to) ? toRoot + to : to}'\nexport const used = planted\n`)
}

test('each import rule reports its planted violation, and no allowed import is reported', {
  timeout: 30_000,
}, async () => {
  for (const [, from, to] of planted) plant(from, to)
  for (const [from, to] of allowed) plant(from, to)
  write(
    'package.json',
    JSON.stringify({ dependencies: { pg: '1', graphql: '1', aedes: '1', ioredis: '1', 'lru-cache': '1' } }),
  )
  write('server/redis/circle.ts', "export { circle } from './circle-back.ts'\n")
  write('server/redis/circle-back.ts', "export { circle } from './circle.ts'\n")

  const { violations } = await findViolations(root)

  const found = violations.map(({ rule, from }) => `${rule}: ${from}`)
  expect(found).toEqual(expect.arrayContaining(planted.map(([rule, from]) => `${rule}: ${from}`)))
  expect(found.filter(line => line.includes('/ok.'))).toEqual([])
  const { forbidden = [] } = await readRules()
  const everyRule = forbidden.map(({ name }) => name).sort()
  expect([...new Set(violations.map(({ rule }) => rule))].sort()).toEqual(everyRule)
})

test('a folder without modules counts as 0 modules checked', { timeout: 30_000 }, async () => {
  const empty = mkdtempSync(join(tmpdir(), 'defend-arrows-'))
  mkdirSync(join(empty, 'server'))
  expect((await findViolations(empty)).modules).toBe(0)
  rmSync(empty, { recursive: true })
})

test('the linter refuses process.env outside the files that read the environment', () => {
  const copy = mkdtempSync(join(tmpdir(), 'defend-lint-'))
  const plantLine = (path: string) => {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), "export const url = process.env['REDIS_URL']\n")
  }
  const refused = ['server/app/a.ts', 'server/redis/a.ts', 'server/log.ts', 'broker/a.ts', 'schema/a.ts']
  for (const path of [...refused, 'server/environment.ts']) plantLine(path)
  const config = JSON.parse(readFileSync(resolvePath('../biome.json'), 'utf8'))
  writeFileSync(
    join(copy, 'biome.json'),
    JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }),
  )
  const biome = resolvePath('../node_modules/.bin/biome')
  const { stdout } = spawnSync(biome, ['lint', '--reporter=github'], { cwd: copy, encoding: 'utf8' })
  const found = stdout.split('\n').filter(line => line.includes('lint/style/noProcessEnv'))
  for (const path of refused)
    expect(
      found.some(line => line.includes(path)),
      path,
    ).toBe(true)
  expect(found).toHaveLength(refused.length)
  rmSync(copy, { recursive: true })
}, 30_000)
