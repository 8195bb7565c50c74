import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { FailureCode } from '#protocol/failure-code.ts'

/** Why a path is not taken, as a result names it. */
export class NotTaken extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string) {
    super(message)
    this.code = code
  }
}

/** A name in a directory that is held open, so that nobody can put another directory in its place. */
export interface Place {
  /** To be used for this name, instead of its path. */
  readonly at: string
  /** The directory itself, to be used instead of its path. */
  readonly directory: string
  /** Where that is, by the directory that is open. */
  readonly path: string
  close(): Promise<void>
}

/** Linux, open(2): the directory itself, without the right to list it. */
const O_PATH = 0o10000000
const { O_NOFOLLOW, O_DIRECTORY } = constants

/** As the kernel: more may be a loop. */
const MOST_LINKS = 40
/** Linux, limits.h: PATH_MAX less the byte that ends a path. */
const MOST_PATH_BYTES = 4095

/**
 * Follows symbolic links among the directories only where root put them (`/bin` on a merged `/usr`), whenever they were
 * put there; and never one in the file's own place.
 */
export async function walkTo(path: string): Promise<Place> {
  if (!path.startsWith('/') || path.includes('\0'))
    throw new NotTaken('UNSUPPORTED', `${path}: not an absolute path`)
  if (Buffer.byteLength(path) > MOST_PATH_BYTES)
    throw new NotTaken('UNSUPPORTED', `a path of over ${MOST_PATH_BYTES} bytes`)
  const names = namesIn(path)
  const name = names.pop() ?? ''
  if (name === '' || name === '..' || /\/\.?$/.test(path))
    throw new NotTaken('UNSUPPORTED', `${path}: a directory`)

  let directory = await open('/', O_PATH | O_DIRECTORY)
  const enter = async (opened: FileHandle) => {
    await directory.close()
    directory = opened
  }
  let links = 0
  try {
    for (let next = names.shift(); next !== undefined; next = names.shift()) {
      const opened = await open(within(directory, next), O_PATH | O_NOFOLLOW)
      const found = await opened.stat({ bigint: true })
      if (found.isSymbolicLink()) {
        await opened.close()
        const target = await targetOfRootsLink(directory, next, found)
        if (target === null) throw new NotTaken('UNSUPPORTED', `${path}: ${next} is a symbolic link`)
        if (++links > MOST_LINKS) throw new NotTaken('UNSUPPORTED', `${path}: too many symbolic links`)
        if (target.startsWith('/')) await enter(await open('/', O_PATH | O_DIRECTORY))
        names.unshift(...namesIn(target))
        continue
      }
      await enter(opened)
      if (!found.isDirectory()) throw new NotTaken('TARGET_NOT_FOUND', `${path}: ${next} is no directory`)
    }
    const real = join(await readlink(`/proc/self/fd/${directory.fd}`), name)
    if (Buffer.byteLength(real) > MOST_PATH_BYTES)
      throw new NotTaken('UNSUPPORTED', `a path of over ${MOST_PATH_BYTES} bytes`)
    return {
      at: within(directory, name),
      directory: `/proc/self/fd/${directory.fd}`,
      path: real,
      close: () => directory.close(),
    }
  } catch (error) {
    await directory.close()
    throw error
  }
}

const namesIn = (path: string) => path.split('/').filter(name => name !== '' && name !== '.')

/** Null unless root owns the link, in a directory where nobody else can put another in its place meanwhile. */
async function targetOfRootsLink(
  directory: FileHandle,
  name: string,
  link: BigIntStats,
): Promise<string | null> {
  const { uid, mode } = await directory.stat()
  const othersMayReplace = uid !== 0 || ((mode & OTHERS_WRITE) !== 0 && (mode & STICKY) === 0)
  if (link.uid !== 0n || othersMayReplace) return null
  const target = await readlink(within(directory, name))
  const still = await lstat(within(directory, name), { bigint: true })
  return still.ino === link.ino && still.dev === link.dev ? target : null
}

const OTHERS_WRITE = 0o022
const STICKY = 0o1000

const within = (directory: FileHandle, name: string) => `/proc/self/fd/${directory.fd}/${name}`

/** What bears a name, without reading it: to open a pipe or a device is to use it. */
export interface Held {
  readonly stats: BigIntStats
  /** To be used for this very file, whatever its name is by now. */
  readonly self: string
  close(): Promise<void>
}

export async function hold({ at }: Place): Promise<Held> {
  const handle = await open(at, O_PATH | O_NOFOLLOW)
  try {
    const stats = await handle.stat({ bigint: true })
    return { stats, self: `/proc/self/fd/${handle.fd}`, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Null for an ordinary file. */
export function kindOf(stats: BigIntStats): string | null {
  if (stats.isFile()) return null
  if (stats.isDirectory()) return 'a directory'
  if (stats.isSymbolicLink()) return 'a symbolic link'
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}
