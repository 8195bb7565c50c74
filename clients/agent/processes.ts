import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { sinceBoot, startTicksOf, TICKS_PER_SECOND } from './boot-clock.ts'
import { hasName, processName } from './process-name.ts'

/** A Linux process, as read at one moment. */
export interface ProcessView {
  readonly pid: number
  readonly parent: number
  /** Process group and POSIX session, each identified by the pid of its first process. */
  readonly group: number
  readonly session: number
  readonly onTerminal: boolean
  /** Real user id. */
  readonly owner: number
  /** Clock ticks between boot and start. Together with the pid, identifies a process until the next boot. */
  readonly startTicks: number
  /** Milliseconds since 1970 by this device's wall clock, see `startInstant`. */
  readonly startedAt: number
  /** The kernel's name as bytes: at most 15, possibly cut inside a character. */
  readonly comm: Buffer
  /** Null if this user may not read it, or if there is none. */
  readonly executable: string | null
  readonly workingDirectory: string | null
  readonly kernelThread: boolean
  /** True for a zombie: ended, but not reaped by its parent. */
  readonly ended: boolean
}

const PF_KTHREAD = 0x00200000

/** Null if there is no such process. */
export function readProcess(pid: number): ProcessView | null {
  // Latin-1 keeps every byte: a truncated name may be invalid UTF-8.
  const stat = readOrNull(`/proc/${pid}/stat`, 'latin1')
  const status = readOrNull(`/proc/${pid}/status`)
  if (stat === null || status === null) return null
  // /proc also answers for thread ids, but a signal to a thread id would end the whole process.
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
    // A main thread may end before the others. Such a process looks like a zombie but still has other
    // threads.
    ended: dead && field(20) <= 1,
  }
}

/** Every running process this user can see. */
export function listProcesses(): ProcessView[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => readProcess(Number(name)))
    .filter((found): found is ProcessView => found !== null && !found.ended)
}

/** Subtracts the time since the start from the wall clock; precise to the kernel's 10 ms. */
const startInstant = (startTicks: number) =>
  Math.round(Date.now() - sinceBoot() + (startTicks * 1000) / TICKS_PER_SECOND)

/**
 * True if less than a second apart. Tools that count from `btime` report starts up to a second early, because
 * it is truncated to seconds. No pid is reused that fast.
 */
export const sameStart = (one: number, other: number) => Math.abs(one - other) < 1000

/** Identifies the boot. Start ticks are comparable only within one boot. */
export const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()

/** The process and all its ancestors. */
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
    // ESRCH: the process ended between open and read.
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
