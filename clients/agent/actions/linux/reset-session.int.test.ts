import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { isObject } from '#protocol/json.ts'
import { listProcesses, readProcess } from '../../processes.ts'
import { openSandbox } from '../../sandbox.ts'
import { checkOf, executionOf } from '../../testing/execution.ts'
import { resetSessionBy } from './reset-session.ts'
import { processSessions } from './reset-session-processes.ts'
import { runProgram } from './reset-session-sessions.ts'

/**
 * An account that exists on every Linux but runs nothing here, so a reset ends only what the test started.
 */
const account = ['games', 'news', 'uucp', 'irc', 'nobody']
  .map(name => ({ name, uid: uidOf(name) }))
  .find(({ uid }) => uid !== null && !listProcesses().some(({ owner }) => owner === uid))

function uidOf(name: string): number | null {
  try {
    return Number(execFileSync('id', ['-u', '--', name], { stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return null
  }
}

const isRoot = process.getuid?.() === 0
const username = account?.name ?? ''
const uid = account?.uid ?? -1

const started: ChildProcess[] = []
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

/**
 * Starts the script from a shell that exits, so that it is not a descendant of the agent, which would protect
 * it.
 */
async function login(script: string, cwd = '/'): Promise<number> {
  const shell = spawn('setsid', ['--fork', 'bash', '-c', `echo $$; ${script}`], {
    uid,
    gid: uid,
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  started.push(shell)
  const [text] = (await once(shell.stdout, 'data')) as [Buffer]
  return Number(text.toString())
}

const action = resetSessionBy(() => processSessions(runProgram, null), runProgram)
const reset = () => action.execute(executionOf({ username }))
const isRunning = (pid: number) => listProcesses().some(found => found.pid === pid)
const running = () => listProcesses().filter(({ owner }) => owner === uid)

test('unknown users, and names that begin with a hyphen', async () => {
  for (const name of ['no-such-user', '-root', '--', '']) {
    const outcome = await action.execute(executionOf({ username: name }))
    expect(outcome).toMatchObject({ failed: { code: 'TARGET_NOT_FOUND' } })
  }
})

describe.skipIf(!isRoot || !account)("as root, with another user's processes", () => {
  afterEach(() => {
    for (const { pid } of running()) process.kill(pid, 'SIGKILL')
  })

  test('ends and reports all sessions of the user, with jobs and daemons', async () => {
    const first = await login('set -m; sleep 600 & setsid sleep 601 & exec sleep 602')
    const second = await login('exec sleep 603')
    await expect.poll(() => running().length).toBe(4)

    const outcome = await reset()
    expect(running()).toEqual([])
    expect(outcome).toMatchObject({ completed: { username } })
    const output = 'completed' in outcome && isObject(outcome.completed) ? outcome.completed : {}
    expect(output['sessions']).toHaveLength(3)
    expect(output['sessions']).toEqual(expect.arrayContaining([String(first), String(second)]))
    expect(await action.verify(checkOf({ username }, output))).toMatchObject({ passed: true })
  })

  test('ends a root process inside a session of the user, as from sudo', async () => {
    const program = `import os, time
child = os.fork()
if child == 0: time.sleep(600)
os.setuid(${uid})
print("%d %d" % (os.getpid(), child), flush=True)
time.sleep(600)`
    const shell = spawn('setsid', ['--fork', 'python3', '-c', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    started.push(shell)
    const [text] = (await once(shell.stdout, 'data')) as [Buffer]
    const [leader = 0, child = 0] = text.toString().split(' ').map(Number)
    expect(readProcess(child)).toMatchObject({ session: leader, owner: 0, ended: false })
    expect(await reset()).toMatchObject({ completed: { sessions: [String(leader)] } })
    expect(isRunning(child)).toBe(false)
  })

  test('ends processes that fork during the reset', async () => {
    await login('while :; do (sleep 0.2; sleep 605) & sleep 0.01; done')
    await expect.poll(() => running().length).toBeGreaterThan(5)
    expect(await reset()).toMatchObject({ completed: { username } })
    expect(running()).toEqual([])
  })

  test('verification finds older sessions and ignores newer ones', async () => {
    const pid = await login('exec sleep 606')
    const startedAt = readProcess(pid)?.startedAt ?? 0
    const check = (executedAt: number) => action.verify(checkOf({ username }, { username }, executedAt))
    expect(await check(startedAt + 5_000)).toMatchObject({
      passed: false,
      evidence: { found: [{ id: String(pid) }] },
    })
    expect(await check(startedAt - 5_000)).toMatchObject({ passed: true })
  })

  test('confined: ends the sessions only if all of them started inside the directory', async () => {
    const inside = mkdtempSync('/tmp/session-')
    execFileSync('chown', [String(uid), inside])
    const sandbox = resetSessionBy(() => processSessions(runProgram, openSandbox(inside)), runProgram)
    const outsider = await login('exec sleep 607')
    const insider = await login('exec sleep 608', inside)
    expect(await sandbox.execute(executionOf({ username }))).toMatchObject({
      failed: { code: 'PERMISSION_DENIED' },
    })
    expect(readProcess(insider)).toMatchObject({ ended: false })
    process.kill(outsider, 'SIGKILL')
    await expect.poll(() => isRunning(outsider)).toBe(false)
    expect(await sandbox.execute(executionOf({ username }))).toMatchObject({
      completed: { sessions: [String(insider)] },
    })
    rmSync(inside, { recursive: true })
  })

  test('a user who is not logged in has nothing to end', async () => {
    expect(await reset()).toEqual({ completed: { username, uid, sessions: [] } })
  })
})

test('spares the agent, its ancestors and its descendants', async () => {
  const child = spawn('sleep', ['609'], { detached: true, stdio: 'ignore' })
  started.push(child)
  await once(child, 'spawn')
  const self = await runProgram('id', ['-un'])
  // As root this would end real terminal sessions, so the test only lists them.
  const own = await processSessions(runProgram, null).of({ name: self.trim(), uid: process.getuid?.() ?? -1 })
  const protectedSessions = [process.pid, process.ppid, child.pid].map(pid => readProcess(pid ?? 0)?.session)
  for (const session of protectedSessions) expect(own.map(({ id }) => id)).not.toContain(String(session))
})
