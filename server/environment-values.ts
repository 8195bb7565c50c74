import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname, resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import { readManifest } from './graphql/document-manifest.ts'
import { readPostgresAddress } from './postgres/pool/postgres-address.ts'
import { readRedisAddress } from './redis/redis-address.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/** A parsed value, or why the variable cannot be read. */
export type Read<T> = { ok: T } | { fault: string }

const quoted = (value: string): string => JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)

export const anyText = (value: string): Read<string> => ({ ok: value })

function wholeNumber(value: string, most: number, what: string): Read<number> {
  const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
  return number <= most ? { ok: number } : { fault: `${quoted(value)} is not ${what}` }
}

export const port = (value: string) => wholeNumber(value, 65_535, 'a port (0 to 65535; 0 selects a free one)')

export const count = (value: string) => wholeNumber(value, 1_000_000_000, 'a whole number (0: no limit)')

export function flag(value: string): Read<boolean> {
  const text = value.toLowerCase()
  if (['true', '1', 'yes', 'on'].includes(text)) return { ok: true }
  if (['false', '0', 'no', 'off'].includes(text)) return { ok: false }
  return { fault: `${quoted(value)} is neither true nor false` }
}

/** The documents of all manifests in a list of files. */
export function manifests(value: string): Read<ReadonlyMap<string, string>> {
  const documents = new Map<string, string>()
  for (const path of value.split(',')) {
    const manifest = readManifest(resolve(path.trim()))
    if ('fault' in manifest) return manifest
    for (const [id, text] of manifest.ok) documents.set(id, text)
  }
  return { ok: documents }
}

export function logLevel(value: string): Read<LogLevel> {
  const level = logLevels.find(level => level === value.toLowerCase())
  return level ? { ok: level } : { fault: `${quoted(value)} is not one of ${logLevels.join(', ')}` }
}

const hostName =
  /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i

export function host(value: string): Read<string> {
  const looksLikeAddress = /^[\d.]+$/.test(value)
  if (isIP(value) !== 0 || (!looksLikeAddress && hostName.test(value))) return { ok: value }
  return { fault: `${quoted(value)} is not a host name or an IP address` }
}

export const listOf =
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

export function origin(value: string): Read<string> {
  const url = parseUrl(value)
  if (url && ['http:', 'https:'].includes(url.protocol) && url.origin === value.toLowerCase()) {
    return { ok: url.origin }
  }
  return {
    fault: `${quoted(value)} is not an origin, for example https://console.example.com (no path, no *)`,
  }
}

export function issuerUrl(value: string): Read<string> {
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

export function postgresUrl(value: string): Read<string> {
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

export function redisUrl(value: string): Read<string> {
  const address = readRedisAddress(value)
  return 'fault' in address ? address : { ok: value }
}

const otlpProtocols = ['grpc', 'http/protobuf', 'http/json']

export const otlpProtocol = (value: string): Read<string> =>
  otlpProtocols.includes(value)
    ? { ok: value }
    : { fault: `${quoted(value)} is not one of ${otlpProtocols.join(', ')}` }

export const otlpEndpoint = (value: string): Read<string> =>
  isUrlOf(parseUrl(value), ['http:', 'https:'])
    ? { ok: value }
    : { fault: 'must be a URL, for example http://collector:4318' }

export function smtpUrl(value: string): Read<string> {
  const url = parseUrl(value)
  return isUrlOf(url, ['smtp:', 'smtps:']) && url.hostname !== ''
    ? { ok: value }
    : { fault: 'must be an SMTP URL, for example smtp://user:password@host:587 (smtps:// with TLS)' }
}

export function mailAddress(value: string): Read<string> {
  return /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(value)
    ? { ok: value }
    : { fault: `${quoted(value)} is not an e-mail address` }
}

export function claimPath(value: string): Read<string[]> {
  const path = value.split('.')
  return path.every(part => part.trim() === part && part !== '')
    ? { ok: path }
    : { fault: `${quoted(value)} is not a dotted path of claims, for example realm_access.roles` }
}

export function trustDomainName(value: string): Read<string> {
  return /^[a-z0-9._-]{1,255}$/.test(value)
    ? { ok: value }
    : {
        fault: `${quoted(value)} is not a trust domain (lower-case letters, digits, dots, dashes, underscores)`,
      }
}

export function readableFile(value: string): Read<string> {
  const path = resolve(value)
  try {
    readFileSync(path)
    return { ok: path }
  } catch (error) {
    return { fault: `${quoted(value)} can't be read (${codeOf(error)})` }
  }
}

export function faultOfPair({ certFile, keyFile }: { certFile: string; keyFile: string }): string | null {
  try {
    createSecureContext({ cert: readFileSync(certFile), key: readFileSync(keyFile) })
    return null
  } catch (error) {
    return `are not a PEM certificate and its key (${error instanceof Error ? error.message : error})`
  }
}

/** The directory may be missing if this process can create it. */
export function directory(value: string): Read<string> {
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
