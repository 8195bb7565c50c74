import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '#protocol/json.ts'
import { readProcess } from '../../processes.ts'
import { openSandbox } from '../../sandbox.ts'
import type { Execution } from '../action.ts'
import { killProcess } from './kill-process.ts'

const started: ChildProcess[] = []
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

async function spawned(command: string, args: string[], cwd?: string) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] })
  started.push(child)
  await once(child, 'spawn')
  const { pid } = child
  if (pid === undefined) throw new Error('no pid')
  const view = readProcess(pid)
  if (view === null) throw new Error('no process')
  return { child, pid, startedAt: view.startedAt }
}
const sleeper = (cwd?: string) => spawned('sleep', ['600'], cwd)

const iso = (millis: number) => new Date(millis).toISOString()

function execution(parameters: JsonObject, more: Partial<Execution> = {}): Execution & { notes: Json[] } {
  const notes: Json[] = []
  return {
    actionId: randomUUID(),
    parameters: { startedAt: null, processName: null, ...parameters },
    submittedAt: Date.now(),
    effectFor: null,
    toServerTime: millis => millis,
    note: async value => void notes.push(value),
    notes,
    ...more,
  }
}

const action = killProcess(null)
const codeOf = async (parameters: JsonObject, more: Partial<Execution> = {}, kill = action) => {
  const outcome = await kill.execute(execution(parameters, more))
  return 'failed' in outcome ? outcome.failed.code : 'completed'
}

test('kills the process, reports it, and has noted it first', async () => {
  const { child, pid, startedAt } = await sleeper()
  const exit = once(child, 'exit')
  const run = execution({ pid, startedAt: iso(startedAt), processName: 'sleep' })
  const outcome = await action.execute(run)
  expect(outcome).toEqual({ completed: run.notes[0] })
  expect(run.notes).toMatchObject([{ pid, processName: 'sleep' }])
  expect(await exit).toEqual([null, 'SIGKILL'])
})

test("matches the start time even if the device's clock is years off", async () => {
  const { pid, startedAt } = await sleeper()
  const years = 3 * 365 * 24 * 60 * 60 * 1000
  const toServerTime = (millis: number) => millis + years
  const submittedAt = Date.now() + years
  const otherStart = iso(startedAt + years - 60_000)
  expect(await codeOf({ pid, startedAt: otherStart }, { toServerTime, submittedAt })).toBe('TARGET_MISMATCH')
  expect(await codeOf({ pid, startedAt: iso(startedAt + years) }, { toServerTime, submittedAt })).toBe(
    'completed',
  )
})

// lxcfs does this in LXC and Incus containers. Start ticks still count from the host's boot.
test.skipIf(process.getuid?.() !== 0)("kills where /proc/uptime shows the container's uptime", async () => {
  const dir = await mkdtemp(join(tmpdir(), 'uptime-'))
  const uptime = join(dir, 'uptime')
  await writeFile(uptime, '12.50 10.00\n')
  const fixture = fileURLToPath(new URL('../../testing/kill-in-container.ts', import.meta.url))
  const script = 'mount --bind "$1" /proc/uptime && exec "$2" --import tsx "$3"'
  const args = ['--mount', 'sh', '-c', script, 'sh', uptime, process.execPath, fixture]
  const { stdout } = await promisify(execFile)('unshare', args)
  await rm(dir, { recursive: true })
  const { outcome, off } = JSON.parse(stdout)
  expect(outcome).toMatchObject({ completed: { processName: 'sleep' } })
  expect(off).toBeLessThan(5_000)
})

test('completes once the process is gone; a zombie counts as gone', async () => {
  // This shell does not wait for its child, which becomes a zombie.
  const { child } = await spawned('bash', ['-c', 'sleep 600 & echo $!; exec sleep 601'])
  const [text] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  const pid = Number(text.toString())
  expect(await codeOf({ pid })).toBe('completed')
  expect(readProcess(pid)).toMatchObject({ ended: true })
  expect(await codeOf({ pid })).toBe('TARGET_NOT_FOUND')
})

describe('refuses to kill', () => {
  test.each([
    ['pid 1', 1],
    ['pid 0', 0],
    ['every process', -1],
    ['itself', process.pid],
    ['its parent', process.ppid],
  ])('%s', async (_name, pid) => {
    expect(await codeOf({ pid })).toBe('PROTECTED_TARGET')
  })

  test('a pid that does not exist', async () => {
    expect(await codeOf({ pid: 2 ** 22 + 1 })).toBe('TARGET_NOT_FOUND')
  })

  test('a thread, because its id would kill the whole process', async () => {
    const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
    await once(worker, 'online')
    const { readdirSync } = await import('node:fs')
    const threads = readdirSync(`/proc/${process.pid}/task`).map(Number)
    const thread = threads.find(id => id !== process.pid) ?? 0
    expect(await codeOf({ pid: thread })).toBe('TARGET_NOT_FOUND')
    await worker.terminate()
  })

  test('a process whose start time differs by a second or more', async () => {
    const { pid, startedAt } = await sleeper()
    for (const off of [-60_000, -1_100, 1_100, 60_000])
      expect(await codeOf({ pid, startedAt: iso(startedAt + off) })).toBe('TARGET_MISMATCH')
    expect(readProcess(pid)).toMatchObject({ ended: false })
    // Tools that truncate the boot time to seconds are off by less than one second.
    expect(await codeOf({ pid, startedAt: iso(startedAt - 900) })).toBe('completed')
  })

  test('a process with a different name', async () => {
    const { pid } = await sleeper()
    for (const processName of ['slee', 'sleep2', 'SLEEP', '/bin/sleep', ''])
      expect(await codeOf({ pid, processName })).toBe('TARGET_MISMATCH')
    expect(readProcess(pid)).toMatchObject({ ended: false })
  })

  test("a process that started after the submission, by the server's clock", async () => {
    const { pid, startedAt } = await sleeper()
    const submittedAt = startedAt - 2_000
    expect(await codeOf({ pid }, { submittedAt })).toBe('TARGET_MISMATCH')
    // The device's clock is 10 s ahead of the server's.
    const toServerTime = (millis: number) => millis - 10_000
    expect(await codeOf({ pid }, { submittedAt: submittedAt - 10_000, toServerTime })).toBe('TARGET_MISMATCH')
    expect(await codeOf({ pid }, { submittedAt, toServerTime })).toBe('completed')
  })

  test('a process that ended while the note was written', async () => {
    const { pid } = await sleeper()
    const note = async () => {
      process.kill(pid, 'SIGKILL')
      while (readProcess(pid)?.ended === false) await new Promise(setImmediate)
    }
    expect(await codeOf({ pid }, { note })).toBe('TARGET_NOT_FOUND')
  })

  test('a process outside the --confine directory', async () => {
    const inside = await mkdtemp(join(tmpdir(), 'confine-'))
    const outside = await mkdtemp(join(tmpdir(), 'confine-'))
    const sandbox = killProcess(openSandbox(inside))
    const [insider, outsider] = [await sleeper(inside), await sleeper(outside)]
    expect(await codeOf({ pid: outsider.pid }, {}, sandbox)).toBe('PERMISSION_DENIED')
    expect(await codeOf({ pid: process.ppid }, {}, sandbox)).toBe('PROTECTED_TARGET')
    expect(await codeOf({ pid: insider.pid }, {}, sandbox)).toBe('completed')
    await rm(inside, { recursive: true })
    await rm(outside, { recursive: true })
  })

  test('if the parameters are invalid', async () => {
    const { pid } = await sleeper()
    await expect(action.execute(execution({ pid: `${pid}` }))).rejects.toThrow('parameters.pid')
    await expect(action.execute(execution({ pid, startedAt: 'today' }))).rejects.toThrow('startedAt')
    expect(readProcess(pid)).toMatchObject({ ended: false })
  })
})

describe('after a crash', () => {
  test('kills exactly the process it had noted', async () => {
    const { pid } = await sleeper()
    const run = execution({ pid })
    await action.execute({ ...run, note: async value => void run.notes.push(value) })
    const [noted = null] = run.notes
    expect(await action.resume(run, noted)).toEqual({ completed: noted })

    const other = await sleeper()
    const still = {
      ...(noted as JsonObject),
      pid: other.pid,
      startTicks: readProcess(other.pid)?.startTicks ?? 0,
    }
    expect(await action.resume(execution({ pid: other.pid }), still)).toEqual({ completed: still })
    expect(readProcess(other.pid)?.ended ?? true).toBe(true)
  })

  test('leaves another process with the same pid alone', async () => {
    const { pid, startedAt } = await sleeper()
    const noted = {
      pid,
      startedAt: iso(startedAt),
      processName: 'sleep',
      startTicks: 1,
      bootId: 'of another boot',
    }
    expect(await action.resume(execution({ pid }), noted)).toEqual({ completed: noted })
    expect(readProcess(pid)).toMatchObject({ ended: false })
  })

  test('without a note, retries only if the command has a start time', async () => {
    const { pid, startedAt } = await sleeper()
    expect(await action.resume(execution({ pid, processName: 'sleep' }), null)).toMatchObject({
      failed: { code: 'AGENT_ERROR' },
    })
    expect(readProcess(pid)).toMatchObject({ ended: false })
    const again = execution({ pid, startedAt: iso(startedAt) })
    expect(await action.resume(again, null)).toEqual({ completed: again.notes[0] })
  })
})

describe('verification', () => {
  const check = (parameters: JsonObject, output: Json, executedAt = Date.now()) =>
    action.verify({
      actionId: randomUUID(),
      parameters: { startedAt: null, processName: null, ...parameters },
      output,
      executedAt,
      toServerTime: millis => millis,
    })

  test('passes if the process is gone, fails if it runs, with evidence', async () => {
    const { pid } = await sleeper()
    const run = execution({ pid })
    await action.execute(run)
    expect(await check({ pid }, run.notes[0] ?? null)).toMatchObject({ passed: true, evidence: { pid } })

    const alive = await sleeper()
    const output = { pid: alive.pid, startedAt: iso(alive.startedAt), processName: 'sleep' }
    expect(await check({ pid: alive.pid }, output)).toMatchObject({
      passed: false,
      evidence: { pid: alive.pid, found: { processName: 'sleep', ended: false } },
    })
  })

  test('a reused pid counts as a different process', async () => {
    const { pid, startedAt } = await sleeper()
    expect(await check({ pid }, { pid, startedAt: iso(startedAt - 5_000) })).toMatchObject({ passed: true })
    expect(await check({ pid, startedAt: iso(startedAt - 5_000) }, null)).toMatchObject({ passed: true })
    expect(await check({ pid }, null, startedAt - 5_000)).toMatchObject({ passed: true })
    expect(await check({ pid }, null, startedAt + 5_000)).toMatchObject({ passed: false })
  })
})
