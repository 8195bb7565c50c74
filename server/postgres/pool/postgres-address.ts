export interface PostgresAddress {
  /** In the order of attempts. Each `url` has one host, as `pg` requires. */
  readonly servers: readonly { readonly name: string; readonly url: string }[]
  /** Whether to skip servers that refuse writes. */
  readonly mustWrite: boolean
  /** Whether the URL says that the connections go through a pooler. */
  readonly isPooled: boolean
  /** The role that connects; '' if the URL does not say, so the environment decides. */
  readonly role: string
}

const form = /^(postgres(?:ql)?):\/\/(?:([^/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/i

const notAUrl = {
  fault:
    'must be a PostgreSQL URL, for example postgresql://user:password@host1:5432,host2/database?target_session_attrs=read-write',
}

/** Parameters of libpq and Prisma that are handled here, or that have no meaning for `pg`. */
const ours = ['host', 'port', 'dbname', 'target_session_attrs', 'pgbouncer', 'load_balance_hosts', 'options']

/**
 * Parses DATABASE_URL like libpq: several hosts, socket directories, and `host` and `port` as parameters. A fault does not
 * repeat the value, which may contain a password.
 */
export function readPostgresAddress(value: string): { ok: PostgresAddress } | { fault: string } {
  const [whole, , userInfo = '', authority = '', path = '', query = ''] = form.exec(value) ?? []
  const parameters = new URLSearchParams(query)
  const hosts = whole === undefined ? null : readHosts(authority, parameters)
  const database = decode(path) || parameters.get('dbname')
  const user = decode(userInfo.split(':', 1)[0] ?? '')
  if (!hosts || !database || user === null || decode(userInfo) === null) return notAUrl

  const target = parameters.get('target_session_attrs') ?? 'any'
  if (!['any', 'read-write', 'primary'].includes(target))
    return { fault: 'target_session_attrs must be any, read-write or primary, because the service writes' }
  const pgbouncer = parameters.get('pgbouncer') ?? 'false'
  if (!['true', 'false'].includes(pgbouncer)) return { fault: 'pgbouncer must be true or false' }
  if (parameters.has('options'))
    return { fault: 'options are not supported; set them for the role with ALTER ROLE … SET' }

  const tlsFault = readTls(parameters)
  if (tlsFault) return { fault: tlsFault }

  for (const name of ours) parameters.delete(name)
  const servers = hosts.map(({ host, port }) => {
    const own = new URLSearchParams(parameters)
    if (host) own.set('host', host)
    if (port) own.set('port', port)
    return {
      name: [host || 'localhost', ...(port ? [port] : [])].join(':'),
      url: `postgresql://${userInfo && `${userInfo}@`}/${encodeURIComponent(database)}?${own}`,
    }
  })
  const role = parameters.get('user') ?? user
  return {
    ok: { servers, mustWrite: target !== 'any', isPooled: pgbouncer === 'true', role },
  }
}

const sslModes = ['disable', 'require', 'verify-ca', 'verify-full']

/** Makes `pg` treat `sslmode` like libpq: `require` only encrypts; the other two also verify the certificate. */
function readTls(parameters: URLSearchParams): string | null {
  const mode = parameters.get('sslmode')
  if (parameters.get('sslrootcert') === 'system') parameters.delete('sslrootcert')
  if (mode === null || mode === 'no-verify') return null
  if (!sslModes.includes(mode)) return `sslmode must be one of ${sslModes.join(', ')}`
  if (mode === 'verify-ca' && !parameters.has('sslrootcert')) return 'sslmode=verify-ca requires sslrootcert'
  parameters.set('uselibpqcompat', 'true')
  return null
}

interface Host {
  readonly host: string
  readonly port: string
}

/** Null if a host or a port is invalid. */
function readHosts(authority: string, parameters: URLSearchParams): readonly Host[] | null {
  const ports = (parameters.get('port') ?? '').split(',')
  const named = parameters.get('host')
  const parts: readonly Host[] = named
    ? named.split(',').map(host => ({ host, port: '' }))
    : authority.split(',').map(part => {
        const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(part) ?? []
        const host = decode(bracketed ?? plain)
        return { host: host ?? '', port: host || !part.includes(':') ? port : 'none' }
      })
  if (ports.length > 1 && ports.length !== parts.length) return null
  const hosts = parts.map(({ host, port }, i) => ({
    host: host.trim(),
    port: port || ports[ports.length === 1 ? 0 : i] || '',
  }))
  const isValid = hosts.every(
    ({ host, port }) =>
      (host !== '' || hosts.length === 1) &&
      (port === '' || (/^\d{1,5}$/.test(port) && Number(port) < 65_536)),
  )
  return isValid ? hosts : null
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
