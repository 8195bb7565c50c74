import { join, resolve } from 'node:path'
import {
  anyText,
  claimPath,
  count,
  directory,
  faultOfPair,
  flag,
  host,
  issuerUrl,
  type LogLevel,
  listOf,
  logLevel,
  mailAddress,
  manifests,
  origin,
  otlpEndpoint,
  otlpProtocol,
  port,
  postgresUrl,
  type Read,
  readableFile,
  redisUrl,
  smtpUrl,
  trustDomainName,
} from './environment-values.ts'
import { unknownVariables } from './known-variables.ts'

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
  /** Documents registered besides those of our own clients, by their id, and whether only registered ones run. */
  trustedDocuments: { more: ReadonlyMap<string, string>; only: boolean }
  /** URL null: messages are written to files under the data directory. */
  mail: { smtpUrl: string | null; from: string }
}

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
    trustedDocuments: {
      more: read('DEFEND_TRUSTED_DOCUMENTS', manifests, new Map<string, string>()),
      only: read('DEFEND_TRUSTED_DOCUMENTS_ONLY', flag, false),
    },
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
