import { type FileHandle, open, readFile } from 'node:fs/promises'
import { readProcess } from '../../processes.ts'
import type { Sandbox } from '../../sandbox.ts'
import { type Failure, failed } from '../action.ts'
import type { Entries, Entry, Missing } from '../forensics-archive.ts'
import { bytesEntry, type Collection } from '../forensics-collection.ts'

const PAGE = 4096
/** Granularity of collection: one touched page includes its whole chunk. */
const CHUNK = 256 * PAGE
const PAGEMAP_ENTRY = 8
const CHUNK_FLAGS = (CHUNK / PAGE) * PAGEMAP_ENTRY
/** Bytes of address space covered by each read of the page map. */
const LOOK = 32 * CHUNK
/** The "present" and "swapped" flags, in the last of a page map entry's eight bytes. */
const PRESENT_OR_SWAPPED = 0xc0

/** Reads the touched memory of a process from /proc/<pid>/mem. Unreadable pages become zeros. */
export async function processMemory(pid: number, sandbox: Sandbox | null): Promise<Collection | Failure> {
  // The agent's memory holds the device's private key, and people who read artifacts must not get that key.
  if (pid === process.pid) return failed('PROTECTED_TARGET', "the agent's own memory")
  const found = readProcess(pid)
  if (found === null || found.ended) return failed('TARGET_NOT_FOUND', `no process ${pid}`)
  if (found.kernelThread)
    return failed('UNSUPPORTED', `${pid} is a thread of the kernel, which has no memory of its own`)
  if (sandbox && ![found.executable, found.workingDirectory].some(path => path !== null && sandbox(path)))
    return failed('PERMISSION_DENIED', `${pid} was not started under the directory of --confine`)
  try {
    const memory = await open(`/proc/${pid}/mem`, 'r')
    // The open file refers to this process from here on, even if the kernel reuses the pid.
    if (readProcess(pid)?.startTicks !== found.startTicks) {
      await memory.close()
      return failed('TARGET_NOT_FOUND', `${pid} has ended`)
    }
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return { name: `memory-${pid}`, needs: residentBytes(status), entries: entries(pid, memory) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM')
      return failed('PERMISSION_DENIED', `the memory of ${pid} may not be read`)
    if (code === 'ENOENT' || code === 'ESRCH') return failed('TARGET_NOT_FOUND', `${pid} has ended`)
    throw error
  }
}

async function* entries(pid: number, memory: FileHandle): Entries {
  const pagemap = await open(`/proc/${pid}/pagemap`, 'r').catch(() => null)
  try {
    for (const name of ['maps', 'status', 'cmdline', 'environ', 'limits']) yield await procFile(pid, name)
    const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '')
    for (const region of regionsOf(maps)) {
      if (isDevice(region)) {
        yield { name: nameOf(region), problem: `${region.path}: to read it might change the device` }
        continue
      }
      for await (const { start, end } of touched(region, pagemap))
        yield {
          name: nameOf({ start, end }),
          size: end - start,
          content: report => read(memory, start, end, report),
        }
    }
  } finally {
    await memory.close()
    await pagemap?.close()
  }
}

async function procFile(pid: number, name: string): Promise<Entry | Missing> {
  try {
    return bytesEntry(name, await readFile(`/proc/${pid}/${name}`))
  } catch (error) {
    return { name, problem: String(error) }
  }
}

interface Range {
  readonly start: number
  readonly end: number
}
interface Region extends Range {
  readonly readable: boolean
  readonly path: string
}

/**
 * Skips the kernel's own regions. Their addresses are outside user space and exceed the safe integer range.
 */
function regionsOf(maps: string): Region[] {
  return maps.split('\n').flatMap(line => {
    const match = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line)
    const [, start = '', end = '', permissions = '', path = ''] = match ?? []
    const region = {
      start: Number.parseInt(start, 16),
      end: Number.parseInt(end, 16),
      readable: permissions.startsWith('r'),
      path,
    }
    return match && Number.isSafeInteger(region.end) ? [region] : []
  })
}

const isDevice = ({ path }: Region) => path.startsWith('/dev/') && !/^\/dev\/(shm\/|zero)/.test(path)

const nameOf = ({ start, end }: Range) => `memory/${start.toString(16)}-${end.toString(16)}`

/**
 * Yields the touched parts of a region regardless of its protection, because code may hide on unreadable
 * pages.
 * A huge untouched reservation costs only the time to read its page map.
 */
async function* touched({ start, end, readable }: Region, pagemap: FileHandle | null): AsyncGenerator<Range> {
  if (pagemap === null) {
    if (readable) yield { start, end }
    return
  }
  let from: number | null = null
  const flags = Buffer.alloc((LOOK / PAGE) * PAGEMAP_ENTRY)
  for (let at = start; at < end; at += LOOK) {
    const bytes = (Math.min(LOOK, end - at) / PAGE) * PAGEMAP_ENTRY
    const { bytesRead } = await pagemap.read(flags, 0, bytes, (at / PAGE) * PAGEMAP_ENTRY)
    for (let chunk = at; chunk < Math.min(end, at + LOOK); chunk += CHUNK) {
      const first = ((chunk - at) / PAGE) * PAGEMAP_ENTRY
      const holds = isTouched(flags.subarray(first, Math.min(bytesRead, first + CHUNK_FLAGS)))
      if (holds) from ??= chunk
      if (holds || from === null) continue
      yield { start: from, end: chunk }
      from = null
    }
  }
  if (from !== null) yield { start: from, end }
}

function isTouched(flags: Buffer): boolean {
  for (let at = PAGEMAP_ENTRY - 1; at < flags.length; at += PAGEMAP_ENTRY)
    if (((flags[at] ?? 0) & PRESENT_OR_SWAPPED) !== 0) return true
  return false
}

async function* read(
  memory: FileHandle,
  start: number,
  end: number,
  report: (problem: string) => void,
): AsyncGenerator<Buffer> {
  for (let at = start; at < end; ) {
    const buffer = Buffer.alloc(Math.min(CHUNK, end - at))
    const bytesRead = await readAt(memory, buffer, at)
    if (bytesRead > 0) {
      yield buffer.subarray(0, bytesRead)
      at += bytesRead
      continue
    }
    report(`from ${at.toString(16)} on there are pages that can't be read`)
    // The process has ended, or this is a guard page.
    yield Buffer.alloc(PAGE)
    at += PAGE
  }
}

async function readAt(memory: FileHandle, buffer: Buffer, at: number): Promise<number> {
  try {
    return (await memory.read(buffer, 0, buffer.length, at)).bytesRead
  } catch {
    return 0
  }
}

function residentBytes(status: string): number {
  const kilobytes = (name: string) =>
    Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0)
  return (kilobytes('VmRSS') + kilobytes('VmSwap')) * 1024
}
