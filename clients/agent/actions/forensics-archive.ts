import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack as createPack, type Pack } from 'tar-stream'
import { syncDirectory } from '../state/files.ts'

/** One file of an archive. */
export interface Entry {
  readonly name: string
  /** Excess content is cut off; missing content is filled with zeros. */
  readonly size: number
  /** Milliseconds since 1970. */
  readonly modifiedAt?: number
  /** Calls `report` with each problem while reading. */
  content(report: (problem: string) => void): AsyncIterable<Buffer> | Iterable<Buffer>
}
/** An expected item that is missing from the archive. */
export interface Missing {
  readonly name: string
  readonly problem: string
}
export type Entries = AsyncIterable<Entry | Missing>

/** One line of the manifest. */
export type Item = {
  readonly name: string
  readonly status: 'COLLECTED' | 'PARTIAL' | 'MISSING'
  readonly size: number
  readonly sha256: string | null
  readonly problem: string | null
}

export type Archive = {
  readonly size: number
  readonly sha256: string
  readonly items: number
  /** The first items that are incomplete or missing. */
  readonly problems: readonly Item[]
}

/** The archive would use up the reserved disk space. */
export class NoSpace extends Error {}

/** Returns the free bytes on the disk of `directory`. */
export type FreeBytes = (directory: string) => Promise<number>

export const freeBytesOf: FreeBytes = async directory => {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

/** Disk space to keep free: collection must not fill the disk of a device under attack. */
const RESERVE_BYTES = 256 * 1024 * 1024
const LOOK_EVERY_BYTES = 16 * 1024 * 1024
const ZEROS = Buffer.alloc(64 * 1024)
const MAX_PROBLEMS = 20
/** Lowest level, to save CPU time on a busy device. */
const COMPRESSION = 1

/** Streams a tar.gz in constant memory. The last entry, manifest.json, lists all others. */
export async function writeArchive(
  path: string,
  entries: Entries,
  { freeBytes, needs }: { freeBytes: FreeBytes; needs: number },
): Promise<Archive> {
  const directory = dirname(path)
  await expectSpace(needs)
  const hash = createHash('sha256')
  const items: Item[] = []
  let size = 0
  let unseen = 0

  try {
    await pipeline(
      tar(entries, items),
      createGzip({ level: COMPRESSION }),
      measured,
      createWriteStream(path, { flags: 'w', mode: 0o600 }),
    )
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new NoSpace('the disk is full') : error
  }
  await syncFile(path)
  const problems = items.filter(({ status }) => status !== 'COLLECTED').slice(0, MAX_PROBLEMS)
  return { size, sha256: hash.digest('hex'), items: items.length, problems }

  async function* measured(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      size += chunk.length
      unseen += chunk.length
      if (unseen > LOOK_EVERY_BYTES) {
        unseen = 0
        await expectSpace(0)
      }
      yield chunk
    }
  }

  async function expectSpace(bytes: number): Promise<void> {
    const free = await freeBytes(directory)
    if (free < bytes + RESERVE_BYTES)
      throw new NoSpace(`${free} bytes are free, ${bytes + RESERVE_BYTES} are needed`)
  }
}

async function* tar(entries: Entries, items: Item[]): AsyncGenerator<Buffer> {
  const pack = createPack()
  const stopping = new AbortController()
  const writing = writeEntries(pack, entries, items, stopping.signal).then(
    () => pack.finalize(),
    error => pack.destroy(error),
  )
  try {
    for await (const chunk of pack) yield chunk as Buffer
  } finally {
    stopping.abort()
    await writing
  }
}

async function writeEntries(pack: Pack, entries: Entries, items: Item[], signal: AbortSignal): Promise<void> {
  for await (const entry of entries) {
    if ('problem' in entry) items.push({ ...entry, status: 'MISSING', size: 0, sha256: null })
    else items.push(await writeEntry(pack, entry, signal))
  }
  // One buffer per line, because all items may exceed the maximum string length.
  const lines = items.map(item => Buffer.from(`${JSON.stringify(item)}\n`))
  const size = lines.reduce((sum, line) => sum + line.length, 0)
  await writeEntry(pack, { name: 'manifest.ndjson', size, content: () => lines }, signal)
}

/** Reads the entry no faster than the archive is written. */
async function writeEntry(pack: Pack, entry: Entry, signal: AbortSignal): Promise<Item> {
  const { name, size, modifiedAt = Date.now(), content } = entry
  const sink = pack.entry({ name, size, mode: 0o600, mtime: new Date(Math.max(0, modifiedAt)) })
  const hash = createHash('sha256')
  let problem: string | null = null
  let written = 0
  const write = async (chunk: Buffer) => {
    signal.throwIfAborted()
    if (chunk.length === 0) return
    hash.update(chunk)
    written += chunk.length
    if (!sink.write(chunk)) await once(sink, 'drain', { signal })
  }
  for await (const chunk of content(reported => {
    problem ??= reported
  })) {
    await write(chunk.subarray(0, size - written))
    if (written === size) break
  }
  if (written < size) problem ??= `ended after ${written} bytes`
  while (written < size) await write(ZEROS.subarray(0, size - written))
  const finished = once(sink, 'finish', { signal })
  sink.end(null)
  await finished
  return {
    name,
    status: problem === null ? 'COLLECTED' : 'PARTIAL',
    size,
    sha256: hash.digest('hex'),
    problem,
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await syncDirectory(dirname(path))
}
