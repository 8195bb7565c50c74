import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { unknownVariables } from './known-variables.ts'
import { readPostgresAddress } from './postgres/pool/postgres-address.ts'
import { readRedisAddress } from './redis/redis-address.ts'

export type Environment = {
  identity: {
    issuer: string
    audience: string
    /** Paths in a token's claims, for example `['realm_access', 'roles']` for `realm_access.roles`. */
    orgClaim: readonly string[]
    rolesClaim: readonly string[]
    /** Ids of the organizations that may use the service; null: all. */
    organizations: readonly string[] | null
  }
  /** null: an embedded PostgreSQL under the data directory. */
  database: { url: string; ownerUrl: string } | null
  /** null: a private redis-server under the data directory. */
  redisUrl: string | null
  dataDirectory: string
  keysDirectory: string
  artifactsDirectory: string
  trustDomain: string
  api: {
    host: string
    /** 0: any free port, which the ready line contains. */
    port: number
    tls: { certFile: string; keyFile: string } | null
    corsOrigins: readonly string[]
  }
  device: {
    host: string
    port: number
    /** DNS names and addresses in the certificate of the device port. */
    names: readonly string[]
  }
  /** The console's client id at the issuer. */
  consoleClientId: string
  /** 0: no limit. */
  mutationsPerMinute: number
  logLevel: LogLevel
  /** Whether OpenTelemetry's SDK runs. It reads the other `OTEL_*` variables itself. */
  tracing: boolean
  /** Hosts that webhooks may reach at private addresses and by `http:`; lower case. */
  webhookHosts: ReadonlySet<string>
  /** URL null: messages are written to files under the data directory. */
  mail: { smtpUrl: string | null; from: string }
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

type Read<T> = { ok: T } | { fault: string }

/**
 * The only reader of process.env. Returns all faults, not only the first. Each is one line that starts with its variable;
 * values that may contain a password are not repeated. An empty variable counts as unset.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): { ok: Environment } | { faults: string[] } {
  const faults: string[] = [...unknownVariables(env)]

  const text = (name: string): string | null => env[name]?.trim() || null
  const fault = (name: string, what: string) => void faults.push(`${name}: ${what}`)

  /** The parsed variable, or the default if it is unset or faulty (the default is not used in that case). */
  function read<T, D>(name: string, parse: (value: string) => Read<T>, otherwise: D): T | D {
    const value = text(name)
    if (value === null) return otherwise
    const result = parse(value)
    if ('ok' in result) return result.ok
    fault(name, result.fault)
    return otherwise
  }

  const issuer = read('OIDC_ISSUER', issuerUrl, null)
  const audience = text('OIDC_AUDIENCE')
  if (!text('OIDC_ISSUER') || !audience) {
    faults.unshift(
      'OIDC_ISSUER and OIDC_AUDIENCE must be set: your OpenID Connect issuer and the audience of its tokens (to try the service with demo people instead: npm run demo)',
    )
  }

  const databaseUrl = read('DATABASE_URL', postgresUrl, null)
  const ownerUrl = read('DATABASE_OWNER_URL', postgresUrl, databaseUrl)
  if (text('DATABASE_OWNER_URL') && !text('DATABASE_URL')) {
    fault('DATABASE_OWNER_URL', 'requires DATABASE_URL')
  }

  const certFile = read('DEFEND_API_CERT', readableFile, null)
  const keyFile = read('DEFEND_API_KEY', readableFile, null)
  if (text('DEFEND_API_CERT') && !text('DEFEND_API_KEY')) fault('DEFEND_API_CERT', 'needs DEFEND_API_KEY')
  if (text('DEFEND_API_KEY') && !text('DEFEND_API_CERT')) fault('DEFEND_API_KEY', 'needs DEFEND_API_CERT')
  const tls = certFile && keyFile ? { certFile, keyFile } : null
  const tlsFault = tls && faultOfPair(tls)
  if (tlsFault) fault('DEFEND_API_CERT and DEFEND_API_KEY', tlsFault)

  const dataDirectory = read('DEFEND_DATA_DIR', directory, resolve('.defend'))
  const trustDomain = read('DEFEND_TRUST_DOMAIN', trustDomainName, 'defend.local')

  /** Also checks the variables that would otherwise fail only when the first span is exported. */
  function isTracing(): boolean {
    const endpoints = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT']
    const set = endpoints.filter(name => read(name, otlpEndpoint, null) !== null)
    for (const name of ['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'])
      read(name, otlpProtocol, null)
    const exporter = text('OTEL_TRACES_EXPORTER')
    if (text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || exporter === 'none') return false
    return set.length > 0 || exporter !== null
  }

  const environment = {
    identity: {
      issuer: issuer ?? '',
      audience: audience ?? '',
      orgClaim: read('OIDC_ORG_CLAIM', claimPath, ['org']),
      rolesClaim: read('OIDC_ROLES_CLAIM', claimPath, ['roles']),
      organizations: read('OIDC_ORGS', listOf(anyText), null),
    },
    database: databaseUrl && ownerUrl ? { url: databaseUrl, ownerUrl } : null,
    redisUrl: read('REDIS_URL', redisUrl, null),
    dataDirectory,
    keysDirectory: read('DEFEND_KEYS_DIR', directory, join(dataDirectory, 'keys')),
    artifactsDirectory: read('DEFEND_ARTIFACTS', directory, join(dataDirectory, 'artifacts')),
    trustDomain,
    api: {
      host: read('DEFEND_HOST', host, '127.0.0.1'),
      port: read('DEFEND_API_PORT', port, 4000),
      tls,
      corsOrigins: read('DEFEND_CORS_ORIGINS', listOf(origin), []),
    },
    device: {
      host: read('DEFEND_DEVICE_HOST', host, '0.0.0.0'),
      port: read('DEFEND_DEVICE_PORT', port, 443),
      names: read('DEFEND_DEVICE_NAMES', listOf(host), ['localhost', '127.0.0.1']),
    },
    consoleClientId: text('DEFEND_CONSOLE_CLIENT_ID') ?? 'defend-console',
    mutationsPerMinute: read('DEFEND_MUTATIONS_PER_MINUTE', count, 600),
    logLevel: read('DEFEND_LOG_LEVEL', logLevel, 'info'),
    tracing: isTracing(),
    webhookHosts: new Set(
      read('DEFEND_WEBHOOK_HOSTS', listOf(host), []).map(name => name.toLowerCase().replace(/\.$/, '')),
    ),
    mail: {
      smtpUrl: read('SMTP_URL', smtpUrl, null),
      from: read('SMTP_FROM', mailAddress, `defend@${trustDomain}`),
    },
  }
  const { api, device } = environment
  if (api.port !== 0 && api.port === device.port && api.host === device.host) {
    fault('DEFEND_API_PORT', `must differ from DEFEND_DEVICE_PORT (${api.port})`)
  }
  return faults.length > 0 ? { faults } : { ok: environment }
}

const quoted = (value: string): string => JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)

const anyText = (value: string): Read<string> => ({ ok: value })

function wholeNumber(value: string, most: number, what: string): Read<number> {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  return number <= most ? { ok: number } : { fault: `${quoted(value)} is not ${what}` }
}

const port = (value: string) => wholeNumber(value, 65_535, 'a port (0 to 65535; 0 selects a free one)')

const count = (value: string) => wholeNumber(value, 1_000_000_000, 'a whole number (0: no limit)')

function logLevel(value: string): Read<LogLevel> {
  const level = logLevels.find(level => level === value.toLowerCase())
  return level ? { ok: level } : { fault: `${quoted(value)} is not one of ${logLevels.join(', ')}` }
}

const hostName =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i

function host(value: string): Read<string> {
  const looksLikeAddress = /^[\d.]+$/.test(value)
  if (isIP(value) !== 0 || (!looksLikeAddress && hostName.test(value))) return { ok: value }
  return { fault: `${quoted(value)} is not a host name or an IP address` }
}

const listOf =
  <T>(item: (value: string) => Read<T>) =>
  (value: string): Read<T[]> => {
    const items: T[] = []
    for (const part of value.split(',').map(part => part.trim())) {
      if (part === '')
        return { fault: `${quoted(value)} has an empty entry; separate entries by single commas` }
      const result = item(part)
      if ('fault' in result) return result
      items.push(result.ok)
    }
    return { ok: items }
  }

function origin(value: string): Read<string> {
  const url = parseUrl(value)
  if (url && ['http:', 'https:'].includes(url.protocol) && url.origin === value.toLowerCase()) {
    return { ok: url.origin }
  }
  return {
    fault: `${quoted(value)} is not an origin, for example https://console.example.com (no path, no *)`,
  }
}

function issuerUrl(value: string): Read<string> {
  const url = parseUrl(value)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return { fault: `${quoted(value)} is not a URL` }
  if (url.username || url.password || url.search || url.hash || /[?#]/.test(value)) {
    return { fault: 'must not have a user, password, query or fragment' }
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return { fault: `${quoted(value)} must be https (http is allowed only for loopback)` }
  }
  return { ok: value }
}

const isLoopback = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d+){3}$/.test(name)

function postgresUrl(value: string): Read<string> {
  const address = readPostgresAddress(value)
  if ('fault' in address) return address
  const parameters = new URLSearchParams(value.split('?')[1] ?? '')
  for (const name of ['sslrootcert', 'sslcert', 'sslkey']) {
    const path = parameters.get(name)
    const file = path && path !== 'system' ? readableFile(path) : null
    if (file && 'fault' in file) return { fault: `${name}: ${file.fault}` }
  }
  return { ok: value }
}

function redisUrl(value: string): Read<string> {
  const address = readRedisAddress(value)
  return 'fault' in address ? address : { ok: value }
}

const otlpProtocols = ['grpc', 'http/protobuf', 'http/json']

const otlpProtocol = (value: string): Read<string> =>
  otlpProtocols.includes(value)
    ? { ok: value }
    : { fault: `${quoted(value)} is not one of ${otlpProtocols.join(', ')}` }

const otlpEndpoint = (value: string): Read<string> =>
  isUrlOf(parseUrl(value), ['http:', 'https:'])
    ? { ok: value }
    : { fault: 'must be a URL, for example http://collector:4318' }

function smtpUrl(value: string): Read<string> {
  const url = parseUrl(value)
  return isUrlOf(url, ['smtp:', 'smtps:']) && url.hostname !== ''
    ? { ok: value }
    : { fault: 'must be an SMTP URL, for example smtp://user:password@host:587 (smtps:// with TLS)' }
}

function mailAddress(value: string): Read<string> {
  return /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value)
    ? { ok: value }
    : { fault: `${quoted(value)} is not an e-mail address` }
}

function claimPath(value: string): Read<string[]> {
  const path = value.split('.')
  return path.every(part => part.trim() === part && part !== '')
    ? { ok: path }
    : { fault: `${quoted(value)} is not a dotted path of claims, for example realm_access.roles` }
}

function trustDomainName(value: string): Read<string> {
  return /^[a-z0-9._-]{1,255}$/.test(value)
    ? { ok: value }
    : {
        fault: `${quoted(value)} is not a trust domain (lower-case letters, digits, dots, dashes, underscores)`,
      }
}

function readableFile(value: string): Read<string> {
  const path = resolve(value)
  try {
    readFileSync(path)
    return { ok: path }
  } catch (error) {
    return { fault: `${quoted(value)} can't be read (${codeOf(error)})` }
  }
}

function faultOfPair({ certFile, keyFile }: { certFile: string; keyFile: string }): string | null {
  try {
    createSecureContext({ cert: readFileSync(certFile), key: readFileSync(keyFile) })
    return null
  } catch (error) {
    return `are not a PEM certificate and its key (${error instanceof Error ? error.message : error})`
  }
}

/** The directory may be missing if this process can create it. */
function directory(value: string): Read<string> {
  if (value.includes('\0') || /^[a-z][a-z0-9+.-]*:\/\//i.test(value)) {
    return { fault: `${quoted(value)} is not the path of a directory` }
  }
  const path = resolve(value)
  for (let existing = path; ; existing = dirname(existing)) {
    try {
      const isDirectory = statSync(existing).isDirectory()
      if (!isDirectory) return { fault: `${quoted(existing)} is not a directory` }
      accessSync(existing, constants.W_OK | constants.X_OK)
      return { ok: path }
    } catch (error) {
      if (codeOf(error) !== 'ENOENT')
        return { fault: `${quoted(existing)} can't be written (${codeOf(error)})` }
    }
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : String(error)

const isUrlOf = (url: URL | null, protocols: readonly string[]): url is URL =>
  url !== null && protocols.includes(url.protocol)

function parseUrl(value: string): URL | null {
  try {
    return new URL(value)
  } catch {
    return null
  }
}
