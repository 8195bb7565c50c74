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

/** Resolves with what it printed, once it has printed everything. */
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

test('its three lines work when they are pasted, and the last one kills a process that it started', async () => {
  const answers: string[] = []
  for (const line of curlLines()) answers.push((await run('bash', ['-c', line])).stdout)
  expect(answers).toHaveLength(3)
  expect(JSON.parse(answers[0] ?? '').data.devices.totalCount).toBe(21)
  expect(JSON.parse(answers[1] ?? '').data.actions.edges.length).toBe(5)
  expect(JSON.parse(answers[2] ?? '').data.submitAction.action.status).toBe('QUEUED')
  const [victim = 0, ...others] = sleeping()
  await expect.poll(() => isAlive(victim), { timeout: 10_000 }).toBe(false)
  expect(others.map(isAlive)).toEqual([true, true])
})

test('ended, it leaves nothing behind; started again, it has the same devices and goes on', async () => {
  const pids = sleeping().slice(1)
  demo.kill('SIGINT')
  expect(await once(demo, 'exit')).toEqual([0, null])
  expect(pids.map(isAlive)).toEqual([false, false])
  await start()
  const { stdout } = await run('bash', ['-c', curlLines()[0] ?? ''])
  expect(JSON.parse(stdout).data.devices.totalCount).toBe(21)
})
