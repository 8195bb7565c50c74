import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import manifest from './package.json' with { type: 'json' }

// Installs the package of `npm pack` into an empty folder, as a user would.
const run = promisify(execFile)
const packageFolder = fileURLToPath(new URL('./', import.meta.url))
let folder: string
let defend: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-cli-package-'))
  await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: packageFolder })
  const [tarball = ''] = await readdir(folder)
  expect(tarball).toBe(`defend-${manifest.version}.tgz`)
  const install = ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder]
  await run('npm', [...install, join(folder, tarball)], { cwd: folder })
  defend = join(folder, 'node_modules/.bin/defend')
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await rm(join(packageFolder, 'dist'), { recursive: true, force: true })
})

const env = () => ({ PATH: process.env['PATH'], HOME: folder })

test('the installed program runs without dependencies', async () => {
  expect(await readdir(join(folder, 'node_modules'))).toEqual(['.bin', '.package-lock.json', 'defend'])
  expect((await run(defend, ['--version'], { env: env() })).stdout).toBe(`${manifest.version}\n`)
  expect((await run(defend, ['--help'], { env: env() })).stdout).toContain('Usage: defend')
})

test('the installed program exits with 4 if not signed in and with 5 if the service is unreachable', async () => {
  const failureOf = (args: string[]) => run(defend, args, { env: env() }).catch(error => error)
  expect(await failureOf(['pending'])).toMatchObject({ code: 4 })
  const unreachable = ['pending', '--json', '--url', 'http://127.0.0.1:9', '--token', 'x']
  const { code, stderr } = await failureOf(unreachable)
  expect(code).toBe(5)
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'NETWORK' } })
})
