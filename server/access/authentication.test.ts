import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { beforeEach, expect, test, vi } from 'vitest'
import { Unavailable } from '#app/ports.ts'
import { bearerOf, createAuthentication } from './authentication.ts'

const issuer = 'https://issuer.example/realm'
const audience = 'defend'
type Key = Awaited<ReturnType<typeof newKey>>

async function newKey(algorithm: string, kid: string) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
  return { algorithm, kid, privateKey, jwk }
}
const [rsa, elliptic, edwards, later] = await Promise.all([
  newKey('RS256', 'rsa'),
  newKey('ES256', 'elliptic'),
  newKey('EdDSA', 'edwards'),
  newKey('RS256', 'later'),
])

let served: JWK[]
let isAway: boolean
let fetches: string[]
beforeEach(() => {
  served = [rsa.jwk, elliptic.jwk, edwards.jwk]
  isAway = false
  fetches = []
  vi.useRealTimers()
})
const fetchOf: typeof fetch = async input => {
  fetches.push(String(input))
  if (isAway) throw new TypeError('fetch failed')
  const isKeys = String(input).endsWith('/keys')
  return Response.json(isKeys ? { keys: served } : { issuer, jwks_uri: 'https://issuer.example/keys' })
}
const open = (options: object = {}) =>
  createAuthentication({
    issuer,
    audience,
    orgClaim: ['org'],
    rolesClaim: ['roles'],
    organizations: null,
    fetch: fetchOf,
    ...options,
  })

const claims = {
  email: 'alice@example.org',
  name: 'Alice',
  org: 'acme',
  roles: ['analyst', 'Unknown', 'VIEWER'],
}
const token = (key: Key, payload: object = claims, change: (jwt: SignJWT) => SignJWT = jwt => jwt) =>
  change(
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg: key.algorithm, kid: key.kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject('alice')
      .setExpirationTime('10m'),
  ).sign(key.privateKey)

test('a token from the issuer identifies its caller, for each of three algorithms', async () => {
  const authenticate = open()
  for (const key of [rsa, elliptic, edwards]) {
    const verified = await authenticate(await token(key))
    expect(verified?.claims).toEqual({
      issuer,
      subject: 'alice',
      email: 'alice@example.org',
      name: 'Alice',
      externalOrganization: 'acme',
      roles: new Set(['VIEWER', 'ANALYST']),
    })
    expect(verified?.expiresAt).toBeGreaterThan(Date.now() + 590_000)
  }
  expect(fetches).toEqual([`${issuer}/.well-known/openid-configuration`, 'https://issuer.example/keys'])
})

test('refuses untrusted tokens', async () => {
  const authenticate = open()
  const none = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ ...claims, iss: issuer, aud: audience, sub: 'alice', exp: 4e9 }))}.`
  const hmac = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject('alice')
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(JSON.stringify(rsa.jwk).padEnd(64)))
  const bad = [
    null,
    '',
    'nonsense',
    none.replaceAll('=', ''),
    hmac,
    await token(rsa, claims, jwt => jwt.setExpirationTime('-1s')),
    await token(rsa, claims, jwt => jwt.setNotBefore('1m')),
    await token(rsa, claims, jwt => jwt.setAudience('another')),
    await token(rsa, claims, jwt => jwt.setIssuer('https://another.example')),
    await token(rsa, { ...claims, email: undefined }),
    await token(rsa, { ...claims, org: undefined }),
    await token(rsa, { ...claims, org: 7 }),
    await token(rsa, { ...claims, email: 'a\0@example.org' }),
    (await token(rsa)).slice(0, -4),
    await token({ ...later, kid: 'rsa' }),
    await token(later),
  ]
  for (const [i, text] of bad.entries()) expect([i, await authenticate(text)]).toEqual([i, null])
})

test('claims are read by path, and access can be limited to some organizations', async () => {
  const authenticate = open({
    orgClaim: ['tenant', 'id'],
    rolesClaim: ['realm_access', 'roles'],
    organizations: ['acme'],
  })
  const nested = { email: 'a@b.c', tenant: { id: 'acme' }, realm_access: { roles: 'ADMIN auditor' } }
  expect((await authenticate(await token(rsa, nested)))?.claims).toMatchObject({
    name: 'a@b.c',
    roles: new Set(['ADMIN', 'AUDITOR']),
  })
  expect(await authenticate(await token(rsa, { ...nested, tenant: { id: 'other' } }))).toBeNull()
  expect(await authenticate(await token(rsa, { ...nested, tenant: 'acme' }))).toBeNull()
})

test('a verified token is remembered until it expires', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const authenticate = open()
  const text = await token(rsa)
  const first = await authenticate(text)
  expect(await authenticate(text)).toBe(first)
  vi.setSystemTime(Date.now() + 601_000)
  expect(await authenticate(text)).toBeNull()
})

test('new keys are fetched for a token that no known key verifies', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const authenticate = open()
  await authenticate(await token(rsa))
  served = [later.jwk]
  vi.setSystemTime(Date.now() + 11_000)
  expect((await authenticate(await token(later)))?.claims.email).toBe('alice@example.org')
})

test('uses fetched keys for at most 24 hours while the issuer is unreachable', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const authenticate = open()
  await authenticate(await token(rsa))
  isAway = true
  vi.setSystemTime(Date.now() + 23 * 3_600_000)
  expect((await authenticate(await token(rsa)))?.claims.name).toBe('Alice')
  vi.setSystemTime(Date.now() + 2 * 3_600_000)
  await expect(authenticate(await token(rsa))).rejects.toThrow(Unavailable)
  isAway = false
  vi.setSystemTime(Date.now() + 11_000)
  expect((await authenticate(await token(rsa)))?.claims.name).toBe('Alice')
})

test('the bearer scheme is case-insensitive', () => {
  expect(bearerOf('Bearer abc')).toBe('abc')
  expect(bearerOf('bearer  abc')).toBe('abc')
  for (const header of ['Basic abc', 'Bearer', 'Bearer ', 'Bearer a b', 'abc', '', undefined, null, 7])
    expect([header, bearerOf(header)]).toEqual([header, null])
})

test('a remembered token is refused within five minutes after its issuer has withdrawn its key', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const authenticate = open()
  const text = await token(rsa, claims, jwt => jwt.setExpirationTime('10y'))
  expect(await authenticate(text)).not.toBeNull()
  served = [later.jwk]
  vi.setSystemTime(Date.now() + 4.5 * 60_000)
  expect(await authenticate(text)).toBeNull()
})

test('keys are fetched again in the background while tokens are still accepted', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const authenticate = open()
  const text = await token(rsa)
  const first = await authenticate(text)
  const before = fetches.length
  vi.setSystemTime(Date.now() + 2.5 * 60_000)
  expect(await authenticate(text)).toBe(first)
  expect(fetches.length).toBeGreaterThan(before)
})
