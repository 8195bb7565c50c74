import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { sinceBoot, startTicksOf, TICKS_PER_SECOND } from './boot-clock.ts'
import { hasName, processName } from './process-name.ts'

/** A process of this Linux as it is at this moment. */
export interface ProcessView {
  readonly pid: number
  readonly parent: number
  /** Process group, and POSIX session: each the pid of the process that began it. */
  readonly group: number
  readonly session: number
  readonly onTerminal: boolean
  /** Real user id. */
  readonly owner: number
  /** Clock ticks between boot and start: with the pid, what a process is for as long as the machine is up. */
  readonly startTicks: number
  /** Milliseconds since 1970 by this device's wall clock, see `startInstant`. */
  readonly startedAt: number
  /** What the kernel calls it, as bytes: 15 at most, cut in the middle of a character where it has to be. */
  readonly comm: Buffer
  /** Null where this user may not see it, or there is none. */
  readonly executable: string | null
  readonly workingDirectory: string | null
  readonly kernelThread: boolean
  /** Ended, and only kept for its parent to ask about. */
  readonly ended: boolean
}

const PF_KTHREAD = 0x00200000

/** Null where there is no such process. */
export function readProcess(pid: number): ProcessView | null {
  // Byte by byte: a name that the kernel cut is not always valid UTF-8.
  const stat = readOrNull(`/proc/${pid}/stat`, 'latin1')
  const status = readOrNull(`/proc/${pid}/status`)
  if (stat === null || status === null) return null
  // /proc also answers for a thread's id, and a signal to that would end its whole process.
  if (Number(/^Tgid:\s*(\d+)$/m.exec(status)?.[1]) !== pid) return null

  // The name is in parentheses and may itself contain spaces and parentheses.
  const nameEnd = stat.lastIndexOf(')')
  const fields = stat.slice(nameEnd + 2).split(' ')
  const field = (number: number) => Number(fields[number - 3])
  const startTicks = startTicksOf(stat)
  const dead = fields[0] === 'Z' || fields[0] === 'X'
  return {
    pid,
    parent: field(4),
    group: field(5),
    session: field(6),
    onTerminal: field(7) !== 0,
    owner: Number(/^Uid:\s*(\d+)/m.exec(status)?.[1]),
    startTicks,
    startedAt: startInstant(startTicks),
    comm: Buffer.from(stat.slice(stat.indexOf('(') + 1, nameEnd), 'latin1'),
    executable: linkOf(pid, 'exe'),
    workingDirectory: linkOf(pid, 'cwd'),
    kernelThread: (field(9) & PF_KTHREAD) !== 0,
    // A main thread may end before the others; only then are there threads behind a zombie.
    ended: dead && field(20) <= 1,
  }
}

/** Every process that is visible to this user and has not ended. */
export function listProcesses(): ProcessView[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readProcess(Number(name)))
    .filter((found): found is ProcessView => found !== null && !found.ended)
}

/** Now, less the time since the start, which is what the kernel knows; exact to its 10 ms. */
const startInstant = (startTicks: number) =>
  Math.round(Date.now() - sinceBoot() + (startTicks * 1000) / TICKS_PER_SECOND)

/**
 * Under a second apart. No pid is reused so fast, and tools that count from `btime`, which is cut to whole seconds, name
 * starts up to a second too early.
 */
export const sameStart = (one: number, other: number) => Math.abs(one - other) < 1000

/** Another at each boot; start ticks mean nothing across it. */
export const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/** The process itself, its parent, and so on up. */
export function lineage(pid: number): Set<number> {
  const pids = new Set<number>()
  for (let next = pid; next > 0 && !pids.has(next); next = readProcess(next)?.parent ?? 0) pids.add(next)
  return pids
}

export const nameOf = ({ pid, comm }: ProcessView) => processName(pid, comm)
export const isCalled = ({ pid, comm }: ProcessView, name: string) => hasName(pid, comm, name)

function readOrNull(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): string | null {
  try {
    return readFileSync(path, encoding)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // ESRCH: it ended between opening and reading.
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}

function linkOf(pid: number, name: 'exe' | 'cwd'): string | null {
  try {
    return readlinkSync(`/proc/${pid}/${name}`)
  } catch {
    return null
  }
}
