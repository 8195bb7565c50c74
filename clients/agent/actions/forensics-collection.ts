import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Dirent } from 'node:fs'
import { constants, type FileHandle, lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '../failures.ts'
import type { Entries, Entry, Missing } from './forensics-archive.ts'

/** The input for one archive. */
export interface Collection {
  /** The archive's name without suffix. */
  readonly name: string
  /** Estimated maximum bytes on disk. */
  readonly needs: number
  readonly entries: Entries
}

export const bytesEntry = (name: string, bytes: Buffer): Entry => ({
  name,
  size: bytes.length,
  content: () => [bytes],
})

export const jsonEntry = (name: string, value: object) =>
  bytesEntry(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`))

const MAX_DEPTH = 8
const READ_BYTES = 256 * 1024
/** Threshold for sparse file handling: lastlog may claim hundreds of gigabytes. */
const SPARSE_FROM_BYTES = 16 * 1024 * 1024

/** Yields every regular file under `path`, or `path` itself. Reports links but never follows them. */
export async function* filesUnder(
  path: string,
  { maxBytes = Number.POSITIVE_INFINITY, skip = () => false }: FilesOptions = {},
  depth = 0,
): Entries {
  if (skip(path)) return
  try {
    const found = await lstat(path)
    if (found.isFile()) yield* fileEntry(path, maxBytes)
    else if (found.isSymbolicLink()) yield { name: nameOf(path), problem: 'a link; not followed' }
    if (!found.isDirectory()) return
  } catch (error) {
    // A path this system does not have is not an error.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') yield missing(path, error)
    return
  }
  if (depth > MAX_DEPTH) return yield { name: nameOf(path), problem: `nested deeper than ${MAX_DEPTH}` }
  const inside: readonly Dirent[] | Missing = await readdir(path, { withFileTypes: true }).catch(error =>
    missing(path, error),
  )
  if ('problem' in inside) return yield inside
  for (const { name } of [...inside].sort((a, b) => (a.name < b.name ? -1 : 1)))
    yield* filesUnder(join(path, name), { maxBytes, skip }, depth + 1)
}

interface FilesOptions {
  readonly maxBytes?: number
  readonly skip?: (path: string) => boolean
}

async function* fileEntry(path: string, maxBytes: number): Entries {
  // A link or pipe may have replaced the file. Don't follow a link or block on a pipe.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const { size, mtimeMs, blocks } = await file.stat()
    const name = nameOf(path)
    if (size > maxBytes) yield { name, problem: `${size} bytes, over ${maxBytes}` }
    else if (size > SPARSE_FROM_BYTES && blocks * 512 < size / 4)
      yield { name, problem: `${size} bytes, of which ${blocks * 512} are written` }
    else yield { name, size, modifiedAt: mtimeMs, content: () => read(file) }
  } finally {
    await file.close()
  }
}

async function* read(file: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const buffer = Buffer.alloc(READ_BYTES)
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
}

const PART_BYTES = 4 * 1024 * 1024

/** Yields a program's output in parts, because tar needs each size before its content. */
export async function* outputOf(name: string, program: string, args: readonly string[]): Entries {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    complaint = (complaint + text).slice(0, 500)
  })
  const ended = once(child, 'close').then(
    ([code]) => (code === 0 ? null : `${program} ended with ${code}: ${complaint}`),
    messageOf,
  )
  try {
    let part = 0
    for await (const bytes of inParts(child.stdout)) {
      yield bytesEntry(`${name}.${String(part).padStart(5, '0')}`, bytes)
      part += 1
    }
    const problem = await ended
    if (problem !== null) yield { name, problem }
  } finally {
    child.kill('SIGKILL')
  }
}

async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    bytes += chunk.length
    if (bytes < PART_BYTES) continue
    yield Buffer.concat(waiting)
    waiting = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(waiting)
}

const nameOf = (path: string) => path.replace(/^\/+/, '')

const missing = (path: string, error: unknown): Missing => ({ name: nameOf(path), problem: messageOf(error) })
