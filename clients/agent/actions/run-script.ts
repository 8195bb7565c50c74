import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { MAX_OUTPUT_BYTES } from '#protocol/topics.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  failed,
  interrupted,
  type Outcome,
  type Verdict,
} from './action.ts'
import { endGroup, type Group, killGroup, membersOf, type Program, startHeld } from './run-script-group.ts'
import { type BothEnds, fitOutput, keepBothEnds } from './run-script-output.ts'

/** All that a script finds in its environment. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const DEFAULT_TIMEOUT_SECONDS = 600
/** For what is still in the pipes; a daemon that left the group may hold them open for ever. */
const LAST_OUTPUT_MS = 1_000

const INTERPRETERS = {
  BASH: { program: 'bash', options: [], file: 'script.sh' },
  PYTHON: { program: 'python3', options: [], file: 'script.py' },
  POWERSHELL: { program: 'pwsh', options: ['-NoProfile', '-NonInteractive', '-File'], file: 'script.ps1' },
} as const

interface Parameters {
  readonly interpreter: string
  readonly body: string
  readonly sha256: string
  readonly arguments: readonly string[]
  readonly timeout: number
}

type Noted = { readonly directory: string; readonly group: Group | null }

/** Linux. Each script runs in a directory of its own under `scratch`, which need not exist. */
export function runScript(scratch: string): DeviceAction {
  return { execute, resume, verify }

  async function execute(execution: Execution): Promise<Outcome> {
    const parameters = readParameters(execution.parameters)
    if (createHash('sha256').update(parameters.body).digest('hex') !== parameters.sha256)
      return failed('TARGET_MISMATCH', 'the body is not the one that was registered')
    const interpreter = interpreterOf(parameters.interpreter)
    if (interpreter === null) return failed('UNSUPPORTED', `no interpreter ${parameters.interpreter}`)
    const program = await findProgram(interpreter.program)
    if (program === null) return failed('UNSUPPORTED', `no ${interpreter.program} on this device`)

    await mkdir(scratch, { recursive: true, mode: 0o700 })
    const directory = join(await realpath(scratch), `script-${execution.actionId}`)
    await execution.note({ directory, group: null } satisfies Noted)
    await mkdir(directory, { mode: 0o700 })
    try {
      const script = join(directory, interpreter.file)
      await writeFile(script, parameters.body, { mode: 0o600, flag: 'wx' })
      const args = [...interpreter.options, script, ...parameters.arguments]
      return await runToEnd({ file: program, args, directory, path: PATH }, parameters.timeout, execution)
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  }

  /** Never again; but what of it still runs must not run on unseen. */
  async function resume(_execution: Execution, noted: Json): Promise<Outcome> {
    if (!isNoted(noted)) return interrupted
    if (noted.group !== null && !(await endGroup(noted.group)))
      return failed('AGENT_ERROR', `the agent was interrupted, and ${stillThere(noted.group)}`)
    await rm(noted.directory, { recursive: true, force: true })
    return interrupted
  }
}

async function runToEnd(program: Program, timeout: number, execution: Execution): Promise<Outcome> {
  const { child, group, release } = await startHeld(program)
  const killNow = () => killGroup(group)
  // A script does not outlive its agent; `resume` is for the agent that could not even do this.
  process.once('exit', killNow)
  const stdout = keep(child.stdout)
  const stderr = keep(child.stderr)
  const exited = once(child, 'exit')
  const closed = once(child, 'close')
  try {
    await execution.note({ directory: program.directory, group } satisfies Noted)
    release()
    const inTime = await within(timeout * 1000, exited)
    // What the script left running in its group ends with it.
    if (!(await endGroup(group))) return failed('AGENT_ERROR', stillThere(group))
    const [exitCode, signal] = (await exited) as [number | null, NodeJS.Signals | null]
    await within(LAST_OUTPUT_MS, closed)
    const output = outputOf({ exitCode, signal, processGroup: group.processGroup }, stdout, stderr)
    if (!inTime) return { ...failed('TIMED_OUT', `ended after its limit of ${timeout} s`), output }
    if (signal !== null) return { ...failed('AGENT_ERROR', `the script was ended by ${signal}`), output }
    if (exitCode !== 0) return { ...failed('AGENT_ERROR', `the script ended with ${exitCode}`), output }
    return { completed: output }
  } finally {
    process.off('exit', killNow)
    killNow()
    child.stdout.destroy()
    child.stderr.destroy()
  }
}

function keep(stream: Readable): BothEnds {
  const kept = keepBothEnds()
  stream.on('data', chunk => kept.write(chunk))
  return kept
}

function outputOf(
  end: { exitCode: number | null; signal: string | null; processGroup: number },
  stdout: BothEnds,
  stderr: BothEnds,
): Json {
  const streams = { stdout: stdout.ends(), stderr: stderr.ends() }
  const rest = { ...end, stdoutBytes: streams.stdout.bytes, stderrBytes: streams.stderr.bytes }
  const empty = JSON.stringify({ ...rest, stdout: '', stderr: '' })
  return {
    ...rest,
    ...fitOutput(streams.stdout, streams.stderr, MAX_OUTPUT_BYTES - Buffer.byteLength(empty)),
  }
}

const stillThere = ({ processGroup }: Group) => `its process group ${processGroup} can't be ended`

/** False: it was not done in time. */
async function within(millis: number, done: Promise<unknown>): Promise<boolean> {
  const waiting = new AbortController()
  const late = delay(millis, false, { signal: waiting.signal }).catch(() => false)
  const inTime = await Promise.race([done.then(() => true), late])
  waiting.abort()
  return inTime
}

async function verify({ output, executedAt, toServerTime }: Check): Promise<Verdict> {
  const processGroup = isObject(output) ? output['processGroup'] : null
  if (typeof processGroup !== 'number') return { passed: null, evidence: { reported: output } }
  // Once it was gone, the kernel may have given its id to another.
  const left = membersOf(processGroup).filter(({ startedAt }) => toServerTime(startedAt) <= executedAt)
  const found = left.map(({ pid, comm, startedAt }) => ({
    pid,
    processName: comm,
    startedAt: new Date(startedAt).toISOString(),
  }))
  return {
    passed: found.length === 0,
    evidence: { checked: 'nothing is left of the process group', processGroup, found },
  }
}

async function findProgram(name: string): Promise<string | null> {
  for (const directory of PATH.split(':')) {
    const path = join(directory, name)
    const executable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (executable) return path
  }
  return null
}

const interpreterOf = (name: string) =>
  Object.hasOwn(INTERPRETERS, name) ? INTERPRETERS[name as keyof typeof INTERPRETERS] : null

const isNoted = (value: Json): value is Noted => isObject(value) && typeof value['directory'] === 'string'

function readParameters(parameters: JsonObject): Parameters {
  const script = parameters['script']
  if (!isObject(script)) throw new Error('parameters.script: missing')
  const { interpreter, body, sha256 } = script
  if (typeof interpreter !== 'string') throw new Error('parameters.script.interpreter: not a string')
  if (typeof body !== 'string') throw new Error('parameters.script.body: not a string')
  if (typeof sha256 !== 'string') throw new Error('parameters.script.sha256: not a string')
  const args = parameters['arguments'] ?? []
  if (!Array.isArray(args) || !args.every(argument => typeof argument === 'string'))
    throw new Error('parameters.arguments: not a list of strings')
  const timeout = parameters['timeout'] ?? DEFAULT_TIMEOUT_SECONDS
  if (typeof timeout !== 'number' || timeout <= 0)
    throw new Error('parameters.timeout: not a number of seconds')
  return { interpreter, body, sha256: sha256.toLowerCase(), arguments: args, timeout }
}
