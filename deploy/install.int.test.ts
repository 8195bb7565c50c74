import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup()
})

/** Creates a project with one dependency whose installations are counted. */
function project() {
  const root = mkdtempSync(join(tmpdir(), 'install-'))
  cleanups.push(() => rmSync(root, { recursive: true, force: true }))
  const write = (path: string, content: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content, { mode })
  }
  chmodSync(root, 0o755)
  mkdirSync(join(root, 'deploy'))
  cpSync(join(import.meta.dirname, 'install.mjs'), join(root, 'deploy', 'install.mjs'))
  write('part/package.json', JSON.stringify({ name: 'part', version: '1.0.0' }))
  const scripts = { postinstall: `node -e "require('fs').appendFileSync('count', 'x')"` }
  write(
    'package.json',
    JSON.stringify({ name: 'project', version: '1.0.0', scripts, dependencies: { part: 'file:part' } }),
  )
  npm(root, 'install', '--package-lock-only', '--ignore-scripts')
  return {
    root,
    write,
    installations: () => (existsSync(join(root, 'count')) ? readFileSync(join(root, 'count')).length : 0),
  }
}

const npm = (root: string, ...args: string[]) => {
  const { status, stderr } = spawnSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
}

type RunOptions = { args?: string[]; env?: NodeJS.ProcessEnv; node?: string[]; uid?: number }

function install(root: string, { args = [], env = {}, node = [], uid }: RunOptions = {}) {
  const started = performance.now()
  const child = spawn(process.execPath, [...node, join(root, 'deploy', 'install.mjs'), ...args], {
    env: { PATH: process.env['PATH'], HOME: root, npm_config_offline: 'true', ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', chunk => {
    stdout += chunk
  })
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  return new Promise<{ code: number | null; stdout: string; stderr: string; took: number }>(resolve => {
    child.once('close', code => resolve({ code, stdout, stderr, took: performance.now() - started }))
  })
}

/** Creates a PATH directory with these scripts and the few programs that they need. */
function emptyPath(scripts: Record<string, string>) {
  const bin = mkdtempSync(join(tmpdir(), 'install-bin-'))
  cleanups.push(() => rmSync(bin, { recursive: true, force: true }))
  chmodSync(bin, 0o755)
  for (const name of ['sh', 'env', 'cat', 'touch', 'chmod']) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
    symlinkSync(found, join(bin, name))
  }
  for (const [name, script] of Object.entries(scripts))
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return bin
}

/** A fake apt-get that finds no packages before `update`, as in a fresh container. */
const aptGet = (bin: string) => `
case "$*" in
  *update*) touch ${bin}/updated ;;
  *--no-install-recommends*redis-tools*) [ -e ${bin}/updated ] || exit 100; touch ${bin}/redis-check-rdb; chmod 755 ${bin}/redis-check-rdb ;;
  *) exit 1 ;;
esac`

test('missing packages are installed once; the next run prints and does nothing', async () => {
  const { root, installations } = project()
  const first = await install(root)
  expect(first).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('Installing npm packages'),
  })
  expect(existsSync(join(root, 'node_modules', 'part', 'package.json'))).toBe(true)
  const second = await install(root)
  expect(second).toMatchObject({ code: 0, stdout: '', stderr: '' })
  expect(second.took).toBeLessThan(1_000) // 60 ms on an idle machine
  expect(installations()).toBe(1)
})

test('a changed lock file is installed again', async () => {
  const { root, write, installations } = project()
  await install(root)
  write('other/package.json', JSON.stringify({ name: 'other', version: '1.0.0' }))
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  write(
    'package.json',
    JSON.stringify({ ...manifest, dependencies: { part: 'file:part', other: 'file:other' } }),
  )
  npm(root, 'install', '--package-lock-only', '--ignore-scripts')
  expect(await install(root)).toMatchObject({ code: 0 })
  expect(existsSync(join(root, 'node_modules', 'other'))).toBe(true)
  expect(installations()).toBe(2)
})

test('packages installed by `npm ci` are not installed again', async () => {
  const { root, installations } = project()
  npm(root, 'ci')
  expect(await install(root)).toMatchObject({ code: 0, stderr: '' })
  expect(installations()).toBe(1)
})

test('if two runs are concurrent, one installs and the other waits', async () => {
  const { root, installations } = project()
  const both = await Promise.all([install(root), install(root)])
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  expect(installations()).toBe(1)
  expect(existsSync(join(root, '.install.lock'))).toBe(false)
})

test("a failure shows npm's output and exits with 1", async () => {
  const { root, write } = project()
  write(
    'package-lock.json',
    '{"lockfileVersion": 3, "packages": {"": {}, "node_modules/missing": {"version": "1.0.0"}}}',
  )
  const { code, stderr } = await install(root)
  expect(code).toBe(1)
  expect(stderr).toMatch(/npm error/)
  expect(stderr).toMatch(/npm packages: .* exited with 1/)
})

test('an old Node.js is refused with one line', async () => {
  const { root } = project()
  const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"20.18.3"})'
  expect(await install(root, { node: ['--import', old] })).toMatchObject({
    code: 1,
    stderr: 'Node.js must be 20.19 or newer; this is 20.18.3\n',
  })
})

test('an unknown option is refused', async () => {
  const { root } = project()
  expect(await install(root, { args: ['--with', 'toString'] })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^usage/),
  })
})

test('Redis is not installed if a server is on PATH or REDIS_URL is set', async () => {
  const { root } = project()
  await install(root)
  const args = ['--with', 'redis']
  for (const name of ['redis-server', 'valkey-server', 'redis-check-rdb']) {
    expect(await install(root, { args, env: { PATH: emptyPath({ [name]: '' }) } })).toMatchObject({
      code: 0,
      stderr: '',
    })
  }
  const env = { PATH: emptyPath({}), REDIS_URL: 'redis://elsewhere' }
  expect(await install(root, { args, env })).toMatchObject({ code: 0, stderr: '' })
})

const linux = process.platform === 'linux'
const isRoot = process.getuid?.() === 0

test.runIf(linux)(
  'a missing Redis is installed with apt-get, after fetching its package lists if they are missing',
  async () => {
    const { root } = project()
    await install(root)
    const bin = emptyPath({ sudo: 'shift; exec "$@"', true: 'exit 0' })
    writeFileSync(join(bin, 'apt-get'), `#!/bin/sh\n${aptGet(bin)}`, { mode: 0o755 })
    const { code, stderr } = await install(root, { args: ['--with', 'redis'], env: { PATH: bin } })
    expect(stderr).toContain('Installed a Redis server')
    expect(code).toBe(0)
    expect(existsSync(join(bin, 'updated'))).toBe(true)
  },
)

test.runIf(linux)('a user who may not install packages is shown the command to run', async () => {
  const { root } = project()
  await install(root)
  chmodSync(root, 0o777)
  const bin = emptyPath({ sudo: 'exit 1', 'apt-get': 'exit 1' })
  const as = isRoot ? { uid: 65_534 } : {}
  const { code, stderr } = await install(root, { args: ['--with', 'redis'], env: { PATH: bin }, ...as })
  expect(code).toBe(1)
  expect(stderr).toContain('  sudo apt-get install -y --no-install-recommends redis-tools\n')
})

test.runIf(linux && isRoot)('a user who may not write to the project is told what to do', async () => {
  const { root } = project()
  const { code, stderr } = await install(root, { uid: 65_534 })
  expect(code).toBe(1)
  expect(stderr).toMatch(/cannot write to .*as its owner/)
})
