import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Readable by nobody else, and whole or not there at all, whenever the power goes. */
export async function replaceFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.new`
  // Whatever lies there is left over, or a trap: it is neither written to nor followed.
  await rm(unfinished, { force: true })
  const file = await open(unfinished, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, path)
  await syncDirectory(dirname(path))
}

/** A file's name is durable only once its directory is. Windows has no such call and needs none. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
