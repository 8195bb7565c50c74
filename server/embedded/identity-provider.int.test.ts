import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IdentityProvider, startIdentityProvider } from './identity-provider.ts'

const dataDirectory = mkdtempSync(join(tmpdir(), 'identity-'))
let provider: IdentityProvider
beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0, dataDirectory })
})
afterAll(async () => {
  await provider.close()
  rmSync(dataDirectory, { recursive: true })
})

/** Verifies a token as the service does, with the keys found by discovery. */
async function verified(token: string, { issuer, audience } = provider) {
  const discovery = await json<{ issuer: string; jwks_uri: string }>(
    fetch(`${issuer}/.well-known/openid-configuration`),
  )
  expect(discovery.issuer).toBe(issuer)
  const keys = createRemoteJWKSet(new URL(discovery.jwks_uri))
  return (await jwtVerify(token, keys, { issuer, audience })).payload
}

/** A minimal browser: it keeps cookies. */
function browser() {
  const cookies = new Map<string, string>()
  return async (url: string, form?: Record<string, string>) => {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    return {
      answer,
      text: await answer.text(),
      next: new URL(answer.headers.get('location') ?? '', url).href,
    }
  }
}

type Tokens = { access_token: string; id_token: string; refresh_token: string; expires_in: number }

/** Parses JSON without checking its type. */
const json = async <T>(answer: Response | Promise<Response>): Promise<T> =>
  JSON.parse(await (await answer).text())

const post = (path: string, form: Record<string, string>) =>
  fetch(`${provider.issuer}${path}`, { method: 'POST', body: new URLSearchParams(form) })

const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

test('the endpoint for curl returns a token with the claims that the service reads, valid for an hour', async () => {
  const answer = await fetch(`${provider.issuer}/demo/token?person=alice`)
  expect(answer.headers.get('content-type')).toContain('text/plain')
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  const claims = await verified(await answer.text())
  expect(claims).toMatchObject({
    sub: 'alice',
    email: 'alice@demo.example',
    name: 'Alice Moreau',
    org: 'demo',
    roles: ['ANALYST'],
  })
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3_600)
})

test('there is a person for every role, and two analysts', async () => {
  const roles = await Promise.all(
    ['alice', 'bob', 'ada', 'vera', 'audrey', 'ines'].map(
      async id => decodeJwt<{ roles: string[] }>(await provider.token(id)).roles,
    ),
  )
  expect(roles.flat()).toEqual(['ANALYST', 'ANALYST', 'ADMIN', 'VIEWER', 'AUDITOR', 'INTEGRATION'])
})

test('unknown people get no token', async () => {
  const answer = await fetch(`${provider.issuer}/demo/token?person=mallory`)
  expect(answer.status).toBe(404)
  expect(await answer.text()).toContain('alice')
  await expect(provider.token('mallory')).rejects.toThrow('mallory')
})

test('a foreign Host header is refused for every path', async () => {
  const { port } = new URL(provider.issuer)
  for (const host of [
    `evil.example:${port}`,
    'evil.example',
    `127.0.0.1.evil.example:${port}`,
    '127.0.0.1',
  ]) {
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/demo/token?person=ada', headers: { host } }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(421)
  }
})

describe('the console', () => {
  const verifier = 'v'.repeat(64)
  const redirect = 'http://127.0.0.1:4000/signed-in'

  async function authorize(more: Record<string, string> = {}) {
    const visit = browser()
    const query = new URLSearchParams({
      client_id: 'defend-console',
      response_type: 'code',
      redirect_uri: redirect,
      scope: 'openid profile email',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    })
    return { visit, first: await visit(`${provider.issuer}/auth?${query}`) }
  }

  test('signs in with PKCE by a click on a person, and gets a token that it can refresh', async () => {
    const { visit, first } = await authorize()
    const page = await visit(first.next)
    expect(page.text).toContain('Bob Tanaka')
    const clicked = await visit(first.next, { person: 'bob' })
    const back = new URL((await visit(clicked.next)).next)
    expect(back.origin + back.pathname).toBe(redirect)

    const exchange = {
      client_id: 'defend-console',
      redirect_uri: redirect,
      code: back.searchParams.get('code') ?? '',
    }
    const answer = await post('/token', {
      ...exchange,
      grant_type: 'authorization_code',
      code_verifier: verifier,
    })
    const tokens = await json<Tokens>(answer)
    expect(await verified(tokens.access_token)).toMatchObject({ sub: 'bob', org: 'demo', roles: ['ANALYST'] })
    expect(decodeJwt(tokens.id_token)).toMatchObject({ sub: 'bob', name: 'Bob Tanaka' })
    expect(tokens.expires_in).toBe(3_600)

    const { refresh_token } = tokens
    const refreshed = await post('/token', {
      client_id: 'defend-console',
      grant_type: 'refresh_token',
      refresh_token,
    })
    expect(await verified((await json<Tokens>(refreshed)).access_token)).toMatchObject({ sub: 'bob' })
  })

  test('is redirected only to loopback addresses, and must use PKCE', async () => {
    const elsewhere = await authorize({ redirect_uri: 'https://evil.example/' })
    expect(elsewhere.first.answer.status).toBe(400)
    expect(elsewhere.first.text).toContain('redirect_uri')
    const localhost = await authorize({ redirect_uri: 'http://localhost:5173/anything' })
    expect(localhost.first.next).toContain('/interaction/')
    const bare = await authorize({ code_challenge: '', code_challenge_method: '' })
    expect(bare.first.next).toContain('error=invalid_request')
  })

  test('may request tokens only from loopback origins', async () => {
    const preflight = (origin: string) =>
      fetch(`${provider.issuer}/token`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({
          client_id: 'defend-console',
          grant_type: 'refresh_token',
          refresh_token: 'x',
        }),
      })
    expect((await preflight('http://127.0.0.1:4000')).headers.get('access-control-allow-origin')).toBe(
      'http://127.0.0.1:4000',
    )
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('the command line signs in with a code that is confirmed in a browser', async () => {
  type Device = { device_code: string; user_code: string; verification_uri: string }
  const device = await json<Device>(post('/device/auth', { client_id: 'defend-cli', scope: 'openid' }))
  const ask = async () =>
    json<Tokens>(
      post('/token', {
        client_id: 'defend-cli',
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: device.device_code,
      }),
    )
  expect(await ask()).toMatchObject({ error: 'authorization_pending' })

  const visit = browser()
  const entry = await visit(device.verification_uri)
  const code = await visit(device.verification_uri, {
    xsrf: hidden(entry.text, 'xsrf'),
    user_code: device.user_code,
  })
  expect(code.text).toContain(device.user_code)
  const confirm = { xsrf: hidden(code.text, 'xsrf'), user_code: device.user_code, confirm: 'yes' }
  const signIn = await visit(device.verification_uri, confirm)
  const clicked = await visit(signIn.next, { person: 'ada' })
  expect((await visit(clicked.next)).text).toContain('Signed in')

  const tokens = await ask()
  expect(await verified(tokens.access_token)).toMatchObject({ sub: 'ada', roles: ['ADMIN'] })
  expect(tokens.refresh_token).toBeTruthy()
})

test('a token stays valid across a restart', async () => {
  const first = await startIdentityProvider({ port: 0, dataDirectory })
  const token = await first.token('vera')
  await first.close()
  const second = await startIdentityProvider({ port: Number(new URL(first.issuer).port), dataDirectory })
  expect(await verified(token, second)).toMatchObject({ sub: 'vera' })
  await second.close()
})
