import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import type { Result } from '#protocol/result.ts'
import { bundleAgent } from './bundle.ts'
import { listProcesses, readProcess } from './processes.ts'
import { type Program, startProgram } from './testing/program.ts'
import { startTestServer, type TestServer } from './testing/server.ts'

// kill -9 at every write of journal and outbox, before and after the disk has it: that is between any two steps.
const MOMENTS = ['before', 'after'] as const

let server: TestServer
let dir: string
let bundle: string
let deviceId: string
const started: ChildProcess[] = []

beforeAll(async () => {
  server = await startTestServer()
  dir = await mkdtemp(join(tmpdir(), 'crash-'))
  bundle = join(dir, 'crashing-agent.mjs')
  await bundleAgent(bundle, fileURLToPath(new URL('./testing/crashing-agent.ts', import.meta.url)))
  const at = `${server.address.host}:${server.address.port}`
  const enrolling = agent({}, 'enroll', '--server', at, '--token', server.token)
  deviceId = String((await enrolling.line('enrolled'))['device'])
  await enrolling.ended
})
afterAll(async () => {
  await server.close()
  await rm(dir, { recursive: true, force: true })
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'close')
  }
})

function agent(environment: NodeJS.ProcessEnv, ...args: string[]): Program {
  const program = startProgram([...args, '--dir', join(dir, 'agent')], bundle, environment)
  started.push(program.process)
  return program
}

/** What a server does until the action has ended: it sends again what is open whenever the device comes back. */
async function driveToItsEnd(action: CommandedAction, crash: string, kills: string) {
  const actionId = randomUUID()
  const jti = randomUUID()
  const submittedAt = new Date().toISOString()
  const fits = (result: Result) => result.actionId === actionId
  let granted = false
  let next = server.result(fits)

  const dying = agent({ DEFEND_TEST_CRASH: crash, DEFEND_TEST_KILLS: kills }, 'run')
  const first = await serve(dying)
  dying.process.kill('SIGTERM')
  const crashed = (await dying.ended).code === null
  if (!crashed) return { crashed, result: first }

  const living = agent({ DEFEND_TEST_KILLS: kills }, 'run')
  const result = await serve(living)
  living.process.kill('SIGTERM')
  expect(await living.ended).toMatchObject({ code: 0 })
  // What was heard before the crash is what is heard after it.
  if (first !== null) expect(result).toEqual(first)
  return { crashed, result }

  /** Null: the agent died before. */
  async function serve(program: Program): Promise<Result | null> {
    const death = program.ended.then(() => null)
    const connected = program.line('connected').catch(() => null)
    if ((await connected) === null) return null
    const execute = { kind: 'execute', jti, actionId, action, submittedAt, effectFor: null } as const
    await Promise.race([server.send(deviceId, execute), death])
    if (granted) await Promise.race([grant(), death])
    for (;;) {
      const result = await Promise.race([next, death])
      if (result === null) return null
      next = server.result(fits)
      if (result.kind !== 'claim') return result
      granted = true
      await Promise.race([grant(), death])
    }
  }

  function grant() {
    return server.send(deviceId, { kind: 'grant', actionId, commandId: jti })
  }
}

const lines = async (path: string) =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(line => line !== '')

test.each(MOMENTS)(
  'KILL_PROCESS, killed %s each write: killed exactly once, and always told',
  async moment => {
    let write = 0
    for (let crashed = true; crashed; ) {
      write += 1
      const victim = spawn('sleep', ['600'], { cwd: dir, stdio: 'ignore' })
      started.push(victim)
      await once(victim, 'spawn')
      const { pid = 0 } = victim
      const startedAt = new Date(readProcess(pid)?.startedAt ?? 0).toISOString()
      const parameters = { pid, startedAt, processName: 'sleep' }
      const kills = join(dir, `kills-${moment}-${write}`)
      const end = await driveToItsEnd({ type: 'KILL_PROCESS', parameters }, `${moment}:${write}`, kills)
      crashed = end.crashed
      expect({ write, kind: end.result?.kind }).toEqual({ write, kind: 'completed' })
      if (victim.signalCode === null) await once(victim, 'exit')
      expect({ write, kills: await lines(kills) }).toEqual({ write, kills: [String(pid)] })
    }
    // Claim, grant, note, end; claim and end in the outbox, and both out of it.
    expect(write).toBeGreaterThan(8)
  },
  120_000,
)

test.each(MOMENTS)(
  'RUN_SCRIPT, killed %s each write: never twice, always told, nothing left of it',
  async moment => {
    let write = 0
    const ends = new Set<string>()
    for (let crashed = true; crashed; ) {
      write += 1
      const marker = join(dir, `ran-${moment}-${write}`)
      const body = 'echo ran >> "$1"; sleep 0.1'
      const sha256 = createHash('sha256').update(body).digest('hex')
      const script = { id: 'id', name: 'test', interpreter: 'BASH', sha256, body }
      const parameters = { script, arguments: [marker], timeout: 20 }
      const end = await driveToItsEnd({ type: 'RUN_SCRIPT', parameters }, `${moment}:${write}`, '/dev/null')
      crashed = end.crashed
      const runs = (await lines(marker)).length
      const told = end.result?.kind === 'failed' ? end.result.error.code : (end.result?.kind ?? 'nothing')
      ends.add(told)
      expect(['completed', 'AGENT_ERROR'], `write ${write}`).toContain(told)
      expect(runs, `write ${write}`).toBeLessThanOrEqual(1)
      if (told === 'completed') expect(runs, `write ${write}`).toBe(1)
      const left = listProcesses().filter(({ workingDirectory }) => workingDirectory?.includes(dir))
      expect(left.filter(({ comm }) => comm === 'sleep' || comm === 'bash')).toEqual([])
    }
    expect(write).toBeGreaterThan(9)
    expect(ends).toEqual(new Set(['completed', 'AGENT_ERROR']))
  },
  120_000,
)
