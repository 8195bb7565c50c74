import { lstat, mkdir } from 'node:fs/promises'
import { BadUsage } from '../failures.ts'

/**
 * Checks the directory of the device's key. Rejects with BadUsage if other users could read, change or
 * redirect it.
 *
 * @param options.create creates the directory and its parents if missing
 */
export async function ownDirectory(path: string, { create }: { create: boolean }): Promise<void> {
  if (create) await mkdir(path, { recursive: true, mode: 0o700 }).catch(refuse)
  const found = await lstat(path).catch(refuse)
  if (found.isSymbolicLink()) throw new BadUsage(`--dir: ${path} is a symbolic link`)
  if (!found.isDirectory()) throw new BadUsage(`--dir: ${path} is not a directory`)
  // Windows has no file modes. The installer sets the directory's access list there.
  if (process.getuid === undefined) return
  if (found.uid !== process.getuid())
    throw new BadUsage(`--dir: ${path} belongs to another user (uid ${found.uid})`)
  if ((found.mode & 0o077) !== 0)
    throw new BadUsage(`--dir: ${path} is accessible to other users; run chmod 700 on it`)

  function refuse(error: NodeJS.ErrnoException): never {
    if (error.code === 'ENOENT') throw new BadUsage(`--dir: no device is enrolled in ${path}`)
    throw new BadUsage(`--dir: ${path} cannot be used (${error.code})`)
  }
}
