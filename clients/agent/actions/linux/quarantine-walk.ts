import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
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

/** Follows no symbolic link, wherever in the path and whenever it was put there. */
export async function walkTo(path: string): Promise<Place> {
  if (!path.startsWith('/') || path.includes('\0'))
    throw new NotTaken('UNSUPPORTED', `${path}: not an absolute path`)
  const names = path.split('/').filter(name => name !== '' && name !== '.')
  const name = names.pop() ?? ''
  if (name === '' || name === '..' || /\/\.?$/.test(path))
    throw new NotTaken('UNSUPPORTED', `${path}: a directory`)

  let directory = await open('/', O_PATH | O_DIRECTORY)
  try {
    for (const next of names) {
      const opened = await open(within(directory, next), O_PATH | O_NOFOLLOW)
      await directory.close()
      directory = opened
      const found = await directory.stat()
      if (found.isSymbolicLink()) throw new NotTaken('UNSUPPORTED', `${path}: ${next} is a symbolic link`)
      if (!found.isDirectory()) throw new NotTaken('TARGET_NOT_FOUND', `${path}: ${next} is no directory`)
    }
    return {
      at: within(directory, name),
      directory: `/proc/self/fd/${directory.fd}`,
      path: join(await readlink(`/proc/self/fd/${directory.fd}`), name),
      close: () => directory.close(),
    }
  } catch (error) {
    await directory.close()
    throw error
  }
}

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
  return stats.isSymbolicLink() ? 'a symbolic link' : 'no ordinary file'
}
