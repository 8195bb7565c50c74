import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BadUsage } from '../failures.ts'
import { readProcess } from '../processes.ts'

/** Rejects with BadUsage while another process uses the directory: two agents must not share a journal. */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const path = lockPath(directory)
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(holderMark(process.pid))
      await file.close()
      return { release: () => rm(path, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = await holderOf(directory)
    if (holder !== null) throw new BadUsage(`--dir: process ${holder} uses ${directory}`)
    // Left behind by a killed process.
    await rm(path, { force: true })
  }
}

const lockPath = (directory: string) => join(directory, 'lock')

/** The pid of the agent that runs in this directory, or null. */
export async function holderOf(directory: string): Promise<number | null> {
  const mark = await readFile(lockPath(directory), 'utf8').catch(() => '')
  const holder = Number.parseInt(mark, 10)
  return holder > 0 && isRunning(holder) && holderMark(holder) === mark ? holder : null
}

/** The pid alone may be reused. Where /proc shows the start time, the mark includes it. */
function holderMark(pid: number): string {
  const found = process.platform === 'linux' ? readProcess(pid) : null
  return found === null ? `${pid}` : `${pid} ${found.startTicks}`
}

function isRunning(pid: number): boolean {
  // A zombie still answers kill(pid, 0) until its parent reaps it, which may never happen in a container
  // without an init.
  if (process.platform === 'linux') return readProcess(pid)?.ended === false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
