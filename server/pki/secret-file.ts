import { randomUUID } from 'node:crypto'
import { chmod, type FileHandle, link, mkdir, open, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

const OTHERS = 0o077

/** Creates the directory with mode 0700, or sets that mode on an existing one. */
export async function openSecretDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  const { mode } = await stat(path)
  if (mode & OTHERS) await chmod(path, 0o700)
}

/**
 * The file's content. A missing file is created atomically first: if several processes create it concurrently, one wins and
 * all of them return its content.
 */
export async function readOrCreate(path: string, make: () => Promise<string | Buffer>): Promise<Buffer> {
  const present = await readSecret(path)
  if (present) return present
  await createUnlessPresent(path, await make())
  const created = await readSecret(path)
  if (!created) throw new Error(`${path}: disappeared while it was being created`)
  return created
}

/** Null if the file does not exist. */
export async function readSecret(path: string): Promise<Buffer | null> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
  try {
    const { mode } = await file.stat()
    if (mode & OTHERS) await file.chmod(0o600)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

async function createUnlessPresent(path: string, content: string | Buffer): Promise<void> {
  const directory = dirname(path)
  const draft = join(directory, `.${basename(path)}.${randomUUID()}`)
  try {
    await writeDurably(draft, content)
    // Unlike rename, link never replaces a file that another process has created in the meantime.
    await link(draft, path)
    await sync(directory)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function writeDurably(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function sync(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)
