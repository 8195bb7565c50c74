import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bootId, lineage, listProcesses, type ProcessView, readProcess } from '../../processes.ts'
import { cgroupsOf, killCgroup, makeCgroup, pidsIn } from './script-cgroup.ts'

/** Identifies a process group that the agent created. The group id alone may have been reused by other processes. */
export type Group = {
  readonly processGroup: number
  readonly startTicks: number
  readonly bootId: string
  /** The script's own directory. Any process that works there belongs to the script. */
  readonly directory: string
  /**
   * The script's own cgroup, which its processes can't leave. Null if the agent could not create one; absent
   * in journals of earlier versions.
   */
  readonly cgroup?: string | null
}

/**
 * The shell waits for a line before it becomes the program, so nothing runs before the journal has the
 * process group.
 * If the agent dies first, the shell reads end of input and exits.
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

/**
 * Starts a program in its own session and process group. It waits until a line is written to its standard
 * input.
 */
export async function startHeld({ file, args, directory, path }: Program) {
  const child = spawn('/bin/sh', ['-c', GATE, file, ...args], {
    cwd: directory,
    env: { PATH: path },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  await once(child, 'spawn')
  // The process may be killed before the line arrives.
  child.stdin.on('error', () => {})
  const group = groupOf(child, directory)
  const cgroup = makeCgroup(`defend-${basename(directory)}`, group.processGroup)
  return { child, group: { ...group, cgroup }, release: () => void child.stdin.end('go\n') }
}

function groupOf({ pid }: ChildProcess, directory: string): Group {
  const leader = pid === undefined ? null : readProcess(pid)
  if (leader === null) throw new Error('the process ended before it was started')
  return { processGroup: leader.pid, startTicks: leader.startTicks, bootId: bootId(), directory }
}

/**
 * Kills the whole group, including processes that it forks during the kill. False if a process still runs after 10 s.
 */
export async function endGroup(group: Group): Promise<boolean> {
  for (const deadline = performance.now() + GONE_WITHIN_MS; ; await delay(LOOK_AGAIN_MS)) {
    const alive = familyOf(group)
    if (alive.length === 0) return true
    if (performance.now() > deadline) return false
    if (group.cgroup) killCgroup(group.cgroup)
    for (const { pid } of alive) kill(pid)
  }
}

/** Synchronous, for use while the agent exits. */
export function killGroup(group: Group): void {
  for (const { pid } of familyOf(group)) kill(pid)
}

/**
 * Members of the cgroup if there is one. Also members of the group, session (shells give background jobs
 * their own groups) and directory, with all their descendants.
 */
function familyOf({ processGroup, startTicks, bootId: boot, directory, cgroup }: Group): ProcessView[] {
  const leader = readProcess(processGroup)
  // The kernel does not reuse a group id while the group has members.
  if (boot !== bootId() || (leader !== null && leader.startTicks !== startTicks)) return []
  const all = listProcesses()
  const inDirectory = all.filter(({ workingDirectory }) => workingDirectory === directory)
  const inside = new Set(cgroup ? pidsIn(cgroup) : [])
  const family = new Set([
    ...membersOf(processGroup, all),
    ...inDirectory,
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
 * Finds probable leftovers of a script without a cgroup. A daemon that left group, session and directory
 * can't be identified with certainty, so this lists orphans in the agent's own cgroup that started after the
 * script.
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
