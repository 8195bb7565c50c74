import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { importJWK, SignJWT } from 'jose'
import type Provider from 'oidc-provider'
import { demoPeople, type Person } from './demo-people.ts'
import { identityConfiguration } from './identity-configuration.ts'
import { type IdentityKeys, identityKeys } from './identity-keys.ts'
import { messagePage, signInPage } from './identity-pages.ts'

export type IdentityProvider = {
  issuer: string
  audience: string
  /** Issues an access token for a demo person, valid for an hour. */
  token(personId: string): Promise<string>
  close(): Promise<void>
}

/**
 * The demo's OpenID Connect provider. It signs anyone in as any demo person, so it listens only on loopback. It accepts
 * only its own host names, which protects it against DNS rebinding.
 *
 * Besides the standard endpoints, `<issuer>/demo/token?person=alice` returns an access token as plain text, for use with
 * curl. It sends no CORS headers, so pages of other origins cannot read the token.
 */
export async function startIdentityProvider(options: {
  /** 0: any free port. */
  port: number
  /** The directory for its keys. */
  dataDirectory: string
  people?: readonly Person[]
  audience?: string
}): Promise<IdentityProvider> {
  const { port, dataDirectory, people = demoPeople, audience = 'defend-response' } = options
  const keys = await identityKeys(dataDirectory)
  const Provider = await importProvider()

  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the identity provider has no port')
  const issuer = `http://127.0.0.1:${address.port}`
  const ownHosts = [`127.0.0.1:${address.port}`, `localhost:${address.port}`]

  const provider = new Provider(issuer, identityConfiguration({ people, audience, keys }))
  // Any loopback address is accepted, because the console's port is known only after the service has started.
  provider.Client.prototype.redirectUriAllowed = isLoopbackUrl
  provider.Client.prototype.postLogoutRedirectUriAllowed = isLoopbackUrl
  const standardEndpoints = provider.callback()
  const find = (id: string | null) => people.find(person => person.id === id)
  const token = (person: Person) => signToken({ person, issuer, audience, keys })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!ownHosts.includes(request.headers.host ?? '')) {
      return send(response, 421, 'text/plain', `This server accepts only requests to ${issuer}.\n`)
    }
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/demo/token') return sendToken(response, find(url.searchParams.get('person')))
    if (url.pathname.startsWith('/interaction/')) return signIn(provider, request, response)
    await standardEndpoints(request, response)
  }

  async function sendToken(response: ServerResponse, person: Person | undefined): Promise<void> {
    if (person) return send(response, 200, 'text/plain', await token(person))
    send(response, 404, 'text/plain', `person must be one of ${people.map(({ id }) => id).join(', ')}\n`)
  }

  async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse) {
    const { params } = await provider.interactionDetails(request, response)
    if (request.method !== 'POST') {
      return send(response, 200, 'text/html', signInPage(people, String(params['client_id'])))
    }
    const person = find(new URLSearchParams(await readBody(request)).get('person'))
    if (!person) return send(response, 400, 'text/html', signInPage(people, String(params['client_id'])))
    await provider.interactionFinished(request, response, { login: { accountId: person.id } })
  }

  server.on('request', (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) return void response.destroy()
      send(
        response,
        400,
        'text/html',
        messagePage('Sign-in failed', 'Please go back to the application and start again.'),
      )
    })
  })

  return {
    issuer,
    audience,
    async token(personId) {
      const person = find(personId)
      if (!person) throw new Error(`no such person: ${personId}`)
      return token(person)
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Silences oidc-provider's warning at import about Node 20; its tests and ours pass on that version. */
async function importProvider(): Promise<typeof Provider> {
  const { warn } = console
  console.warn = () => {}
  try {
    return (await import('oidc-provider')).default
  } finally {
    console.warn = warn
  }
}

async function signToken(options: {
  person: Person
  issuer: string
  audience: string
  keys: IdentityKeys
}): Promise<string> {
  const { person, issuer, audience, keys } = options
  const { id, email, name, org, roles } = person
  return new SignJWT({ email, name, org, roles, client_id: 'demo' })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: keys.signing.kid })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(keys.signing, 'RS256'))
}

function isLoopbackUrl(uri: string): boolean {
  try {
    const { protocol, hostname } = new URL(uri)
    return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  } catch {
    return false
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += chunk
    if (body.length > 1_024) throw new Error('the sign-in form is too long')
  }
  return body
}
