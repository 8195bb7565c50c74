import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isObject } from '#protocol/json.ts'
import { MAX_OUTPUT_BYTES } from '#protocol/topics.ts'
import { bootId, listProcesses } from '../../processes.ts'
import { checkOf, executionOf } from '../../testing/execution.ts'
import type { Outcome } from '../action.ts'
import { runScript } from './run-script.ts'
import { makeCgroup, removeCgroup } from './script-cgroup.ts'

let scratch: string
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'scripts-'))
})
afterEach(() => rm(scratch, { recursive: true, force: true }))

interface Script {
  readonly interpreter?: string
  readonly arguments?: readonly string[]
  readonly timeout?: number
  readonly sha256?: string
}
const parametersOf = (body: string, { interpreter = 'BASH', sha256, ...more }: Script = {}) => ({
  script: {
    id: 'script',
    name: 'test',
    interpreter,
    body,
    sha256: sha256 ?? createHash('sha256').update(body).digest('hex'),
  },
  arguments: more.arguments ?? [],
  timeout: more.timeout ?? 20,
})
const run = (body: string, script: Script = {}) =>
  runScript(scratch).execute(executionOf(parametersOf(body, script)))

function outputOf(outcome: Outcome) {
  const output = 'completed' in outcome ? outcome.completed : (outcome.output ?? null)
  if (!isObject(output)) throw new Error(`no output: ${JSON.stringify(outcome)}`)
  return { json: output, stdout: String(output['stdout']), processGroup: Number(output['processGroup']) }
}

/** Processes with `marker` on their command line. Only this test's scripts match. */
const marked = (marker: string) =>
  listProcesses().filter(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(marker)
    } catch {
      return false
    }
  })

const TRICKY = ['a b', '$(touch /tmp/never)', '"; exit 9; "', '-x', '', 'ü\n']

test('bash: returns output and exit code, and passes arguments unchanged', async () => {
  const body = 'printf "<%s>" "$@"; echo oops >&2'
  expect(await run(body, { arguments: TRICKY })).toMatchObject({
    completed: {
      exitCode: 0,
      signal: null,
      stdout: TRICKY.map(text => `<${text}>`).join(''),
      stderr: 'oops\n',
    },
  })
})

test('python: returns output and exit code, and passes arguments unchanged', async () => {
  const body = 'import json, sys\nprint(json.dumps(sys.argv[1:]))\nprint("ü", file=sys.stderr)'
  const outcome = await run(body, { interpreter: 'PYTHON', arguments: TRICKY })
  expect(JSON.parse(outputOf(outcome).stdout)).toEqual(TRICKY)
  expect(outcome).toMatchObject({ completed: { exitCode: 0, stderr: 'ü\n' } })
})

test('runs in its own temporary directory with an empty environment and empty standard input', async () => {
  const body = 'pwd; stat -c %a . "$0"; cat; env | cut -d= -f1 | sort | tr "\\n" " "'
  const [directory, mode, scriptMode, names] = outputOf(await run(body)).stdout.split('\n')
  expect(directory).toMatch(new RegExp(`^${scratch}/script-`))
  expect([mode, scriptMode]).toEqual(['700', '600'])
  // PATH, plus the variables bash itself sets.
  expect(names).toBe('PATH PWD SHLVL _ ')
  expect(await readdir(scratch)).toEqual([])
})

test('never puts the body on a command line', async () => {
  const secret = `secret-${Math.random()}`
  const { stdout } = outputOf(await run(`: ${secret}\ncat /proc/*/cmdline 2>/dev/null | tr '\\0' ' '`))
  expect(stdout).toContain('script.sh')
  expect(stdout).not.toContain(secret)
})

describe('fails', () => {
  test('on a non-zero exit code, with the output', async () => {
    expect(await run('echo so far; exit 3')).toMatchObject({
      failed: { code: 'AGENT_ERROR', message: 'the script ended with 3' },
      output: { exitCode: 3, signal: null, stdout: 'so far\n' },
    })
  })

  test('on a signal', async () => {
    expect(await run('kill -TERM $$')).toMatchObject({
      failed: { code: 'AGENT_ERROR' },
      output: { exitCode: null, signal: 'SIGTERM' },
    })
  })

  test("if the body's hash differs from the registered one, without running it", async () => {
    const outcome = await run(`touch ${scratch}/ran`, { sha256: '0'.repeat(64) })
    expect(outcome).toMatchObject({ failed: { code: 'TARGET_MISMATCH' } })
    expect(await readdir(scratch)).toEqual([])
  })

  test('if the interpreter is unknown', async () => {
    for (const interpreter of ['POWERSHELL', 'PERL', 'constructor'])
      expect(await run('exit', { interpreter })).toMatchObject({ failed: { code: 'UNSUPPORTED' } })
  })
})

test('a timeout kills everything: children, job groups, processes that left the session', async () => {
  const marker = `90${Math.floor(Math.random() * 1e9)}`
  const body = `set -m; sleep ${marker} & setsid sleep ${marker} & (sleep ${marker} & sleep ${marker}) & echo up; trap '' TERM; while :; do sleep ${marker}; done`
  const outcome = await run(body, { timeout: 1 })
  expect(outcome).toMatchObject({
    failed: { code: 'TIMED_OUT', message: 'ended after its limit of 1 s' },
    output: { signal: 'SIGKILL', stdout: 'up\n' },
  })
  expect(marked(marker)).toEqual([])
})

test('background processes end with the script and do not delay the result', async () => {
  const marker = `91${Math.floor(Math.random() * 1e9)}`
  const outcome = await run(`sleep ${marker} & echo started`)
  expect(outcome).toMatchObject({ completed: { exitCode: 0, stdout: 'started\n' } })
  expect(marked(marker)).toEqual([])
})

test('output of any size and kind fits a result, with both ends kept', async () => {
  const outcome = await run(
    `echo BEGIN; head -c 30000000 /dev/urandom; head -c 1000000 /dev/zero; echo END; yes | head -c 1000000 >&2`,
  )
  const { json, stdout } = outputOf(outcome)
  expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThanOrEqual(MAX_OUTPUT_BYTES)
  expect(Buffer.byteLength(JSON.stringify(json))).toBeGreaterThan(MAX_OUTPUT_BYTES - 100)
  expect(stdout).toMatch(/^BEGIN\n/)
  expect(stdout).toMatch(/\nEND\n$|\ufffdEND\n$/)
  expect(json).toMatchObject({ exitCode: 0, stdoutBytes: 31_000_010, stderrBytes: 1_000_000 })
})

describe('after a crash', () => {
  test('ends what still runs, and never runs the script again', async () => {
    const marker = `92${Math.floor(Math.random() * 1e9)}`
    const action = runScript(scratch)
    const execution = executionOf(parametersOf(`sleep ${marker}; touch ${scratch}/again`))
    const running = action.execute(execution)
    await expect.poll(() => marked(marker).length).toBe(1)

    const resumed = await action.resume(execution, execution.notes.at(-1) ?? null)
    expect(resumed).toMatchObject({ failed: { code: 'AGENT_ERROR' } })
    expect(marked(marker)).toEqual([])
    expect(await running).toMatchObject({ failed: { code: 'AGENT_ERROR' } })
    expect(await readdir(scratch)).toEqual([])
  })

  test('gives the same answer if nothing was noted', async () => {
    expect(await runScript(scratch).resume(executionOf({}), null)).toMatchObject({
      failed: { code: 'AGENT_ERROR' },
    })
  })

  test('leaves a reused process group id alone', async () => {
    const marker = `93${Math.floor(Math.random() * 1e9)}`
    const action = runScript(scratch)
    const running = action.execute(executionOf(parametersOf(`sleep ${marker}`, { timeout: 2 })))
    await expect.poll(() => marked(marker).length).toBe(1)
    const processGroup = marked(marker)[0]?.group ?? 0
    for (const group of [
      { processGroup, startTicks: 1, bootId: bootId() },
      { processGroup, startTicks: marked(marker)[0]?.startTicks ?? 0, bootId: 'another boot' },
    ]) {
      await action.resume(executionOf({}), {
        directory: join(scratch, 'none'),
        group: { ...group, directory: join(scratch, 'none') },
      })
      expect(marked(marker)).toHaveLength(1)
    }
    expect(await running).toMatchObject({ failed: { code: 'TIMED_OUT' } })
  })

  test('runs nothing if the journal rejects the process group', async () => {
    let notes = 0
    const refusing = executionOf(parametersOf(`touch ${scratch}/ran`), {
      note: async () => {
        notes += 1
        if (notes === 2) throw new Error('disk full')
      },
    })
    await expect(runScript(scratch).execute(refusing)).rejects.toThrow('disk full')
    expect(await readdir(scratch)).toEqual([])
  })
})

test('verification passes if nothing of the group is left; a later process does not count', async () => {
  const action = runScript(scratch)
  const completed = outputOf(await run('exit 0'))
  expect(await action.verify(checkOf({}, completed.json))).toMatchObject({ passed: true })

  const marker = `94${Math.floor(Math.random() * 1e9)}`
  const running = run(`sleep ${marker}`, { timeout: 2 })
  await expect.poll(() => marked(marker).length).toBe(1)
  const [{ group: processGroup = 0, startedAt = 0 } = {}] = marked(marker)
  const check = (executedAt: number) => action.verify(checkOf({}, { processGroup }, executedAt))
  expect(await check(Date.now() + 1000)).toMatchObject({ passed: false, evidence: { processGroup } })
  expect(await check(startedAt - 5000)).toMatchObject({ passed: true })
  expect(await action.verify(checkOf({}, null))).toMatchObject({ passed: null })
  await running
})

// Forks twice and leaves the session and the directory.
const DAEMON = (marker: string) => `import os, sys
if os.fork(): sys.exit(0)
os.setsid()
if os.fork(): os._exit(0)
os.chdir("/")
for fd in (0, 1, 2): os.close(fd)
os.execvp("sleep", ["sleep", "600", "${marker}"])`

test('a daemon that left group, session and directory is killed or reported', async () => {
  const marker = `600.${Date.now() % 100_000}`
  const outcome = await run(DAEMON(marker), { interpreter: 'PYTHON' })
  expect(outcome).toHaveProperty('completed')
  const { json } = outputOf(outcome)
  const left = marked(marker)
  if (left.length > 0)
    expect(json['leftBehind']).toEqual(
      expect.arrayContaining(left.map(({ pid }) => expect.objectContaining({ pid, processName: 'sleep' }))),
    )
  for (const { pid } of left) process.kill(pid, 'SIGKILL')
  if (mayMakeCgroups()) expect([left, json['leftBehind']]).toEqual([[], undefined])
})

function mayMakeCgroups(): boolean {
  const child = spawn('sleep', ['5'])
  const cgroup = makeCgroup(`defend-test-${process.pid}`, child.pid ?? 0)
  if (cgroup === null) return false
  process.kill(child.pid ?? 0, 'SIGKILL')
  child.once('exit', () => removeCgroup(cgroup))
  return true
}
