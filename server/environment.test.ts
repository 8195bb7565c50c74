import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PemConverter, X509CertificateGenerator } from '@peculiar/x509'
import { afterAll, describe, expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'

const keyPair = () =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])

const pemOf = async (key: webcrypto.CryptoKey) =>
  PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')

const identity = { OIDC_ISSUER: 'https://login.example.com', OIDC_AUDIENCE: 'defend' }
const files = mkdtempSync(join(tmpdir(), 'environment-'))
afterAll(() => rmSync(files, { recursive: true }))

function faultsOf(env: NodeJS.ProcessEnv): string[] {
  const result = readEnvironment({ ...identity, ...env })
  return 'faults' in result ? result.faults : []
}

function valid(env: NodeJS.ProcessEnv) {
  const result = readEnvironment({ ...identity, ...env })
  if ('faults' in result) throw new Error(result.faults.join('\n'))
  return result.ok
}

test('if only the issuer and the audience are set, all other settings have their defaults', () => {
  expect(valid({})).toEqual({
    identity: {
      issuer: 'https://login.example.com',
      audience: 'defend',
      orgClaim: ['org'],
      rolesClaim: ['roles'],
      organizations: null,
    },
    database: null,
    redisUrl: null,
    dataDirectory: resolve('.defend'),
    keysDirectory: resolve('.defend/keys'),
    artifactsDirectory: resolve('.defend/artifacts'),
    trustDomain: 'defend.local',
    api: { host: '127.0.0.1', port: 4000, tls: null, corsOrigins: [] },
    device: { host: '0.0.0.0', port: 443, names: ['localhost', '127.0.0.1'] },
    consoleClientId: 'defend-console',
    mutationsPerMinute: 600,
    logLevel: 'info',
    tracing: false,
    webhookHosts: new Set(),
    trustedDocuments: { more: new Map(), only: false },
    mail: { smtpUrl: null, from: 'defend@defend.local' },
  })
})

test('every variable is read', () => {
  const database = 'postgresql://app:s3cret@db.example/defend'
  const owner = 'postgresql://owner@/defend?host=%2Frun%2Fpostgresql'
  expect(
    valid({
      OIDC_ISSUER: 'http://127.0.0.1:9000/realms/one',
      OIDC_ORG_CLAIM: 'tenant.id',
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      OIDC_ORGS: 'acme, globex',
      DATABASE_URL: database,
      DATABASE_OWNER_URL: owner,
      REDIS_URL: 'rediss://:pw@redis.example:6380/1',
      DEFEND_DATA_DIR: files,
      DEFEND_KEYS_DIR: join(files, 'my-keys'),
      DEFEND_ARTIFACTS: join(files, 'a/b'),
      DEFEND_TRUST_DOMAIN: 'corp.example',
      DEFEND_HOST: '::1',
      DEFEND_API_PORT: '0',
      DEFEND_CORS_ORIGINS: 'https://one.example,http://localhost:5173',
      DEFEND_DEVICE_HOST: 'devices.internal',
      DEFEND_DEVICE_PORT: '8443',
      DEFEND_DEVICE_NAMES: 'devices.example,10.0.0.1,2001:db8::1',
      DEFEND_CONSOLE_CLIENT_ID: 'acme-console',
      DEFEND_MUTATIONS_PER_MINUTE: '0',
      SMTP_URL: 'smtps://u:p@mail.example',
      DEFEND_TRUSTED_DOCUMENTS_ONLY: 'true',
      DEFEND_WEBHOOK_HOSTS: 'Receiver.internal., 10.0.0.7',
      SMTP_FROM: 'Defend <no-reply@corp.example>',
    }),
  ).toEqual({
    identity: {
      issuer: 'http://127.0.0.1:9000/realms/one',
      audience: 'defend',
      orgClaim: ['tenant', 'id'],
      rolesClaim: ['realm_access', 'roles'],
      organizations: ['acme', 'globex'],
    },
    database: { url: database, ownerUrl: owner },
    redisUrl: 'rediss://:pw@redis.example:6380/1',
    dataDirectory: files,
    keysDirectory: join(files, 'my-keys'),
    artifactsDirectory: join(files, 'a/b'),
    trustDomain: 'corp.example',
    api: {
      host: '::1',
      port: 0,
      tls: null,
      corsOrigins: ['https://one.example', 'http://localhost:5173'],
    },
    device: {
      host: 'devices.internal',
      port: 8443,
      names: ['devices.example', '10.0.0.1', '2001:db8::1'],
    },
    consoleClientId: 'acme-console',
    mutationsPerMinute: 0,
    logLevel: 'info',
    tracing: false,
    webhookHosts: new Set(['receiver.internal', '10.0.0.7']),
    trustedDocuments: { more: new Map(), only: true },
    mail: { smtpUrl: 'smtps://u:p@mail.example', from: 'Defend <no-reply@corp.example>' },
  })
})

test('an empty variable counts as unset, and DATABASE_OWNER_URL defaults to DATABASE_URL', () => {
  const environment = valid({ DEFEND_API_PORT: ' ', REDIS_URL: '', DATABASE_URL: 'postgres://a@b/c' })
  expect(environment.api.port).toBe(4000)
  expect(environment.redisUrl).toBeNull()
  expect(environment.database?.ownerUrl).toBe('postgres://a@b/c')
})

describe('without an identity provider', () => {
  for (const env of [{}, { OIDC_ISSUER: identity.OIDC_ISSUER }, { OIDC_AUDIENCE: 'defend' }]) {
    test(`(${Object.keys(env)}) one message names both variables and the demo`, () => {
      const result = readEnvironment(env)
      const faults = 'faults' in result ? result.faults : []
      expect(faults).toHaveLength(1)
      expect(faults[0]).toMatch(/OIDC_ISSUER.*OIDC_AUDIENCE.*npm run demo/)
    })
  }
})

writeFileSync(join(files, 'broken.json'), '{')
writeFileSync(join(files, 'text.json'), '{"1": "query {"}')

test('documents are registered by map files and by Apollo manifests', () => {
  const [map, apollo] = [join(files, 'map.json'), join(files, 'apollo.json')]
  writeFileSync(map, JSON.stringify({ one: '{ ledgerHead }' }))
  writeFileSync(
    apollo,
    JSON.stringify({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [{ id: 'two', name: 'Head', type: 'query', body: 'query Head { ledgerHead }' }],
    }),
  )
  expect(valid({ DEFEND_TRUSTED_DOCUMENTS: `${map}, ${apollo}` }).trustedDocuments.more).toEqual(
    new Map([
      ['one', '{ ledgerHead }'],
      ['two', 'query Head { ledgerHead }'],
    ]),
  )
})

describe('the fault of an invalid value is one line that names its variable', () => {
  const bad: Record<string, string[]> = {
    OIDC_ISSUER: [
      'login.example.com',
      'http://login.example.com',
      'ftp://x',
      'https://x/?a=1',
      'https://x/#a',
    ],
    DEFEND_TRUSTED_DOCUMENTS: [
      join(files, 'none.json'),
      join(files, 'broken.json'),
      join(files, 'text.json'),
    ],
    DEFEND_TRUSTED_DOCUMENTS_ONLY: ['maybe'],
    OIDC_ORG_CLAIM: ['a..b', '.a', 'a. b'],
    OIDC_ROLES_CLAIM: ['roles.'],
    OIDC_ORGS: [',', 'acme,,globex'],
    DATABASE_URL: [
      'mysql://db/defend',
      'nonsense',
      'postgresql://db',
      'postgresql://one,,two/defend',
      'postgresql://one:99999/defend',
      'postgresql://one:x/defend',
      'postgresql:///defend?host=one,two&port=1,2,3',
      'postgresql://one,two/defend?target_session_attrs=standby',
      'postgresql://one/defend?pgbouncer=yes',
      'postgresql://one/defend?options=-cjit=off',
      'postgresql://one/defend?sslmode=prefer',
      'postgresql://one/defend?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
    ],
    REDIS_URL: [
      'http://redis',
      'localhost:6379',
      'redis://',
      'redis://one,two',
      'unix://host/run/redis.sock',
      'redis+sentinel://one,two',
      'redis+sentinel://one,,two/name',
      'redis+cluster://one,two/3',
      'redis+cluster://',
    ],
    DEFEND_DATA_DIR: ['/dev/null/x', 's3://bucket'],
    DEFEND_KEYS_DIR: ['/dev/null'],
    DEFEND_ARTIFACTS: ['s3://bucket/artifacts'],
    DEFEND_TRUST_DOMAIN: ['Corp.example', 'a/b', 'spiffe://x'],
    DEFEND_HOST: ['999.1.1.1', 'http://x', 'a b'],
    DEFEND_API_PORT: ['-1', '65536', '4000.5', '0x10', '1e3', 'abc', '99999999999999999999'],
    DEFEND_DEVICE_HOST: ['*', ''.padEnd(300, 'x')],
    DEFEND_DEVICE_PORT: ['https'],
    DEFEND_DEVICE_NAMES: ['ok.example,not ok', 'a,'],
    DEFEND_CORS_ORIGINS: ['*', 'https://x.example/', 'https://x.example/path', 'null', 'x.example'],
    DEFEND_MUTATIONS_PER_MINUTE: ['-1', 'many', '1.5'],
    DEFEND_API_CERT: ['/nowhere/cert.pem'],
    SMTP_URL: ['mail.example:25', 'http://mail.example'],
    SMTP_FROM: ['nobody', 'a@b c@d'],
  }
  for (const [name, values] of Object.entries(bad)) {
    for (const value of values) {
      test(`${name}=${value.slice(0, 30)}`, () => {
        const faults = faultsOf({
          DEFEND_API_KEY: name === 'DEFEND_API_CERT' ? import.meta.filename : '',
          [name]: value,
        })
        expect(faults).toHaveLength(1)
        expect(faults[0]).toMatch(new RegExp(`^${name}: [^\n]+$`))
      })
    }
  }
})

test('all faults are reported together', () => {
  const env = { DEFEND_API_PORT: 'x', REDIS_URL: 'y', DEFEND_MUTATIONS_PER_MINUTE: 'z', DEFEND_HOST: ' / ' }
  const result = readEnvironment(env)
  const named = 'faults' in result ? result.faults.map(line => line.split(/:| and /)[0]) : []
  expect(named.sort()).toEqual([
    'DEFEND_API_PORT',
    'DEFEND_HOST',
    'DEFEND_MUTATIONS_PER_MINUTE',
    'OIDC_ISSUER',
    'REDIS_URL',
  ])
})

test('a fault is a single line, and never contains a password', () => {
  expect(faultsOf({ DEFEND_API_PORT: 'a\nb' })[0]).not.toContain('\n')
  expect(
    faultsOf({ DATABASE_URL: 'mysql://u:hunter2@db/x', REDIS_URL: 'http://:hunter2@r' }).join(),
  ).not.toContain('hunter2')
})

test('DATABASE_OWNER_URL requires DATABASE_URL', () => {
  expect(faultsOf({ DATABASE_OWNER_URL: 'postgres://o@db/x' })).toEqual([
    expect.stringMatching(/^DATABASE_OWNER_URL: .*DATABASE_URL/),
  ])
})

test('the API and the devices cannot share a port', () => {
  expect(faultsOf({ DEFEND_API_PORT: '443', DEFEND_HOST: '0.0.0.0' })).toEqual([
    expect.stringContaining('DEFEND_DEVICE_PORT'),
  ])
  expect(faultsOf({ DEFEND_API_PORT: '0', DEFEND_DEVICE_PORT: '0', DEFEND_HOST: '0.0.0.0' })).toEqual([])
})

describe('the certificate of the API', () => {
  const certFile = join(files, 'cert.pem')
  const keyFile = join(files, 'key.pem')

  test('requires its key, and the key requires its certificate', () => {
    writeFileSync(certFile, 'x')
    expect(faultsOf({ DEFEND_API_CERT: certFile })).toEqual(['DEFEND_API_CERT: needs DEFEND_API_KEY'])
    expect(faultsOf({ DEFEND_API_KEY: certFile })).toEqual(['DEFEND_API_KEY: needs DEFEND_API_CERT'])
  })

  test('must belong to its key', async () => {
    const own = await keyPair()
    const certificate = await X509CertificateGenerator.createSelfSigned({ name: 'CN=api', keys: own })
    writeFileSync(certFile, certificate.toString('pem'))
    writeFileSync(keyFile, await pemOf(own.privateKey))
    expect(valid({ DEFEND_API_CERT: certFile, DEFEND_API_KEY: keyFile }).api.tls).toEqual({
      certFile,
      keyFile,
    })

    writeFileSync(keyFile, await pemOf((await keyPair()).privateKey))
    expect(faultsOf({ DEFEND_API_CERT: certFile, DEFEND_API_KEY: keyFile })).toEqual([
      expect.stringMatching(/^DEFEND_API_CERT and DEFEND_API_KEY: /),
    ])
  })

  test('must be a certificate', () => {
    writeFileSync(certFile, 'not a certificate')
    writeFileSync(keyFile, 'not a key')
    expect(faultsOf({ DEFEND_API_CERT: certFile, DEFEND_API_KEY: keyFile })).toEqual([
      expect.stringMatching(/^DEFEND_API_CERT and DEFEND_API_KEY: /),
    ])
  })
})

test.runIf(process.getuid?.() !== 0)('a directory must be writable (skipped as root)', () => {
  const closed = mkdtempSync(join(files, 'closed-'))
  chmodSync(closed, 0o500)
  expect(faultsOf({ DEFEND_DATA_DIR: join(closed, 'data') })).toEqual([
    expect.stringMatching(/^DEFEND_DATA_DIR: .*EACCES/),
  ])
})

test('refuses an unknown DEFEND_ variable and suggests the nearest known name; accepts variables of other programs', () => {
  expect(faultsOf({ DEFEND_APIPORT: '4000', DEFEND_SOMETHING_ELSE: '1' })).toEqual([
    'DEFEND_APIPORT: no such variable (did you mean DEFEND_API_PORT?)',
    'DEFEND_SOMETHING_ELSE: no such variable',
  ])
  expect(faultsOf({ DEFEND_TOKEN: 'x', DEFEND_URL: 'http://127.0.0.1:4000', DEFENDER: 'x' })).toEqual([])
})

test('the log level must be one of pino’s', () => {
  expect(valid({ DEFEND_LOG_LEVEL: 'DEBUG' }).logLevel).toBe('debug')
  expect(faultsOf({ DEFEND_LOG_LEVEL: 'loud' })[0]).toMatch(/^DEFEND_LOG_LEVEL: "loud" is not one of fatal/)
})

test('spans are exported if an OTLP endpoint or an exporter is set and the SDK is not disabled', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' }
  expect(valid({}).tracing).toBe(false)
  expect(valid({ OTEL_SERVICE_NAME: 'response' }).tracing).toBe(false)
  expect(valid(endpoint).tracing).toBe(true)
  expect(valid({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector/v1/traces' }).tracing).toBe(true)
  expect(valid({ OTEL_TRACES_EXPORTER: 'console' }).tracing).toBe(true)
  expect(valid({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }).tracing).toBe(false)
  expect(valid({ ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }).tracing).toBe(false)
})

test('an OTLP endpoint must be a URL, and its protocol one of OTLP', () => {
  expect(
    faultsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318', OTEL_EXPORTER_OTLP_PROTOCOL: 'thrift' }),
  ).toEqual([
    'OTEL_EXPORTER_OTLP_ENDPOINT: must be a URL, for example http://collector:4318',
    'OTEL_EXPORTER_OTLP_PROTOCOL: "thrift" is not one of grpc, http/protobuf, http/json',
  ])
})
