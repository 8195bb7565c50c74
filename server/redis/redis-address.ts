interface Credentials {
  readonly username?: string
  readonly password?: string
}

export interface RedisHost {
  readonly host: string
  readonly port: number
}

/** One server (by URL or by the path of its socket), a master behind sentinels, or a cluster. */
export type RedisAddress =
  | { readonly kind: 'server'; readonly url: string; readonly credentials: Credentials }
  | {
      readonly kind: 'sentinel'
      readonly sentinels: readonly RedisHost[]
      /** The master's name in the sentinels' configuration. */
      readonly name: string
      readonly db: number
      readonly tls: boolean
      readonly credentials: Credentials
      readonly sentinelCredentials: Credentials
    }
  | {
      readonly kind: 'cluster'
      readonly nodes: readonly RedisHost[]
      readonly tls: boolean
      readonly credentials: Credentials
    }

const fault = {
  fault:
    'must be a Redis URL: redis://user:password@host:6379/0, rediss:// with TLS, unix:///run/redis.sock, redis+sentinel://host1,host2/name or redis+cluster://host1,host2',
}

/** Parses REDIS_URL. A fault does not repeat the value, which may contain a password. */
export function readRedisAddress(value: string): { ok: RedisAddress } | { fault: string } {
  if (value.startsWith('/') && !value.startsWith('//'))
    return { ok: { kind: 'server', url: value, credentials: {} } }
  const [, scheme = '', rest = ''] = /^([a-z+]+):\/\/(.+)$/is.exec(value) ?? []
  switch (scheme.toLowerCase()) {
    case 'redis':
    case 'rediss':
      return parse(value)?.hostname && !hostsOf(rest).includes(',')
        ? { ok: { kind: 'server', url: value, credentials: {} } }
        : fault
    case 'unix':
      return readSocket(rest)
    case 'redis+sentinel':
    case 'rediss+sentinel':
      return readSentinels(rest, scheme.toLowerCase().startsWith('rediss'))
    case 'redis+cluster':
    case 'rediss+cluster':
      return readCluster(rest, scheme.toLowerCase().startsWith('rediss'))
    default:
      return fault
  }
}

function readSocket(rest: string) {
  const url = parse(`redis://${rest.replace(/^((?:[^@/]*@)?)\//, '$1socket/')}`)
  if (url?.hostname !== 'socket' || url.pathname.length < 2) return fault
  const path = decode(url.pathname)
  const credentials = credentialsOf(url)
  if (path === null || credentials === null) return fault
  return { ok: { kind: 'server', url: `${path}${url.search}`, credentials } as const }
}

function readSentinels(rest: string, tls: boolean) {
  const parts = readHosts(rest, 26_379)
  if (!parts) return fault
  const { hosts, credentials, url } = parts
  const [name, db = '0', ...more] = url.pathname.slice(1).split('/').map(decode)
  if (!name) return { fault: 'must contain the name of the master: redis+sentinel://host1,host2/name' }
  if (!db || !/^\d{1,5}$/.test(db) || more.length > 0) return fault
  const username = url.searchParams.get('sentinelUsername')
  const password = url.searchParams.get('sentinelPassword')
  const sentinelCredentials = { ...(username && { username }), ...(password && { password }) }
  return {
    ok: {
      kind: 'sentinel',
      sentinels: hosts,
      name,
      db: Number(db),
      tls,
      credentials,
      sentinelCredentials,
    } as const,
  }
}

function readCluster(rest: string, tls: boolean) {
  const parts = readHosts(rest, 6379)
  if (!parts) return fault
  const { hosts, credentials, url } = parts
  if (!['', '/', '/0'].includes(url.pathname))
    return { fault: 'must not have a database other than 0, because a Redis cluster has only database 0' }
  return { ok: { kind: 'cluster', nodes: hosts, tls, credentials } as const }
}

const hostsOf = (rest: string): string => /^(?:[^/?#]*@)?([^/?#]*)/.exec(rest)?.[1] ?? ''

/** The list of hosts, and the rest as a URL with the first host, because `URL` supports only one. */
function readHosts(rest: string, port: number) {
  const list = hostsOf(rest)
  const hosts: RedisHost[] = []
  for (const part of list.split(',')) {
    const one = parse(`redis://${part.trim()}`)
    if (!one?.hostname || one.username || one.password) return null
    hosts.push({ host: one.hostname.replace(/^\[|\]$/g, ''), port: Number(one.port) || port })
  }
  const at = rest.indexOf(list, rest.slice(0, rest.search(/[/?#]|$/)).lastIndexOf('@') + 1)
  const url = parse(`redis://${rest.slice(0, at)}hosts${rest.slice(at + list.length)}`)
  const credentials = url && credentialsOf(url)
  return credentials ? { hosts, credentials, url } : null
}

function credentialsOf(url: URL): Credentials | null {
  const username = decode(url.username)
  const password = decode(url.password)
  if (username === null || password === null) return null
  return { ...(username && { username }), ...(password && { password }) }
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

function parse(value: string): URL | null {
  try {
    return new URL(value)
  } catch {
    return null
  }
}
