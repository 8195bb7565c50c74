import { setTimeout as delay } from 'node:timers/promises'
import { isObject, type Json, type JsonObject, normalInstant } from '#protocol/json.ts'
import {
  bootId,
  isCalled,
  lineage,
  nameOf,
  type ProcessView,
  readProcess,
  sameStart,
} from '../../processes.ts'
import type { Sandbox } from '../../sandbox.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  type Failure,
  failed,
  interrupted,
  type Outcome,
  type Verdict,
} from '../action.ts'

const LOOK_AGAIN_MS = 20
/** A process in uninterruptible sleep ends only when its hardware answers. */
const GONE_WITHIN_MS = 30_000
/** Largest accepted difference between the requested and the actual start time. */
const CLOCK_TOLERANCE_MS = 1_000

interface Parameters {
  readonly pid: number
  readonly startedAt: number | null
  readonly processName: string | null
}

/** Identifies the process exactly. Noted before the kill and returned as the result's `output`. */
type Target = {
  readonly pid: number
  readonly startedAt: string
  readonly processName: string
  readonly startTicks: number
  readonly bootId: string
}

/**
 * Kills with SIGKILL on Linux. With a sandbox, only processes whose executable or working directory is inside
 * it.
 */
export function killProcess(sandbox: Sandbox | null): DeviceAction {
  return { execute, resume, verify }

  async function execute(execution: Execution): Promise<Outcome> {
    const parameters = readParameters(execution.parameters)
    const found = find(parameters, execution)
    if ('failed' in found) return found
    const target = targetOf(found)
    await execution.note(target)

    // Time passed while the note was written, so check again. Nothing else runs between this check and the
    // signal.
    const still = find(parameters, execution)
    if ('failed' in still) return still
    if (still.startTicks !== target.startTicks)
      return failed('TARGET_MISMATCH', `${target.pid} is another process now`)
    return kill(target)
  }

  async function resume(execution: Execution, noted: Json): Promise<Outcome> {
    if (isTarget(noted)) {
      if (!isThere(noted)) return { completed: noted }
      return lineage(process.pid).has(noted.pid) ? protectedTarget(noted.pid) : kill(noted)
    }
    // Without a note nothing was killed. The pid alone may belong to another process by now, so retry only if
    // the command has a start time.
    return readParameters(execution.parameters).startedAt === null ? interrupted : execute(execution)
  }

  function find(parameters: Parameters, execution: Execution): ProcessView | Failure {
    const { pid } = parameters
    if (pid <= 1 || lineage(process.pid).has(pid)) return protectedTarget(pid)
    const found = readProcess(pid)
    if (found === null) return notVisible(pid)
    if (found.ended) return failed('TARGET_NOT_FOUND', `${pid} has ended already`)
    if (found.kernelThread) return protectedTarget(pid)
    if (sandbox && ![found.executable, found.workingDirectory].some(path => path !== null && sandbox(path)))
      return failed('PERMISSION_DENIED', `${pid} was not started under the directory of --confine`)
    const mismatch = mismatchOf(found, parameters, execution)
    return mismatch === null ? found : failed('TARGET_MISMATCH', mismatch)
  }
}

function mismatchOf(
  found: ProcessView,
  { startedAt, processName }: Parameters,
  execution: Execution,
): string | null {
  // Accept a match by the device's clock or, if that clock is wrong, by the server's.
  const starts = [found.startedAt, execution.toServerTime(found.startedAt)]
  if (startedAt !== null && !starts.some(start => sameStart(start, startedAt)))
    return `${found.pid} started at ${instant(found.startedAt)}`
  if (processName !== null && !isCalled(found, processName)) return `${found.pid} is called ${nameOf(found)}`
  if (execution.toServerTime(found.startedAt) > execution.submittedAt + CLOCK_TOLERANCE_MS)
    return `${found.pid} started at ${instant(found.startedAt)}, after the action was submitted`
  return null
}

async function kill(target: Target): Promise<Outcome> {
  try {
    process.kill(target.pid, 'SIGKILL')
  } catch (error) {
    return failed(...refusalOf(error, target.pid))
  }
  for (const deadline = performance.now() + GONE_WITHIN_MS; isThere(target); await delay(LOOK_AGAIN_MS))
    if (performance.now() > deadline)
      return failed('TIMED_OUT', `${target.pid} is still there ${GONE_WITHIN_MS / 1000} s after SIGKILL`)
  return { completed: target }
}

function refusalOf(error: unknown, pid: number): ['PERMISSION_DENIED' | 'TARGET_NOT_FOUND', string] {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EPERM') return ['PERMISSION_DENIED', `the agent may not end ${pid}`]
  if (code === 'ESRCH') return ['TARGET_NOT_FOUND', `no process ${pid}`]
  throw error
}

const protectedTarget = (pid: number) => failed('PROTECTED_TARGET', `${pid} is protected`)

/** If /proc is mounted with hidepid, other users' processes look absent. */
function notVisible(pid: number): Failure {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return failed(...refusalOf(error, pid))
  }
  return failed('TARGET_NOT_FOUND', `${pid} is a thread, not a process`)
}

const isThere = ({ pid, startTicks, bootId: boot }: Target) => {
  const found = boot === bootId() ? readProcess(pid) : null
  return found !== null && !found.ended && found.startTicks === startTicks
}

async function verify({ parameters, output, executedAt, toServerTime }: Check): Promise<Verdict> {
  const { pid, startedAt } = readParameters(parameters)
  const reported = isObject(output) ? output : {}
  const start = instantOf(reported['startedAt']) ?? startedAt
  const found = readProcess(pid)
  const evidence = {
    checked: 'no process with this pid and start time',
    pid,
    startedAt: start === null ? null : instant(start),
    found: found && {
      pid: found.pid,
      startedAt: instant(found.startedAt),
      processName: nameOf(found),
      ended: found.ended,
    },
  }
  return { passed: found === null || found.ended || !isSame(found), evidence }

  function isSame(present: ProcessView): boolean {
    if (isTarget(output)) return isThere(output)
    if (start !== null)
      return [present.startedAt, toServerTime(present.startedAt)].some(known => sameStart(known, start))
    return toServerTime(present.startedAt) <= executedAt
  }
}

function targetOf(found: ProcessView): Target {
  return {
    pid: found.pid,
    startedAt: instant(found.startedAt),
    processName: nameOf(found),
    startTicks: found.startTicks,
    bootId: bootId(),
  }
}

const isTarget = (value: Json): value is Target =>
  isObject(value) &&
  typeof value['pid'] === 'number' &&
  typeof value['startTicks'] === 'number' &&
  typeof value['bootId'] === 'string'

function readParameters({
  pid,
  startedAt,
  processName,
}: JsonObject & Partial<Record<keyof Parameters, Json>>): Parameters {
  if (typeof pid !== 'number' || !Number.isInteger(pid)) throw new Error('parameters.pid: must be an integer')
  return {
    pid,
    startedAt: instantOf(startedAt),
    processName: typeof processName === 'string' ? processName : null,
  }
}

function instantOf(value: Json | undefined): number | null {
  if (value === undefined || value === null) return null
  const normal = normalInstant(value)
  // Reject a malformed guard. Ignoring it would drop the check.
  if (normal === null) throw new Error('parameters.startedAt: must be a timestamp')
  return Date.parse(normal)
}

const instant = (millis: number) => new Date(millis).toISOString()
