import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

// Installs the package of `npm pack` into an empty project.
const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const packageRoot = fileURLToPath(new URL('./', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')
let project: string

const program = `import { createClient, DefendError, verifyLedger, type ActionStatus, type DefendClient } from '@defend/sdk'
import { parse } from 'graphql'

const client: DefendClient = createClient({ url: 'http://127.0.0.1:9', token: async () => 'nobody', retries: 0 })

export async function typed() {
  const outcome = await client.submit({ deviceId: 'd', action: { blockIp: { address: '192.0.2.1' } }, justification: 'A reason' })
  if (!outcome.ok) {
    const code: 'SELF_APPROVAL' | 'INVALID_INPUT' | (string & {}) = outcome.error.code
    return code
  }
  const status: ActionStatus = outcome.action.status
  // @ts-expect-error unknown action
  await client.submit({ deviceId: 'd', action: { explode: {} }, justification: 'A reason' })
  // @ts-expect-error the outcome was not checked
  ;(await client.approve({ actionId: 'a' })).action
  for await (const { event, action } of client.watch({ filter: { statuses: ['FAILED'] } })) return [event.sequence.toFixed(), action.failure?.code]
  for await (const { items } of client.history().pages()) return items[0]?.device?.hostname
  return status
}

const check = await verifyLedger('')
const error = await client.request(parse('{ viewer { __typename } }')).catch((thrown: unknown) => thrown)
await client.close()
console.log(check.intact, error instanceof DefendError && error.code)
`

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'defend-sdk-'))
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: packageRoot })
  const [tarball = ''] = await readdir(project)
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
  await writeFile(join(project, 'program.ts'), program)
  // Dependencies come from this project's node_modules, so no registry is needed.
  const dependencies = ['graphql', 'graphql-ws', 'ws'].map(name => `file:${join(root, 'node_modules', name)}`)
  const install = ['install', '--offline', '--install-links', '--no-audit', '--no-fund', '--ignore-scripts']
  await run('npm', [...install, `file:./${tarball}`, ...dependencies], { cwd: project })
})
afterAll(async () => {
  await rm(project, { recursive: true, force: true })
  await rm(join(packageRoot, 'dist'), { recursive: true, force: true })
})

test.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('its types compile with module %s, resolution %s', async (module, resolution) => {
  const options = ['--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib', 'es2023,dom']
  const modules = ['--module', module, '--moduleResolution', resolution]
  const { stdout } = await run(
    process.execPath,
    [tsc, ...options, ...modules, '--outDir', 'out', 'program.ts'],
    {
      cwd: project,
    },
  ).catch(error => error)
  expect(stdout).toBe('')
})

test("arethetypeswrong finds no problems in the package's exports", async () => {
  const tarball = (await readdir(project)).find(name => name.endsWith('.tgz')) ?? ''
  const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
  const { stdout } = await run(process.execPath, [attw, join(project, tarball), '--profile', 'esm-only'], {
    cwd: project,
  })
  expect(stdout).toContain('🟢 (ESM)')
})

test('the installed package runs', async () => {
  const { stdout } = await run(process.execPath, ['out/program.js'], { cwd: project })
  expect(stdout).toBe('true NETWORK\n')
})

test('the package contains only its build, README and manifest', async () => {
  const files = await readdir(join(project, 'node_modules/@defend/sdk'), { recursive: true })
  expect(
    files
      .filter(
        file =>
          !/^dist(\/((generated|resources)\/)?[a-z-]+(\.d)?\.[jt]s|\/generated|\/resources)?$/.test(file),
      )
      .sort(),
  ).toEqual(['README.md', 'package.json'])
})

test('bundles for browsers without Node modules, under 20 kB gzipped without graphql-ws', async () => {
  const bundle = await build({
    entryPoints: [join(packageRoot, 'sdk.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['graphql-ws', 'ws'],
  })
  const size = gzipSync(bundle.outputFiles[0]?.contents ?? '').length
  expect(size).toBeGreaterThan(1_000)
  expect(size).toBeLessThan(20_000)
})
