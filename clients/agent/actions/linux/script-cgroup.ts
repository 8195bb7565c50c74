import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Creates a cgroup v2 for one script. Everything the script starts stays in it, even processes that leave the
 * group and session. systemd allows this if the agent's unit sets `Delegate=yes`.
 *
 * @returns its directory; null if there is no cgroup v2 or the agent may not create one
 */
export function makeCgroup(name: string, pid: number): string | null {
  const own = ownCgroup()
  if (own === null) return null
  const directory = join(own, name)
  try {
    mkdirSync(directory)
    writeFileSync(join(directory, 'cgroup.procs'), String(pid))
    return directory
  } catch {
    removeCgroup(directory)
    return null
  }
}

export function pidsIn(cgroup: string): number[] {
  try {
    return readFileSync(join(cgroup, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** Needs Linux 5.14. On older kernels the processes are killed one by one. */
export function killCgroup(cgroup: string): void {
  try {
    writeFileSync(join(cgroup, 'cgroup.kill'), '1', { flag: 'r+' })
  } catch {}
}

/** Only an empty cgroup can be removed. */
export function removeCgroup(cgroup: string): void {
  try {
    rmdirSync(cgroup)
  } catch {}
}

/** The cgroup lines of a process as the kernel writes them; null if the process has ended. */
export function cgroupsOf(pid: number | 'self'): string | null {
  try {
    return readFileSync(`/proc/${pid}/cgroup`, 'utf8')
  } catch {
    return null
  }
}

function ownCgroup(): string | null {
  const path = /^0::(.*)$/m.exec(cgroupsOf('self') ?? '')?.[1]
  const mount = /^\S+ \S+ \S+ (\S+) (\S+) .*- cgroup2 /m.exec(readFileSync('/proc/self/mountinfo', 'utf8'))
  if (path === undefined || mount === null) return null
  const [, root = '/', at = ''] = mount
  // In a container the mount may start below the root of the hierarchy.
  const below = root !== '/' && path.startsWith(root) ? path.slice(root.length) : path
  return join(at, below)
}
