import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bootId, lineage, listProcesses, type ProcessView, readProcess } from '../../processes.ts'
import { cgroupsOf, killCgroup, makeCgroup, pidsIn } from './script-cgroup.ts'

/** A process group of the agent's making, beyond doubt: its id alone may be another's by now. */
export type Group = {
  readonly processGroup: number
  readonly startTicks: number
  readonly bootId: string
  /** Its own: whoever works there is of the family, wherever it moved to. */
  readonly directory: string
  /** Its own: nothing leaves it. Null where the agent could make none; absent in journals of earlier versions. */
  readonly cgroup?: string | null
}

/**
 * A shell that waits for a line before it becomes the program. So nothing has run before its process group is
 * in the journal, and where the agent dies first, the shell reads the end of its input and ends.
 */
const GATE = 'read -r go && exec "$0" "$@" </dev/null'
const LOOK_AGAIN_MS = 20
const GONE_WITHIN_MS = 10_000

export interface Program {
  readonly file: string
  readonly args: readonly string[]
  readonly directory: string
  readonly path: string
}

/** In a session and a process group of its own, held until a line is written to its standard input. */
export async function startHeld({ file, args, directory, path }: Program) {
  const child = spawn('/bin/sh', ['-c', GATE, file, ...args], {
    cwd: directory,
    env: { PATH: path },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await once(child, 'spawn')
  // It may be ended while the line is on its way.
  child.stdin.on('error', () => {})
  const group = groupOf(child, directory)
  const cgroup = makeCgroup(`defend-${basename(directory)}`, group.processGroup)
  return { child, group: { ...group, cgroup }, release: () => void child.stdin.end('go\n') }
}

function groupOf({ pid }: ChildProcess, directory: string): Group {
  const leader = pid === undefined ? null : readProcess(pid)
  if (leader === null) throw new Error('the process ended before it was let go')
  return { processGroup: leader.pid, startTicks: leader.startTicks, bootId: bootId(), directory }
}

/** Ends all of it, whatever it forks meanwhile. False: something is still there after 10 s. */
export async function endGroup(group: Group): Promise<boolean> {
  for (const deadline = performance.now() + GONE_WITHIN_MS; ; await delay(LOOK_AGAIN_MS)) {
    const alive = familyOf(group)
    if (alive.length === 0) return true
    if (performance.now() > deadline) return false
    if (group.cgroup) killCgroup(group.cgroup)
    for (const { pid } of alive) kill(pid)
  }
}

/** At once, for the last moment of the agent's life. */
export function killGroup(group: Group): void {
  for (const { pid } of familyOf(group)) kill(pid)
}

/** The cgroup where there is one; group, session (a shell gives its background jobs groups of their own), directory, and all their children. */
function familyOf({ processGroup, startTicks, bootId: boot, directory, cgroup }: Group): ProcessView[] {
  const leader = readProcess(processGroup)
  // While anybody is in the group, its id is given to nobody else.
  if (boot !== bootId() || (leader !== null && leader.startTicks !== startTicks)) return []
  const all = listProcesses()
  const there = all.filter(({ workingDirectory }) => workingDirectory === directory)
  const inside = new Set(cgroup ? pidsIn(cgroup) : [])
  const family = new Set([
    ...membersOf(processGroup, all),
    ...there,
    ...all.filter(({ pid }) => inside.has(pid)),
  ])
  for (let size = -1; size !== family.size; ) {
    size = family.size
    const pids = new Set([...family].map(({ pid }) => pid))
    for (const candidate of all) if (pids.has(candidate.parent)) family.add(candidate)
  }
  return [...family]
}

/**
 * Without a cgroup of its own, a daemon that left group, session and directory can't be told from others for sure: these
 * began after the script, in the agent's own cgroup, and their parent is gone.
 */
export function leftBehind({ startTicks, cgroup }: Group): ProcessView[] {
  if (cgroup) return []
  const own = cgroupsOf('self')
  const all = listProcesses()
  const agents = lineage(process.pid)
  return all.filter(
    found =>
      found.startTicks >= startTicks &&
      found.parent <= 1 &&
      !agents.has(found.pid) &&
      found.owner === process.getuid?.() &&
      cgroupsOf(found.pid) === own,
  )
}

export const membersOf = (processGroup: number, all = listProcesses()) =>
  all.filter(({ group, session }) => group === processGroup || session === processGroup)

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
