import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build, transform } from 'esbuild'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openStage, type RunningService, type Stage } from '../server/e2e/running-service.ts'

// Runs the code blocks of each page in order, in a folder per page. Shell variables and files persist from block to block.
// A `json` or `text` block is the expected output of the preceding block, or a file if a name follows the language. A block
// in an unknown language fails the test.

const docs = fileURLToPath(new URL('./', import.meta.url))
const root = fileURLToPath(new URL('../', import.meta.url))
/** Milliseconds. It only stops tests that hang, and is long because the machine may be busy. */
const timeLimit = 280_000
const installed = [
  ...['.bin', '@graphql-codegen', '@types', 'commander', 'gql.tada', 'graphql', 'graphql-ws'],
  ...['typescript', 'undici-types', 'ws'],
]

interface Block {
  readonly language: string
  readonly file: string | undefined
  readonly text: string
  /** The line on which the block begins, for error messages. */
  readonly line: number
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(docs, page), 'utf8')
  return [...text.matchAll(/^```(\w*) ?(\S*)\n([\s\S]*?)^```$/gm)].map(match => ({
    language: match[1] ?? '',
    file: match[2] || undefined,
    text: match[3] ?? '',
    line: text.slice(0, match.index).split('\n').length,
  }))
}

const pages = [...readdirSync(docs), '../clients/sdk/README.md']
  .filter(name => name.endsWith('.md') && name !== 'architecture.md')
  .filter(name => blocksOf(name).length > 0)

let stage: Stage
let service: RunningService
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'defend-docs-'))
  await installPackages()
  stage = await openStage()
  service = await stage.start()
  await stage.verifySoon()
  await stage.simulate({ count: 3, hostnames: ['ws-fin-01', 'ws-fin-02', 'ws-fin-03'] })
})
afterAll(async () => {
  await stage?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Installs the packages that readers have, including the SDK, and puts `defend` on the PATH. */
async function installPackages(): Promise<void> {
  const modules = join(folder, 'node_modules')
  const sdk = join(modules, '@defend', 'sdk')
  mkdirSync(sdk, { recursive: true })
  for (const name of installed) symlinkSync(join(root, 'node_modules', name), join(modules, name))
  const bundle = { bundle: true, format: 'esm', platform: 'node', packages: 'external' } as const
  await build({ ...bundle, entryPoints: [join(root, 'clients/sdk/sdk.ts')], outfile: join(sdk, 'sdk.js') })
  const exports = { '.': { types: './sdk.ts', default: './sdk.js' } }
  writeFileSync(join(sdk, 'package.json'), JSON.stringify({ name: '@defend/sdk', type: 'module', exports }))
  writeFileSync(join(sdk, 'sdk.ts'), `export * from ${JSON.stringify(join(root, 'clients/sdk/sdk.ts'))}\n`)
  const program = join(folder, 'bin', 'defend.js')
  await build({ ...bundle, entryPoints: [join(root, 'clients/cli/main.ts')], outfile: program })
  const script = `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`
  writeFileSync(join(folder, 'bin', 'defend'), script, { mode: 0o755 })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
}

/** Replaces the demo's addresses with those of the service under test. */
const withTestAddresses = (text: string): string =>
  text
    .replaceAll('http://127.0.0.1:4000', service.api)
    .replaceAll('http://127.0.0.1:4001', stage.identity.issuer)

const typescript: string[] = []

async function run(block: Block, page: string, last: string): Promise<string> {
  const pageFolder = join(folder, basename(page, '.md'))
  mkdirSync(pageFolder, { recursive: true })
  const text = withTestAddresses(block.text)
  const file = (extension: string) => {
    const name = join(pageFolder, `line-${block.line}.${extension}`)
    writeFileSync(name, text)
    return name
  }
  if (block.file) {
    writeFileSync(join(pageFolder, block.file), text)
    return last
  }
  switch (block.language) {
    case 'json':
      expect(JSON.parse(last)).toEqual(JSON.parse(text))
      return last
    case 'text':
      expect(last.trim()).toBe(text.trim())
      return last
    case 'graphql':
      return JSON.stringify({ data: await stage.as('alice')(text) })
    case 'sh':
      return shell(pageFolder, `trap 'declare -px > .environment' EXIT\n${text}`)
    case 'sql':
      return sql(text)
    case 'python':
      return shell(pageFolder, `exec python3 ${file('py')}`)
    case 'ts': {
      typescript.push(file('ts'))
      const program = file('js')
      writeFileSync(program, (await transform(text, { loader: 'ts', target: 'es2023' })).code)
      return shell(pageFolder, `exec "${process.execPath}" ${program}`)
    }
    default:
      throw new Error(`cannot run ${block.language || 'a block without a language'}`)
  }
}

/** Runs SQL statements about the role `defend` as a PostgreSQL superuser and rolls them back. */
async function sql(text: string): Promise<string> {
  const url = new URL(inject('ownerUrl'))
  url.username = 'postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(`BEGIN; DROP ROLE IF EXISTS defend; CREATE ROLE defend; ${text}; ROLLBACK`)
    return ''
  } finally {
    await client.end()
  }
}

async function shell(cwd: string, script: string): Promise<string> {
  const env = {
    PATH: `${join(folder, 'bin')}:${join(folder, 'node_modules/.bin')}:${process.env['PATH']}`,
    HOME: cwd,
    DEFEND_URL: service.api,
    DEFEND_ISSUER: stage.identity.issuer,
  }
  const fullScript = `set -euo pipefail; [ ! -f .environment ] || . ./.environment\n${script}`
  return (await promisify(execFile)('bash', ['-c', fullScript], { cwd, env, timeout: timeLimit })).stdout
}

describe.concurrent('code blocks run', () => {
  test.each(pages)('%s', { timeout: timeLimit * 2 }, async page => {
    let last = ''
    for (const block of blocksOf(page))
      last = await run(block, page, last).catch(error => {
        throw new Error(`docs/${page}:${block.line}: ${error.message}\n${error.stdout ?? ''}`, {
          cause: error,
        })
      })
  })
})

test('TypeScript blocks compile', { timeout: timeLimit }, async () => {
  const options = { strict: true, target: 'es2023', module: 'nodenext', noEmit: true, skipLibCheck: true }
  const compilerOptions = { ...options, allowImportingTsExtensions: true, types: ['node'] }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: typescript }))
  expect(typescript.length).toBeGreaterThan(10)
  await expect(shell(folder, 'tsc -p . >&2')).resolves.toBe('')
})

test('errors.md lists all codes', () => {
  const page = readFileSync(join(docs, 'errors.md'), 'utf8')
  const schema = readFileSync(join(docs, 'contract/schema.graphql'), 'utf8')
  const codes = /enum UserErrorCode \{([^}]*)\}/.exec(schema)?.[1]?.trim().split(/\s+/) ?? []
  expect(codes.length).toBeGreaterThan(10)
  const promised = readFileSync(join(docs, 'contract/service.md'), 'utf8')
  const graphql = /`extensions\.code` \(([A-Z_, ]+)/.exec(promised)?.[1]?.split(', ').filter(Boolean) ?? []
  expect(graphql.length).toBeGreaterThan(5)
  for (const code of [...codes, ...graphql]) expect(page).toContain(`${code}`)
})

test.each([
  ['{ auditEvents { edges { cursor } } }', 'FORBIDDEN'],
  ['{ actions(first: 0) { totalCount } }', 'BAD_USER_INPUT'],
  ['{ actions(after: "elsewhere") { totalCount } }', 'BAD_CURSOR'],
  ['{ nothing', 'GRAPHQL_PARSE_FAILED'],
  ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
])('errors.md has the HTTP status of %s', async (query, code) => {
  const response = await fetch(`${service.api}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${await stage.identity.token('vera')}`,
    },
    body: JSON.stringify({ query }),
  })
  const body = (await response.json()) as { errors: [{ extensions: { code: string } }] }
  expect(body.errors[0].extensions.code).toBe(code)
  const row = new RegExp(`^\\| [A-Z_, ]*\\b${code}\\b[A-Z_, ]* \\| (\\d+)`, 'm')
  expect(row.exec(readFileSync(join(docs, 'errors.md'), 'utf8'))?.[1]).toBe(String(response.status))
})
