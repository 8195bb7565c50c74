import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandedAction } from '#protocol/command.ts'
import { readProcess } from './processes.ts'
import { type Program, startProgram } from './testing/program.ts'
import { startTestServer, type TestServer } from './testing/server.ts'

let server: TestServer
let dir: string
const started: ChildProcess[] = []

beforeEach(async () => {
  server = await startTestServer()
  dir = await mkdtemp(join(tmpdir(), 'agent-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
  }
  await server.close()
  await rm(dir, { recursive: true, force: true })
})

const at = () => `${server.address.host}:${server.address.port}`

function agent(...args: string[]): Program {
  const program = startProgram(args)
  started.push(program.process)
  return program
}

async function enrolled(): Promise<string> {
  const program = agent('enroll', '--server', at(), '--token', server.token, '--dir', dir)
  const { device } = await program.line('enrolled')
  expect(await program.ended).toMatchObject({ code: 0 })
  return String(device)
}

async function sleeper(cwd = dir): Promise<ChildProcess & { pid: number }> {
  const child = spawn('sleep', ['600'], { cwd, stdio: 'ignore' })
  started.push(child)
  await once(child, 'spawn')
  return child as ChildProcess & { pid: number }
}

const kill = (pid: number, more: { startedAt?: string; processName?: string } = {}) => ({
  type: 'KILL_PROCESS',
  parameters: { pid, startedAt: null, processName: null, ...more },
})

/** `exp` and `submittedAt`, by the server's clock. */
interface CommandTimes {
  readonly exp?: number
  readonly submittedAt?: number
}

const serverNow = () => Date.now() + server.ahead

async function order(deviceId: string, action: CommandedAction, { exp, submittedAt }: CommandTimes = {}) {
  const actionId = randomUUID()
  const commandId = await server.send(deviceId, {
    kind: 'execute',
    actionId,
    action,
    submittedAt: new Date(submittedAt ?? serverNow()).toISOString(),
    effectFor: null,
    ...(exp && { exp: Math.floor(exp / 1000) }),
  })
  return { actionId, commandId }
}

async function execute(deviceId: string, action: CommandedAction, times: CommandTimes = {}) {
  const { actionId, commandId } = await order(deviceId, action, times)
  const answer = await server.result(result => result.commandId === commandId)
  return { actionId, commandId, answer }
}

async function executeAndGrant(deviceId: string, action: CommandedAction, times: CommandTimes = {}) {
  const { actionId, commandId, answer } = await execute(deviceId, action, times)
  expect(answer.kind).toBe('claim')
  await server.send(deviceId, { kind: 'grant', actionId, commandId })
  return { actionId, commandId, answer: await server.result(result => result.commandId === commandId) }
}

test('enrols, kills the granted process, verifies the kill, shuts down cleanly', async () => {
  const deviceId = await enrolled()
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
  for (const name of await readdir(dir)) expect((await stat(join(dir, name))).mode & 0o777).toBe(0o600)

  const running = agent('run', '--dir', dir)
  await running.line('connected')
  expect(await server.state(() => true)).toMatchObject({ platform: 'LINUX', agentVersion: '0.1.0' })

  const victim = await sleeper()
  const startedAt = new Date(readProcess(victim.pid)?.startedAt ?? 0).toISOString()
  const action = kill(victim.pid, { startedAt, processName: 'sleep' })
  const { actionId, commandId, answer: claim } = await execute(deviceId, action)
  expect(claim).toMatchObject({ kind: 'claim', actionId })
  expect(readProcess(victim.pid)).toMatchObject({ ended: false })

  await server.send(deviceId, { kind: 'grant', actionId, commandId })
  const completed = await server.result(result => result.commandId === commandId)
  expect(completed).toMatchObject({ kind: 'completed', output: { pid: victim.pid, processName: 'sleep' } })
  if (victim.signalCode === null) await once(victim, 'exit')
  expect(victim.signalCode).toBe('SIGKILL')
  await server.state(() => true)

  const output = completed.kind === 'completed' ? completed.output : null
  const executedAt = completed.at
  const jti = await server.send(deviceId, { kind: 'verify', actionId, action, executedAt, output })
  expect(await server.result(result => result.commandId === jti)).toMatchObject({
    kind: 'verified',
    passed: true,
  })

  running.process.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
})

test('answers a repeated grant with the recorded result, also after a restart', async () => {
  const deviceId = await enrolled()
  const first = agent('run', '--dir', dir)
  const victim = await sleeper()
  const { actionId, commandId, answer } = await executeAndGrant(deviceId, kill(victim.pid))
  expect(answer.kind).toBe('completed')
  first.process.kill('SIGKILL')
  await first.ended

  agent('run', '--dir', dir)
  await server.send(deviceId, { kind: 'grant', actionId, commandId })
  expect(await server.result(result => result.commandId === commandId)).toEqual(answer)
})

const HOUR = 3_600_000

test.each([7, -7, 5 * 365 * 24])(
  "a device clock %i hours behind the server does not matter: the server's time counts",
  async hours => {
    server.ahead = hours * HOUR
    const deviceId = await enrolled()
    const running = agent('run', '--dir', dir)
    await running.line('connected')
    const victim = await sleeper()
    const stale = await order(deviceId, kill(victim.pid), { exp: serverNow() - 60_000 })
    const tooEarly = { submittedAt: serverNow() - 60_000, exp: serverNow() + 60_000 }
    expect((await executeAndGrant(deviceId, kill(victim.pid), tooEarly)).answer).toMatchObject({
      kind: 'failed',
      error: { code: 'TARGET_MISMATCH' },
    })
    const action = kill(victim.pid)
    const fresh = { exp: serverNow() + 60_000 }
    const { actionId, answer } = await executeAndGrant(deviceId, action, fresh)
    if (answer.kind !== 'completed') throw new Error(JSON.stringify(answer))
    expect(Math.abs(Date.parse(answer.at) - serverNow())).toBeLessThan(60_000)
    const { at: executedAt, output } = answer
    const jti = await server.send(deviceId, { kind: 'verify', actionId, action, executedAt, output })
    expect(await server.result(({ commandId }) => commandId === jti)).toMatchObject({ passed: true })

    running.process.kill('SIGTERM')
    const { stderr } = await running.ended
    expect(stderr).toContain('exp: expired')
    expect(stderr).not.toContain(stale.actionId)
  },
)

test('reconnects after a server outage and delivers waiting results', async () => {
  const deviceId = await enrolled()
  const running = agent('run', '--dir', dir)
  await running.line('connected')
  server.deaf = true
  const action = kill(1)
  const actionId = randomUUID()
  const submittedAt = new Date().toISOString()
  await server.send(deviceId, { kind: 'execute', actionId, action, submittedAt, effectFor: null })
  server.cut()
  server.deaf = false
  await running.line('connected')
  expect(await server.result(result => result.actionId === actionId)).toMatchObject({ kind: 'claim' })
})

test('--allow and --confine refuse other actions and targets', async () => {
  const deviceId = await enrolled()
  const inside = await mkdtemp(join(dir, 'inside-'))
  const running = agent('run', '--dir', dir, '--confine', inside)
  const outsider = await sleeper()
  expect((await executeAndGrant(deviceId, kill(outsider.pid))).answer).toMatchObject({
    kind: 'failed',
    error: { code: 'PERMISSION_DENIED' },
  })
  // A script can't be confined: it could read the device's key.
  const script = { id: randomUUID(), name: 'reads', interpreter: 'BASH', sha256: 'ab'.repeat(32), body: 'id' }
  const runs = { type: 'RUN_SCRIPT', parameters: { script, arguments: [], timeout: 10 } }
  expect((await executeAndGrant(deviceId, runs)).answer).toMatchObject({
    kind: 'failed',
    error: { code: 'PERMISSION_DENIED' },
  })
  const insider = await sleeper(inside)
  expect((await executeAndGrant(deviceId, kill(insider.pid))).answer.kind).toBe('completed')
  expect(readProcess(outsider.pid)).toMatchObject({ ended: false })
  running.process.kill('SIGTERM')
  await running.ended

  agent('run', '--dir', dir, '--allow', 'ISOLATE_DEVICE')
  expect((await execute(deviceId, kill(outsider.pid))).answer).toMatchObject({
    kind: 'failed',
    error: { code: 'PERMISSION_DENIED' },
  })
})

test('enrolls only into its own directory, closed to other users', async () => {
  const enroll = async (directory: string) => {
    const args = ['enroll', '--server', at(), '--token', server.token, '--dir', directory]
    return (await agent(...args).ended).code
  }
  const open = join(dir, 'open')
  await mkdir(open, { mode: 0o755 })
  const link = join(dir, 'link')
  await symlink(await mkdtemp(join(dir, 'target-')), link)
  const file = join(dir, 'file')
  await writeFile(file, '')
  expect(await Promise.all([open, link, file, join(file, 'below')].map(enroll))).toEqual([2, 2, 2, 2])
  expect(await readdir(open)).toEqual([])
  if (process.getuid?.() === 0) {
    const foreign = await mkdtemp(join(dir, 'foreign-'))
    await chown(foreign, 65_534, 65_534)
    expect(await enroll(foreign)).toBe(2)
  }

  // The agent must not write through a link that waits at the key's temporary name.
  const trapped = await mkdtemp(join(dir, 'trapped-'))
  const outside = join(dir, 'outside')
  await symlink(outside, join(trapped, 'identity.json.new'))
  expect(await enroll(trapped)).toBe(0)
  expect(await readdir(dir)).not.toContain('outside')

  await chmod(trapped, 0o750)
  expect((await agent('run', '--dir', trapped).ended).code).toBe(2)
})

test('exit codes: 2 bad usage, 3 refused, 4 unreachable or another server', async () => {
  const code = async (...args: string[]) => (await agent(...args).ended).code
  const stranger = await startTestServer()
  const badToken = `dfe_${'0'.repeat(64)}_${server.authority.pin}`
  expect(await Promise.all([code(), code('run', '--dir', dir), code('run', '--nonsense')])).toEqual([2, 2, 2])
  expect(await code('enroll', '--server', at(), '--token', 'dfe_1', '--dir', dir)).toBe(2)
  expect(await code('enroll', '--server', at(), '--token', badToken, '--dir', dir)).toBe(3)
  const strange = `${stranger.address.host}:${stranger.address.port}`
  expect(await code('enroll', '--server', strange, '--token', server.token, '--dir', dir)).toBe(4)
  await stranger.close()
  expect(await code('enroll', '--server', strange, '--token', server.token, '--dir', dir)).toBe(4)
  expect(await readdir(dir)).toEqual([])

  const deviceId = await enrolled()
  expect(await code('enroll', '--server', at(), '--token', server.token, '--dir', dir)).toBe(2)
  expect(await code('status', '--dir', dir)).toBe(0)
  server.revoked.add(deviceId)
  expect(await Promise.all([code('status', '--dir', dir), code('run', '--dir', dir)])).toEqual([3, 3])
  expect(await code('uninstall', '--dir', dir)).toBe(0)
  await expect(readdir(dir)).rejects.toThrow('ENOENT')
})

test('status shows running, open and waiting actions, and changes nothing', async () => {
  const deviceId = await enrolled()
  const status = async () => {
    const program = agent('status', '--dir', dir)
    return { line: await program.line('status'), ...(await program.ended) }
  }
  expect(await status()).toMatchObject({
    code: 0,
    line: { device: deviceId, runningAs: null, openActions: 0, unsentResults: 0 },
  })
  const running = agent('run', '--dir', dir)
  await running.line('connected')
  server.deaf = true
  const order = { actionId: randomUUID(), action: kill(1), submittedAt: new Date().toISOString() }
  await server.send(deviceId, { kind: 'execute', effectFor: null, ...order })
  await expect
    .poll(async () => (await status()).line, { timeout: 15_000 })
    .toMatchObject({ runningAs: running.process.pid, openActions: 1, unsentResults: 1 })
  await server.close()
  expect(await status()).toMatchObject({ code: 4, line: { serverTime: null, openActions: 1 } })
  server = await startTestServer()
})

test('the log says what was done and why', async () => {
  const deviceId = await enrolled()
  const running = agent('run', '--dir', dir)
  await running.line('connected')
  const { actionId } = await executeAndGrant(deviceId, kill(1))
  running.process.kill('SIGTERM')
  const { stderr } = await running.ended
  const lines: object[] = stderr
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(lines).toMatchObject([
    { msg: 'claimed', actionId, type: 'KILL_PROCESS' },
    { msg: 'started', actionId },
    { msg: 'failed', actionId, code: 'PROTECTED_TARGET', message: '1 is protected' },
  ])
})

test('a script does not outlive the agent, and the next agent reports it as interrupted', async () => {
  const deviceId = await enrolled()
  const running = agent('run', '--dir', dir)
  const started = join(dir, 'started')
  const body = 'echo $$ > "$1"; exec sleep 600'
  const sha256 = createHash('sha256').update(body).digest('hex')
  const script = { id: 'id', name: 'test', interpreter: 'BASH', sha256, body }
  const action = { type: 'RUN_SCRIPT', parameters: { script, arguments: [started], timeout: 60 } }
  const { actionId, commandId, answer } = await execute(deviceId, action)
  expect(answer.kind).toBe('claim')
  await server.send(deviceId, { kind: 'grant', actionId, commandId })
  const pid = async () => Number(await readFile(started, 'utf8').catch(() => 0))
  await expect.poll(pid).toBeGreaterThan(1)

  running.process.kill('SIGTERM')
  expect(await running.ended).toMatchObject({ code: 0 })
  expect(readProcess(await pid())?.ended ?? true).toBe(true)
  agent('run', '--dir', dir)
  expect(await server.result(result => result.commandId === commandId)).toMatchObject({
    kind: 'failed',
    error: { code: 'AGENT_ERROR' },
  })
})

test('one agent per directory; a killed agent does not block the next one', async () => {
  await enrolled()
  const first = agent('run', '--dir', dir)
  await first.line('connected')
  expect(await agent('run', '--dir', dir).ended).toMatchObject({ code: 2 })
  expect(await agent('uninstall', '--dir', dir).ended).toMatchObject({ code: 2 })
  first.process.kill('SIGKILL')
  await first.ended
  await agent('run', '--dir', dir).line('connected')
})
