import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncDirectory } from './files.ts'

/** A map whose changes survive a crash. `get` and `values` show only what is on disk. */
export interface DurableMap<V> {
  get(key: string): V | undefined
  values(): Iterable<V>
  /** Resolves once the change is on disk. If the write fails, rejects and changes nothing. */
  set(key: string, value: V): Promise<void>
  delete(key: string): Promise<void>
  close(): Promise<void>
}

/** In memory only, for simulated devices. */
export function memoryMap<V>(): DurableMap<V> {
  const map = new Map<string, V>()
  return {
    get: key => map.get(key),
    values: () => map.values(),
    set: async (key, value) => void map.set(key, value),
    delete: async key => void map.delete(key),
    close: async () => {},
  }
}

type Line<V> = { key: string; value: V } | { key: string; deleted: true }

interface Waiting<V> {
  readonly line: Line<V>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Number of superseded lines that triggers a rewrite of the file. */
const MAX_DEAD_LINES = 1000

/** An append-only file with one JSON line per change. Only one process may have it open. */
export async function openDurableMap<V>(path: string): Promise<DurableMap<V>> {
  const map = new Map<string, V>()
  let { lines, size } = await load(path, map)
  let file = await open(path, 'a', 0o600)
  // A line that never became durable may start after `size`.
  let torn = true
  await syncDirectory(dirname(path))
  // On a full disk, the longer file still works, and the agent must start.
  if (lines > map.size) await compact().catch(() => {})

  let waiting: Waiting<V>[] = []
  let writing: Promise<void> | null = null

  return {
    get: key => map.get(key),
    values: () => map.values(),
    set: (key, value) => append({ key, value }),
    delete: async key => {
      if (map.has(key) || writing !== null) await append({ key, deleted: true })
    },
    async close() {
      await writing
      await file.close()
    },
  }

  function append(line: Line<V>): Promise<void> {
    const durable = new Promise<void>((resolve, reject) => waiting.push({ line, resolve, reject }))
    writing ??= writeAll()
    return durable
  }

  // Changes that arrive during a write share the next fsync.
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await write(batch.map(({ line }) => `${JSON.stringify(line)}\n`).join(''))
      } catch (error) {
        for (const { reject } of batch) reject(error)
        continue
      }
      lines += batch.length
      for (const { line, resolve } of batch) {
        apply(map, line)
        resolve()
      }
      // If compaction fails, the longer file still works.
      if (lines - map.size > MAX_DEAD_LINES) await compact().catch(() => {})
    }
    // Reset in the same tick as the last check of `waiting`. Otherwise a change that arrives in between would
    // wait forever.
    writing = null
  }

  async function write(text: string): Promise<void> {
    const bytes = Buffer.from(text)
    if (torn) await file.truncate(size)
    torn = true
    await file.appendFile(bytes)
    await file.datasync()
    torn = false
    size += bytes.length
  }

  async function compact(): Promise<void> {
    const live = [...map].map(([key, value]) => `${JSON.stringify({ key, value })}\n`)
    const bytes = Buffer.from(live.join(''))
    const next = await open(`${path}.new`, 'a', 0o600)
    try {
      await next.truncate(0)
      await next.appendFile(bytes)
      await next.sync()
      await rename(`${path}.new`, path)
    } catch (error) {
      await next.close()
      throw error
    }
    // The old file is unlinked from here on, so nothing may be written to it.
    const old = file
    file = next
    lines = map.size
    size = bytes.length
    torn = false
    await syncDirectory(dirname(path))
    await old.close()
  }
}

/** Reads the map from disk, even while another process writes to it. */
export async function readDurableMap<V>(path: string): Promise<ReadonlyMap<string, V>> {
  const map = new Map<string, V>()
  await load(path, map)
  return map
}

/** Fills the map and returns the length of the valid part. Only the end may be torn, by a crash. */
async function load<V>(path: string, map: Map<string, V>): Promise<{ lines: number; size: number }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  const texts = bytes.toString().split('\n').slice(0, -1)
  const parsed = texts.map(text => parseLine<V>(text))
  const firstBad = parsed.indexOf(null)
  const lines = firstBad === -1 ? parsed.length : firstBad
  if (parsed.slice(lines).some(line => line !== null))
    throw new Error(`${path}: damaged in line ${lines + 1}`)
  for (const line of parsed) if (line !== null) apply(map, line)
  const size = texts.slice(0, lines).reduce((sum, text) => sum + Buffer.byteLength(text) + 1, 0)
  return { lines, size }
}

function parseLine<V>(text: string): Line<V> | null {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function apply<V>(map: Map<string, V>, line: Line<V>): void {
  if ('deleted' in line) map.delete(line.key)
  else map.set(line.key, line.value)
}
