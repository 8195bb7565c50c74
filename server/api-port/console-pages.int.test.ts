import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openConsole } from './console-pages.ts'

let directory: string
let server: Server
let url: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-'))
  await mkdir(join(directory, 'assets'))
  await writeFile(join(directory, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
  await writeFile(join(directory, 'assets', 'index-abc.js'), 'console.log(1)')
  await writeFile(join(directory, '.built.json'), '{}')
  const pages = await openConsole({
    directory,
    issuer: 'https://id.example/realms/one',
    clientId: 'acme',
    issuerOrigins: async () => ['https://id.example', 'https://tokens.example'],
  })
  server = createServer((request, response) => {
    if (!pages?.serve(request, response, new URL(request.url ?? '/', 'http://localhost')))
      response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise(resolve => server.close(resolve))
  await rm(directory, { recursive: true, force: true })
})

const page = (path: string) => fetch(`${url}${path}`, { headers: { accept: 'text/html' } })

test('a page may run only its own files, and call only this service and the issuer', async () => {
  const policy = (await page('/')).headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self' https://id.example https://tokens.example;")
  expect(policy).not.toMatch(/unsafe|\*|data:/)
})

test('each page has a fresh nonce', async () => {
  const nonces = await Promise.all(
    ['/', '/'].map(async path => {
      const answer = await page(path)
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
      expect(await answer.text()).toContain(`nonce="${nonce}"`)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      return nonce
    }),
  )
  expect(nonces[0]).not.toBe(nonces[1])
})

test("every screen's URL serves the page; other requests get 404", async () => {
  expect((await page('/actions/abc')).status).toBe(200)
  expect((await fetch(`${url}/actions/abc`)).status).toBe(404)
  expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${url}/.built.json`)).status).toBe(404)
  expect((await fetch(`${url}/assets/../../package.json`)).status).toBe(404)
})

test('assets are immutable, and compressed for clients that accept it', async () => {
  const answer = await fetch(`${url}/assets/index-abc.js`)
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  expect(await answer.text()).toBe('console.log(1)')
})

test('config.json has the issuer and the client id', async () => {
  expect(await (await fetch(`${url}/console/config.json`)).json()).toEqual({
    issuer: 'https://id.example/realms/one',
    clientId: 'acme',
  })
})

test('there is no console if it was not built', async () => {
  expect(
    await openConsole({
      directory: join(directory, 'none'),
      issuer: 'https://id.example',
      clientId: 'x',
      issuerOrigins: async () => [],
    }),
  ).toBeNull()
})
