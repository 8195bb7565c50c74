import { once } from 'node:events'
import { constants } from 'node:fs'
import { access, mkdir, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, type Json } from '#protocol/json.ts'
import { nameOf } from '../../processes.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  failed,
  interrupted,
  type Outcome,
  type Verdict,
} from '../action.ts'
import { isAsRegistered, keep, outcomeOf, outputOf, readScript, within } from '../run-script-parts.ts'
import {
  endGroup,
  type Group,
  killGroup,
  leftBehind,
  membersOf,
  type Program,
  startHeld,
} from './run-script-group.ts'
import { removeCgroup } from './script-cgroup.ts'

/** The only variable in a script's environment. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
/** Time to drain the pipes. A daemon that left the group may hold them open forever. */
const LAST_OUTPUT_MS = 1_000

const INTERPRETERS = {
  BASH: { program: 'bash', options: [], file: 'script.sh' },
  PYTHON: { program: 'python3', options: [], file: 'script.py' },
  POWERSHELL: { program: 'pwsh', options: ['-NoProfile', '-NonInteractive', '-File'], file: 'script.ps1' },
} as const

type Noted = { readonly directory: string; readonly group: Group | null }

/** Runs scripts on Linux, each in its own directory under `scratch`. `scratch` need not exist. */
export function runScript(scratch: string): DeviceAction {
  return { execute, resume, verify }

  async function execute(execution: Execution): Promise<Outcome> {
    const parameters = readScript(execution.parameters)
    if (!isAsRegistered(parameters))
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

  /** Never runs the script again, but ends what is left of it. */
  async function resume(_execution: Execution, noted: Json): Promise<Outcome> {
    if (!isNoted(noted)) return interrupted
    if (noted.group !== null && !(await endGroup(noted.group)))
      return failed('AGENT_ERROR', `the agent was interrupted, and ${stillThere(noted.group)}`)
    if (noted.group?.cgroup) removeCgroup(noted.group.cgroup)
    await rm(noted.directory, { recursive: true, force: true })
    return interrupted
  }
}

async function runToEnd(program: Program, timeout: number, execution: Execution): Promise<Outcome> {
  const { child, group, release } = await startHeld(program)
  const killNow = () => killGroup(group)
  // A script must not outlive its agent. `resume` covers an agent that was killed.
  process.once('exit', killNow)
  const stdout = keep(child.stdout)
  const stderr = keep(child.stderr)
  const exited = once(child, 'exit')
  const closed = once(child, 'close')
  try {
    await execution.note({ directory: program.directory, group } satisfies Noted)
    release()
    const inTime = await within(timeout * 1000, exited)
    // Background processes of the script end with it.
    if (!(await endGroup(group))) return failed('AGENT_ERROR', stillThere(group))
    const [exitCode, signal] = (await exited) as [number | null, NodeJS.Signals | null]
    await within(LAST_OUTPUT_MS, closed)
    const left = leftBehind(group).map(found => ({ pid: found.pid, processName: nameOf(found) }))
    const end = { exitCode, signal, processGroup: group.processGroup }
    const output = outputOf({ ...end, ...(left.length > 0 && { leftBehind: left }) }, stdout, stderr)
    return outcomeOf(output, { inTime, timeout, exitCode, signal })
  } finally {
    process.off('exit', killNow)
    killNow()
    if (group.cgroup) removeCgroup(group.cgroup)
    child.stdout.destroy()
    child.stderr.destroy()
  }
}

const stillThere = ({ processGroup }: Group) => `its process group ${processGroup} can't be ended`

async function verify({ output, executedAt, toServerTime }: Check): Promise<Verdict> {
  const processGroup = isObject(output) ? output['processGroup'] : null
  if (typeof processGroup !== 'number') return { passed: null, evidence: { reported: output } }
  // After the script ended, the kernel may have reused its group id. Only earlier processes count.
  const left = membersOf(processGroup).filter(({ startedAt }) => toServerTime(startedAt) <= executedAt)
  const found = left.map(process => ({
    pid: process.pid,
    processName: nameOf(process),
    startedAt: new Date(process.startedAt).toISOString(),
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
