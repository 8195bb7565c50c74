import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { childEnvironment } from './child-environment.ts'

/**
 * The boot and start time of a process, which distinguish it from a later one with the same pid. `null` if there is no
 * such process, or only a zombie: in a container whose first process does not reap children, `kill(pid, 0)` succeeds
 * forever for a dead orphan.
 */
export function processStart(pid: number): string | null {
  return process.platform === 'linux' ? linuxStart(pid) : psStart(pid)
}

export const isAlive = (pid: number): boolean => processStart(pid) !== null

/** The command line of a process; '' if it can't be read. */
export function commandLine(pid: number): string {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : ps(pid, 'command=')
  } catch {
    return ''
  }
}

function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // "pid (name) state ppid …": the name may contain anything, so count from its closing bracket.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return null
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)
    return `${boot}-${rest[18]}`
  } catch {
    return null
  }
}

function psStart(pid: number): string | null {
  try {
    if (ps(pid, 'state=').startsWith('Z')) return null
    return String(Date.parse(`${ps(pid, 'lstart=')} UTC`))
  } catch {
    return null
  }
}

const ps = (pid: number, column: string): string =>
  execFileSync('ps', ['-p', String(pid), '-o', column], {
    encoding: 'utf8',
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
