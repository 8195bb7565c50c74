import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import { bundleAgent } from './bundle.ts'
import { listProcesses, readProcess } from './processes.ts'
import { driveToItsEnd, type End, lines, MOMENTS } from './testing/crash.ts'
import { type Program, startProgram } from './testing/program.ts'
import { startTestServer, type TestServer } from './testing/server.ts'

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

function drive(action: CommandedAction, crash: string, whileDown?: () => Promise<unknown>): Promise<End> {
  const peer = {
    send: (command: Parameters<TestServer['send']>[1]) => server.send(deviceId, command),
    result: (commandId: string) => server.result(result => result.commandId === commandId),
  }
  const run = (environment: NodeJS.ProcessEnv) => agent(environment, 'run')
  return driveToItsEnd({ peer, action, run, crash, dir, ...(whileDown && { whileDown }) })
}

const outcomeOf = ({ result }: End) =>
  result?.kind === 'failed' ? result.error.code : (result?.kind ?? 'nothing')

test.each(MOMENTS)(
  'KILL_PROCESS, killed %s each write: kills exactly once, result always sent',
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
      const end = await drive({ type: 'KILL_PROCESS', parameters }, `${moment}:${write}`)
      crashed = end.crashed
      expect({ write, outcome: outcomeOf(end) }).toEqual({ write, outcome: 'completed' })
      if (victim.signalCode === null) await once(victim, 'exit')
      expect({ write, kills: [...end.kills.before, ...end.kills.after] }).toEqual({
        write,
        kills: [String(pid)],
      })
    }
    // Claim, grant, note and end in the journal; claim and end in the outbox, and the removal of both.
    expect(write).toBeGreaterThan(8)
  },
  120_000,
)

test.each(MOMENTS)(
  'RUN_SCRIPT, killed %s each write: never runs twice, result always sent, nothing left running',
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
      const end = await drive({ type: 'RUN_SCRIPT', parameters }, `${moment}:${write}`)
      crashed = end.crashed
      const runs = (await lines(marker)).length
      const outcome = outcomeOf(end)
      ends.add(outcome)
      expect(['completed', 'AGENT_ERROR'], `write ${write}`).toContain(outcome)
      expect(runs, `write ${write}`).toBeLessThanOrEqual(1)
      if (outcome === 'completed') expect(runs, `write ${write}`).toBe(1)
      const left = listProcesses().filter(({ workingDirectory }) => workingDirectory?.includes(dir))
      expect(left.filter(({ comm }) => ['sleep', 'bash'].includes(comm.toString()))).toEqual([])
    }
    expect(write).toBeGreaterThan(9)
    expect(ends).toEqual(new Set(['completed', 'AGENT_ERROR']))
  },
  120_000,
)

test.each(MOMENTS)(
  'QUARANTINE_FILE, killed %s each write: in the vault exactly once, result always sent',
  async moment => {
    let write = 0
    for (let crashed = true; crashed; ) {
      write += 1
      const path = join(dir, `malware-${moment}-${write}`)
      await writeFile(path, `harm ${moment} ${write}`)
      const parameters = { path, sha256: null }
      const end = await drive({ type: 'QUARANTINE_FILE', parameters }, `${moment}:${write}`)
      crashed = end.crashed
      expect({ write, outcome: outcomeOf(end) }).toEqual({ write, outcome: 'completed' })
      await expect(lstat(path)).rejects.toMatchObject({ code: 'ENOENT' })
      expect({ write, records: await recordsOf(path) }).toEqual({ write, records: [`${end.actionId}.json`] })
    }
    expect(write).toBeGreaterThan(8)
  },
  120_000,
)

async function recordsOf(path: string): Promise<string[]> {
  const vault = join(dir, 'agent', 'vault')
  const names = (await readdir(vault)).filter(name => name.endsWith('.json'))
  const texts = await Promise.all(names.map(name => readFile(join(vault, name), 'utf8')))
  return names.filter((_, index) => JSON.parse(texts[index] ?? '').originalPath === path)
}

/**
 * An account that exists on every Linux but runs nothing here, so a reset ends only what the test started.
 */
const account = ['irc', 'uucp', 'news', 'games', 'nobody']
  .map(name => ({ name, uid: uidOf(name) }))
  .find(({ uid }) => uid !== null && !listProcesses().some(({ owner }) => owner === uid))

function uidOf(name: string): number | null {
  try {
    return Number(execFileSync('id', ['-u', '--', name], { stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return null
  }
}

test.skipIf(process.getuid?.() !== 0 || !account).each(MOMENTS)(
  'RESET_USER_SESSION, killed %s each write: never runs twice, result always sent',
  async moment => {
    const uid = account?.uid ?? -1
    const theirs = () => listProcesses().filter(({ owner }) => owner === uid)
    // Start it from a shell that exits, so that it is not a descendant of the agent, which would protect it.
    const login = async () => {
      const shell = spawn('setsid', ['--fork', 'sleep', '600'], { uid, gid: uid, cwd: '/', stdio: 'ignore' })
      await once(shell, 'exit')
    }
    const ends = new Set<string>()
    try {
      let write = 0
      for (let crashed = true; crashed; ) {
        write += 1
        await login()
        const parameters = { username: account?.name ?? '' }
        // A login after the crash is not a target of an action that had already begun.
        const end = await drive({ type: 'RESET_USER_SESSION', parameters }, `${moment}:${write}`, login)
        crashed = end.crashed
        const outcome = outcomeOf(end)
        ends.add(outcome)
        expect(['completed', 'AGENT_ERROR'], `write ${write}`).toContain(outcome)
        if (end.kills.before.length > 0 || outcome === 'AGENT_ERROR')
          expect({ write, after: end.kills.after }).toEqual({ write, after: [] })
        else expect({ write, left: theirs() }).toEqual({ write, left: [] })
        for (const { pid } of theirs()) process.kill(pid, 'SIGKILL')
        await expect.poll(theirs).toEqual([])
      }
      expect(write).toBeGreaterThan(7)
      expect(ends).toEqual(new Set(['completed', 'AGENT_ERROR']))
    } finally {
      for (const { pid } of theirs()) process.kill(pid, 'SIGKILL')
    }
  },
  120_000,
)
