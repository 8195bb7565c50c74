import { readFileSync } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { BadUsage } from '../failures.ts'

/** Rejects with BadUsage while another process has the directory: two agents would act on one journal. */
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
    // Left behind by a process that was killed.
    await rm(path, { force: true })
  }
}

const lockPath = (directory: string) => join(directory, 'lock')

/** The pid of the agent that runs there; null where none does. */
export async function holderOf(directory: string): Promise<number | null> {
  const mark = await readFile(lockPath(directory), 'utf8').catch(() => '')
  const holder = Number.parseInt(mark, 10)
  return holder > 0 && isRunning(holder) && holderMark(holder) === mark ? holder : null
}

/** The pid alone may be another process's by now; where /proc tells the start, that is part of the mark. */
function holderMark(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return `${pid}`
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
