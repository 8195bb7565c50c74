import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { FailureCode } from '#protocol/failure-code.ts'

/** Why a path is not quarantined: the code and message of the result. */
export class NotTaken extends Error {
  readonly code: FailureCode
  constructor(code: FailureCode, message: string) {
    super(message)
    this.code = code
  }
}

/** A name inside a directory that is held open, so that the directory cannot be replaced. */
export interface Place {
  /** Path to use for this name. Goes through the open directory. */
  readonly at: string
  /** Path to use for the directory itself. Goes through the open descriptor. */
  readonly directory: string
  /** The real path, read from the open directory. */
  readonly path: string
  close(): Promise<void>
}

/** Linux open(2): opens the directory without needing permission to list it. */
const O_PATH = 0o10000000
const { O_NOFOLLOW, O_DIRECTORY } = constants

/** The kernel's own limit. More links may be a loop. */
const MOST_LINKS = 40
/** Linux limits.h: PATH_MAX without the terminating byte. */
const MOST_PATH_BYTES = 4095

/**
 * Opens the directories of a path one by one. Follows a symbolic link only if root owns it (for example
 * `/bin` on a merged `/usr`), whenever it was created. The last component may never be a link.
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
      if (!found.isDirectory()) throw new NotTaken('TARGET_NOT_FOUND', `${path}: ${next} is not a directory`)
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

/** Null unless root owns the link and no other user can replace it. */
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

/**
 * The object a name refers to, opened without reading it: opening a pipe or a device can have side effects.
 */
export interface Held {
  readonly stats: BigIntStats
  /** Path that always refers to this object, even after a rename. */
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

/** Null for a regular file. */
export function kindOf(stats: BigIntStats): string | null {
  if (stats.isFile()) return null
  if (stats.isDirectory()) return 'a directory'
  if (stats.isSymbolicLink()) return 'a symbolic link'
  if (stats.isFIFO()) return 'a named pipe'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}
