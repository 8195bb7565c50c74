import { request } from 'node:http'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import { BadUsage, messageOf, Unreachable } from '../failures.ts'

/** An HTTP proxy that opens tunnels with CONNECT (RFC 9110, section 9.3.6). */
export interface HttpProxy {
  readonly host: string
  readonly port: number
  /** For the Proxy-Authorization header. */
  readonly credentials?: string
}

const VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'] as const

/** Null: connect to this host directly. Throws BadUsage that names the variable. */
export function proxyFor(host: string, environment: NodeJS.ProcessEnv): HttpProxy | null {
  const name = VARIABLES.find(variable => environment[variable])
  if (name === undefined || isExempt(host, environment['NO_PROXY'] ?? environment['no_proxy'] ?? ''))
    return null
  const url = parseUrl(environment[name] ?? '')
  // Don't print the URL: it may contain a password.
  if (url?.protocol !== 'http:' || url.hostname === '')
    throw new BadUsage(`${name}: not the URL of an HTTP proxy, like http://proxy.example:3128`)
  const { username, password } = url
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 80),
    ...(username && { credentials: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` }),
  }
}

function parseUrl(text: string): URL | null {
  // Like curl, accept `proxy:3128` without a scheme.
  const url = text.includes('://') ? text : `http://${text}`
  return URL.canParse(url) ? new URL(url) : null
}

/** Matches the name or a parent domain; `*` matches every host. */
const isExempt = (host: string, exempt: string) =>
  exempt
    .split(/[\s,]+/)
    .map(entry => entry.toLowerCase().replace(/^\*?\./, ''))
    .some(entry => entry === '*' || (entry !== '' && `.${host.toLowerCase()}`.endsWith(`.${entry}`)))

export interface Tunnel {
  readonly proxy: HttpProxy
  readonly to: { readonly host: string; readonly port: number }
  /** Resolves the proxy's name; default: the system's resolver. */
  readonly lookup?: LookupFunction
  /** Milliseconds. */
  readonly within: number
  readonly signal?: AbortSignal
}

/** Resolves to a connection through the proxy to the server; rejects with Unreachable. */
export function openTunnel({ proxy, to, lookup, within, signal }: Tunnel): Promise<Socket> {
  const authority = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${to.port}`
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      connectRequest.destroy()
      reject(new Unreachable(`proxy ${proxy.host}:${proxy.port}: ${reason}`))
    }
    const connectRequest = request({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: authority,
      headers: {
        host: authority,
        ...(proxy.credentials && {
          'proxy-authorization': `Basic ${Buffer.from(proxy.credentials).toString('base64')}`,
        }),
      },
      agent: false,
      ...(lookup && { lookup }),
      ...(signal && { signal }),
    })
    const timer = setTimeout(() => fail('no tunnel in time'), within)
    connectRequest.once('close', () => clearTimeout(timer))
    connectRequest.once('error', error => fail(messageOf(error)))
    connectRequest.once('connect', ({ statusCode }, socket: Socket) => {
      clearTimeout(timer)
      if (statusCode === 200) return resolve(socket)
      socket.destroy()
      fail(`it answered ${statusCode}`)
    })
    connectRequest.end()
  })
}
