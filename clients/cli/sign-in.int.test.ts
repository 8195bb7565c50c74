import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IdentityProvider, startIdentityProvider } from '../../server/embedded/identity-provider.ts'
import { openConfigFolder, type SignIn } from './config-folder.ts'
import { run } from './program.ts'
import { refresh, signInByDevice } from './sign-in.ts'

let folder: string
let provider: IdentityProvider
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-sign-in-'))
  provider = await startIdentityProvider({ port: 0, dataDirectory: folder })
})
afterAll(async () => {
  await provider?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Confirms the code as ada, like a person with a browser. */
async function confirm(url: string): Promise<void> {
  const cookies = new Map<string, string>()
  async function visit(to: string, form?: Record<string, string>): Promise<string> {
    const response = await fetch(to, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    return location ? new URL(location, to).href : response.text()
  }
  const field = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  // The link with the code opens a form that submits itself.
  const opened = await visit(url)
  const device = new URL(url).origin + new URL(url).pathname
  const user_code = new URL(url).searchParams.get('user_code') ?? ''
  const confirmation = await visit(device, { xsrf: field(opened, 'xsrf'), user_code })
  const signIn = await visit(device, { xsrf: field(confirmation, 'xsrf'), user_code, confirm: 'yes' })
  await visit(await visit(signIn, { person: 'ada' }))
}

const issuer = () => ({ issuer: provider.issuer, clientId: 'defend-cli', scope: 'openid offline_access' })

async function signedInAsAda(): Promise<SignIn> {
  let confirmed: Promise<void> | undefined
  return signInByDevice(
    issuer(),
    ({ url }) => {
      confirmed = confirm(url)
    },
    async () => confirmed,
  )
}

test('a code confirmed in a browser signs in, and the token can be refreshed', async () => {
  const first = await signedInAsAda()
  expect(decodeJwt(first.accessToken)).toMatchObject({ sub: 'ada', roles: ['ADMIN'] })
  expect(first.expiresAt).toBeGreaterThan(Date.now() + 3_500_000)
  const second = await refresh(first)
  expect(decodeJwt(second?.accessToken ?? '')).toMatchObject({ sub: 'ada' })
  expect(await refresh({ ...first, refreshToken: 'nonsense' })).toBeNull()
})

test('an unconfirmed code is polled, and errors of the issuer have their exit codes', async () => {
  let waits = 0
  await expect(
    signInByDevice(
      issuer(),
      () => {},
      async () => {
        if (++waits === 3) throw new Error('enough')
      },
    ),
  ).rejects.toThrow('enough')
  await expect(
    signInByDevice(
      { ...issuer(), clientId: 'unknown-client' },
      () => {},
      async () => {},
    ),
  ).rejects.toMatchObject({ exitCode: 4 })
  await expect(
    signInByDevice(
      { ...issuer(), issuer: 'http://127.0.0.1:9' },
      () => {},
      async () => {},
    ),
  ).rejects.toMatchObject({ exitCode: 5 })
})

test('several processes refresh an expired token only once', async () => {
  const url = 'http://127.0.0.1:9'
  const dir = join(folder, 'config')
  const old = { ...(await signedInAsAda()), expiresAt: 0 }
  await openConfigFolder(dir).change(async () => ({ url, services: { [url]: old } }))
  const whoami = () =>
    run(['whoami'], {
      env: { DEFEND_CONFIG_DIR: dir },
      stdin: Readable.from([]),
      isInteractive: false,
      canRedraw: false,
      columns: null,
      hasColor: false,
      out: () => undefined,
      err: () => {},
      signal: new AbortController().signal,
    })
  // No service listens at this address, so each command fails after it has refreshed the token.
  expect(await Promise.all([whoami(), whoami(), whoami(), whoami()])).toEqual([5, 5, 5, 5])
  const stored = (await openConfigFolder(dir).read()).services[url]
  // The issuer revokes a refresh token that is used twice, and all tokens derived from it.
  expect(stored && (await refresh(stored))).toBeTruthy()
})

test('the lock of a dead process is removed, and a failed change leaves the file as it was', async () => {
  const dir = join(folder, 'lock')
  const config = openConfigFolder(dir)
  await config.change(async () => ({ services: {} }))
  const lock = join(dir, 'credentials.json.lock')
  await writeFile(lock, '')
  await utimes(lock, 0, 0)
  await config.change(async remembered => ({ ...remembered, url: 'http://one' }))
  expect((await config.read()).url).toBe('http://one')
  expect((await stat(join(dir, 'credentials.json'))).mode & 0o777).toBe(0o600)
  await expect(config.change(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect((await config.read()).url).toBe('http://one')
})

test('the demo needs no configuration: its issuer is one port above its API', async () => {
  const port = Number(new URL(provider.issuer).port)
  const url = `http://127.0.0.1:${port - 1}`
  const env = { DEFEND_CONFIG_DIR: join(folder, 'demo'), DEFEND_URL: url }
  const errors: string[] = []
  const silent = {
    stdin: Readable.from([]),
    isInteractive: false,
    canRedraw: false,
    columns: null,
    hasColor: false,
    out: () => undefined,
  }
  const err = (text: string) => void errors.push(text)
  const { signal } = new AbortController()
  // No service listens on the API's port, so the command fails when it asks who is signed in.
  expect(await run(['login', '--as', 'vera'], { ...silent, env, err, signal })).toBe(5)
  const signedIn = (await openConfigFolder(join(folder, 'demo')).read()).services[url]
  expect(decodeJwt(signedIn?.accessToken ?? '')).toMatchObject({ sub: 'vera' })
  const elsewhere = { ...env, DEFEND_URL: 'https://response.example.com' }
  expect(await run(['login'], { ...silent, env: elsewhere, err, signal })).toBe(2)
  expect(errors.at(-1)).toContain('--issuer')
})
