import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
let directory: string
let demo: ChildProcess
let guide: string

/** Starts the demo; resolves once the whole guide is printed. */
async function start(): Promise<void> {
  demo = spawn(process.execPath, ['--import', 'tsx', 'server/demo.ts'], {
    cwd: root,
    env: { ...process.env, DEFEND_DATA_DIR: directory, DEFEND_API_PORT: '0', DEFEND_DEVICE_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  guide = ''
  const printed = new Promise<void>(resolve => {
    demo.stdout?.on('data', chunk => {
      guide += chunk
      if (guide.includes('\n3. ') && guide.trimEnd().endsWith("'")) resolve()
    })
  })
  const ended = once(demo, 'exit').then(([code]) => {
    throw new Error(`the demo ended with ${code}:\n${guide}`)
  })
  await Promise.race([printed, ended])
}
const curlLines = () =>
  guide.split('\n').filter(line => line.startsWith('curl -s http') && line.includes('/graphql -H'))
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const sleeping = () => (/sleep processes ([\d, ]+),/.exec(guide)?.[1] ?? '').split(', ').map(Number)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'defend-demo-'))
  await start()
})
afterAll(async () => {
  if (demo.exitCode === null) {
    demo.kill('SIGTERM')
    await once(demo, 'exit')
  }
  await rm(directory, { recursive: true, force: true })
})

test('the three printed commands work, and the last one kills a process that the demo started', async () => {
  const answers: string[] = []
  for (const line of curlLines()) answers.push((await run('bash', ['-c', line])).stdout)
  expect(answers).toHaveLength(3)
  expect(JSON.parse(answers[0] ?? '').data.devices.totalCount).toBe(25)
  expect(JSON.parse(answers[1] ?? '').data.actions.edges.length).toBe(5)
  expect(JSON.parse(answers[2] ?? '').data.submitAction.action.status).toBe('QUEUED')
  const [victim = 0, ...others] = sleeping()
  await expect.poll(() => isAlive(victim), { timeout: 10_000 }).toBe(false)
  expect(others.map(isAlive)).toEqual([true, true])
})

interface Situation {
  readonly waiting: { totalCount: number }
  readonly automatic: { edges: { node: { status: string; device: { hostname: string } } }[] }
  readonly failed: { edges: { node: { failure: { code: string } } }[] }
  readonly bulkActions: { edges: { node: { state: string; progress: { queued: number }; total: number } }[] }
  readonly investigations: { edges: { node: { closedAt: string | null } }[] }
  readonly lateralMovement: { devices: unknown[] }
  readonly drifted: { edges: { node: { hostname: string } }[] }
}
const situationQuery = `{
  waiting: actions(filter: { awaitingMyApproval: true }) { totalCount }
  automatic: actions(filter: { origins: [AUTO_RESPONSE] }) { edges { node { status device { hostname } } } }
  failed: actions(filter: { statuses: [FAILED] }) { edges { node { failure { code } } } }
  bulkActions { edges { node { state total progress { queued } } } }
  investigations { edges { node { closedAt } } }
  lateralMovement { devices { id } }
  drifted: devices(filter: { drifted: true }) { edges { node { hostname } } } }`

async function situation(): Promise<Situation> {
  const [, api] = /Console +(http:\S+)\/ /.exec(guide) ?? []
  const [, tokenUrl] = /token: curl -s '([^']+)'/.exec(guide) ?? []
  const token = await (await fetch(tokenUrl ?? '')).text()
  const response = await fetch(`${api}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: situationQuery }),
  })
  return ((await response.json()) as { data: Situation }).data
}

test('the demo opens in the middle of an attack', async () => {
  const { waiting, bulkActions, investigations, lateralMovement } = await situation()
  expect(waiting.totalCount).toBe(2)
  expect(investigations.edges.map(({ node }) => node.closedAt)).toEqual([null])
  expect(lateralMovement.devices).toHaveLength(8)
  // A canary device is offline, so the rollout does not continue.
  expect(bulkActions.edges[0]?.node).toMatchObject({ state: 'RUNNING', total: 10 })
  expect(bulkActions.edges[0]?.node.progress.queued).toBeGreaterThanOrEqual(9)
  await expect
    .poll(async () => (await situation()).automatic.edges, { timeout: 30_000 })
    .toEqual([{ node: { status: 'COMPLETED', device: { hostname: 'srv-file-01' } } }])
  await expect
    .poll(async () => (await situation()).failed.edges.map(({ node }) => node.failure.code), {
      timeout: 60_000,
    })
    .toEqual(['VERIFICATION_FAILED'])
  await expect
    .poll(async () => (await situation()).drifted.edges.map(({ node }) => node.hostname), { timeout: 60_000 })
    .toEqual(['srv-web-02'])
})

test('the demo refuses to run in production, because it signs anyone in', async () => {
  const env = { ...process.env, NODE_ENV: 'production', DEFEND_DATA_DIR: join(directory, 'production') }
  const refused = await run(process.execPath, ['--import', 'tsx', 'server/demo.ts'], {
    cwd: root,
    env,
  }).catch(error => error)
  expect(refused).toMatchObject({ code: 1 })
  expect(refused.stderr).toContain('NODE_ENV=production')
})

test('the demo stops completely and restarts with the same devices', async () => {
  const pids = sleeping().slice(1)
  demo.kill('SIGINT')
  expect(await once(demo, 'exit')).toEqual([0, null])
  expect(pids.map(isAlive)).toEqual([false, false])
  await start()
  const { stdout } = await run('bash', ['-c', curlLines()[0] ?? ''])
  expect(JSON.parse(stdout).data.devices.totalCount).toBe(25)
})
