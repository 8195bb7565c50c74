import { type FileHandle, open, rename, stat } from 'node:fs/promises'

const tooLarge = 16 * 1024 * 1024

/**
 * Opens the log of an embedded program for appending. A file, not a pipe: a program that outlives a killed
 * service must not write into a broken one. The one before is kept as `.1` when it has grown large.
 */
export async function openLogFile(path: string): Promise<FileHandle> {
  const found = await stat(path).catch(() => null)
  if (found && found.size > tooLarge) await rename(path, `${path}.1`)
  return open(path, 'a', 0o600)
}
