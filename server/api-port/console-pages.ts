import { randomBytes } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { IssuerOrigins } from '../access/issuer-origins.ts'

export interface ConsoleOptions {
  /** The output of `npm run build:console`. */
  readonly directory: string
  /** The issuer at which users sign in, and the console's client id there. */
  readonly issuer: string
  readonly clientId: string
  /** The origins that the page may call for sign-in. */
  readonly issuerOrigins: IssuerOrigins
}

export interface ConsolePages {
  /** Answers the request and returns true if it is for the console. */
  serve(request: IncomingMessage, response: ServerResponse, url: URL): boolean
}

interface Asset {
  readonly body: Buffer
  readonly compressed: Buffer
  readonly headers: Record<string, string>
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const compress = promisify(gzip)
const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  vary: 'accept-encoding',
}
const nonceMark = '__CSP_NONCE__'

/** Keeps all files in memory, so no request can reach other files. Null if the console was not built. */
export async function openConsole({
  directory,
  issuer,
  clientId,
  issuerOrigins,
}: ConsoleOptions): Promise<ConsolePages | null> {
  const page = await readFile(join(directory, 'index.html'), 'utf8').catch(() => null)
  if (page === null) return null
  const assets = await readAssets(directory)
  const configuration = JSON.stringify({ issuer, clientId })
  // Starts discovery early, so the first page does not wait for it.
  void issuerOrigins()

  async function servePage(response: ServerResponse, isHead: boolean): Promise<void> {
    const origins = await issuerOrigins()
    const nonce = randomBytes(16).toString('base64')
    response.writeHead(200, {
      ...always,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        // The components write CSS variables into style elements with this nonce.
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self'",
        `connect-src 'self' ${origins.join(' ')}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
      ].join('; '),
    })
    response.end(isHead ? undefined : page?.replaceAll(nonceMark, nonce))
  }

  function serveAsset(
    { body, compressed, headers }: Asset,
    request: IncomingMessage,
    response: ServerResponse,
  ) {
    const isGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
    const content = isGzip ? compressed : body
    response.writeHead(200, {
      ...headers,
      ...(isGzip && { 'content-encoding': 'gzip' }),
      'content-length': content.length,
    })
    response.end(request.method === 'HEAD' ? undefined : content)
  }

  return {
    serve(request, response, { pathname }) {
      const { method, headers } = request
      if (method !== 'GET' && method !== 'HEAD') return false
      if (pathname === '/console/config.json') {
        response.writeHead(200, {
          ...always,
          'content-type': 'application/json',
          'cache-control': 'no-store',
        })
        response.end(method === 'HEAD' ? undefined : configuration)
        return true
      }
      const asset = assets.get(pathname)
      if (asset) serveAsset(asset, request, response)
      // The console's script routes all other URLs.
      else if (pathname === '/' || (headers.accept ?? '').includes('text/html'))
        void servePage(response, method === 'HEAD')
      else return false
      return true
    },
  }
}

async function readAssets(directory: string): Promise<ReadonlyMap<string, Asset>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile() && types[extname(entry.name)])
  return new Map(
    await Promise.all(
      files.map(async ({ parentPath, name }): Promise<[string, Asset]> => {
        const path = join(parentPath, name)
        const pathname = path.slice(directory.length).split(sep).join('/')
        const body = await readFile(path)
        // Asset names contain a hash of their content.
        const caching = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
        const headers = { ...always, 'content-type': types[extname(name)] ?? '', 'cache-control': caching }
        return [pathname, { body, compressed: await compress(body), headers }]
      }),
    ),
  )
}
