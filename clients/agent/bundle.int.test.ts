import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JsonObject } from '#protocol/json.ts'
import { bundleAgent } from './bundle.ts'
import { readProcess } from './processes.ts'
import { type Program, startProgram } from './testing/program.ts'
import { startTestServer, type TestServer } from './testing/server.ts'

const MIB = 1024 * 1024
const NOBODY = 65534
const hasSetpriv = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0

let server: TestServer
let dir: string
let bundle: string
const started: ChildProcess[] = []

beforeEach(async () => {
  server = await startTestServer()
  dir = await mkdtemp(join(tmpdir(), 'bundle-'))
  bundle = join(dir, 'defend-agent.mjs')
  await bundleAgent(bundle)
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'close')
  }
  await server.close()
  await rm(dir, { recursive: true, force: true })
})

function agent(command: string, args: readonly string[] = [], runner: readonly string[] = []): Program {
  const program = startProgram([command, '--dir', join(dir, 'agent'), ...args], bundle, {}, runner)
  started.push(program.process)
  return program
}

async function enrolled(): Promise<string> {
  const at = `${server.address.host}:${server.address.port}`
  const enrolling = agent('enroll', ['--server', at, '--token', server.token])
  const { device } = await enrolling.line('enrolled')
  await enrolling.ended
  return String(device)
}

async function doneBy(deviceId: string, type: string, parameters: JsonObject) {
  const actionId = randomUUID()
  const submittedAt = new Date().toISOString()
  const action = { type, parameters }
  const commandId = await server.send(deviceId, {
    kind: 'execute',
    actionId,
    action,
    submittedAt,
    effectFor: null,
  })
  const fits = (result: { commandId: string }) => result.commandId === commandId
  expect(await server.result(fits)).toMatchObject({ kind: 'claim' })
  await server.send(deviceId, { kind: 'grant', actionId, commandId })
  return server.result(fits)
}

async function processOfNobody(): Promise<number> {
  const child = spawn('sleep', ['600'], { uid: NOBODY, gid: NOBODY, cwd: '/', stdio: 'ignore' })
  started.push(child)
  await once(child, 'spawn')
  return child.pid ?? 0
}

test('the bundle needs only Node, and little memory while idle', async () => {
  await enrolled()
  const running = agent('run')
  await running.line('connected')
  await server.state(() => true)
  const status = await readFile(`/proc/${running.process.pid}/status`, 'utf8')
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1])
  // 14 to 18 MiB when measured.
  expect(kilobytes('RssAnon') * 1024).toBeLessThan(24 * MIB)
  // 54 to 57 MiB when measured. RSS includes Node's own file, whose size differs between versions.
  if (process.versions.node.startsWith('20.')) expect(kilobytes('VmRSS') * 1024).toBeLessThan(66 * MIB)
  running.process.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
})

test.skipIf(!hasSetpriv)('works with the capabilities the systemd unit grants', async () => {
  const unit = await readFile(new URL('../../deploy/defend-agent.service', import.meta.url), 'utf8')
  const capabilities = /^CapabilityBoundingSet=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
  expect(capabilities.length).toBeGreaterThan(3)
  const keptCapabilities = capabilities.map(name => `+${name.replace('CAP_', '').toLowerCase()}`).join(',')
  const deviceId = await enrolled()
  const running = agent(
    'run',
    [],
    ['setpriv', `--bounding-set=-all,${keptCapabilities}`, '--inh-caps=-all', '--no-new-privs'],
  )
  await running.line('connected')
  const caps = /^CapEff:\s*(\S+)$/m.exec(await readFile(`/proc/${running.process.pid}/status`, 'utf8'))?.[1]
  expect(BigInt(`0x${caps}`).toString(2).replaceAll('0', '')).toHaveLength(capabilities.length)

  const watched = await processOfNobody()
  expect(
    await doneBy(deviceId, 'COLLECT_FORENSICS', { include: ['MEMORY_DUMP'], pid: watched }),
  ).toMatchObject({
    kind: 'completed',
    output: { artifacts: [{ kind: 'MEMORY_DUMP' }] },
  })
  expect(
    await doneBy(deviceId, 'KILL_PROCESS', { pid: watched, processName: 'sleep', startedAt: null }),
  ).toMatchObject({
    kind: 'completed',
  })
  expect(readProcess(watched)?.ended ?? true).toBe(true)

  const body = 'echo done'
  const sha256 = createHash('sha256').update(body).digest('hex')
  const script = { id: 'id', name: 'test', interpreter: 'BASH', sha256, body }
  expect(await doneBy(deviceId, 'RUN_SCRIPT', { script, arguments: [], timeout: 10 })).toMatchObject({
    kind: 'completed',
    output: { stdout: 'done\n' },
  })

  const file = join(dir, 'theirs')
  spawnSync('install', ['-o', String(NOBODY), '-m', '0600', '/dev/null', file])
  expect(await doneBy(deviceId, 'QUARANTINE_FILE', { path: file, sha256: null })).toMatchObject({
    kind: 'completed',
  })
})
