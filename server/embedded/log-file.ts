import { type FileHandle, open, rename, stat } from 'node:fs/promises'

const tooLarge = 16 * 1024 * 1024

/**
 * Opens the log of an embedded program for appending. It is a file, because a program that outlives a killed service
 * would write into a broken pipe. A large log is renamed to `.1` first.
 */
export async function openLogFile(path: string): Promise<FileHandle> {
  const found = await stat(path).catch(() => null)
  if (found && found.size > tooLarge) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}
