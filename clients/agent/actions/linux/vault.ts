import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import {
  access,
  chmod,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile, syncDirectory } from '../../state/files.ts'

/** Everything needed to restore a quarantined file. */
export interface VaultRecord {
  readonly vaultId: string
  readonly originalPath: string
  readonly sha256: string
  readonly size: number
  readonly uid: number
  readonly gid: number
  /** Permission bits. */
  readonly mode: number
  /** Milliseconds since 1970. */
  readonly accessedAt: number
  readonly modifiedAt: number
  /** GraphQL DateTime text. */
  readonly quarantinedAt: string
  /** Device and inode numbers of the original file. */
  readonly device: string
  readonly inode: string
}

export interface Deposit {
  readonly sha256: string
  readonly size: number
}

/** Encrypted files, each with a record. A file counts as in the vault once its record is on disk. */
export interface Vault {
  readonly path: string
  /**
   * Copies the first `size` bytes of the source, encrypted. Calls `check` before every 16 MiB. If `check`
   * throws, the copy ends and nothing of it is kept.
   */
  deposit(vaultId: string, source: FileHandle, size: number, check: () => Promise<void>): Promise<Deposit>
  commit(record: VaultRecord): Promise<void>
  /** Removes the file and its record. Not an error if there is none. */
  discard(vaultId: string): Promise<void>
  record(vaultId: string): Promise<VaultRecord | null>
  /** Oldest first. */
  list(): Promise<VaultRecord[]>
  /** Decrypts the content to hash it. Rejects if the content was modified. */
  sha256Of(vaultId: string): Promise<string>
  isExecutable(vaultId: string): Promise<boolean>
}

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const CHUNK_BYTES = 1024 * 1024
const CHECK_EVERY_BYTES = 16 * CHUNK_BYTES
/** NIST SP 800-38D: the limit for one IV. */
export const MAX_VAULT_FILE_BYTES = 2 ** 36 - 32

/** Removes unfinished copies left by a crash. The directory is created with the first file. */
export async function openVault(path: string): Promise<Vault> {
  const recordPath = (vaultId: string) => join(path, `${vaultId}.json`)
  const contentPath = (vaultId: string) => join(path, `${vaultId}.sealed`)
  const partPath = (vaultId: string) => join(path, `${vaultId}.part`)
  await removeUnfinished()

  return {
    path,
    deposit,
    async commit(record) {
      await replaceFile(recordPath(record.vaultId), `${JSON.stringify(record, null, 2)}\n`)
    },
    async discard(vaultId) {
      for (const file of [recordPath(vaultId), contentPath(vaultId), partPath(vaultId)])
        await rm(file, { force: true })
      if (await exists(path)) await syncDirectory(path)
    },
    record,
    async list() {
      const names = await readdir(path).catch(missing<string[]>([]))
      const found: VaultRecord[] = []
      for (const name of names) {
        const vaultId = /^(.+)\.sealed$/.exec(name)?.[1]
        const stored = vaultId === undefined ? null : await record(vaultId)
        if (stored !== null) found.push(stored)
      }
      return found.sort((a, b) => a.quarantinedAt.localeCompare(b.quarantinedAt))
    },
    sha256Of,
    async isExecutable(vaultId) {
      return access(contentPath(vaultId), constants.X_OK).then(
        () => true,
        () => false,
      )
    },
  }

  async function record(vaultId: string): Promise<VaultRecord | null> {
    const text = await readFile(recordPath(vaultId), 'utf8').catch(missing(null))
    return text === null ? null : JSON.parse(text)
  }

  async function deposit(
    vaultId: string,
    source: FileHandle,
    limit: number,
    check: () => Promise<void>,
  ): Promise<Deposit> {
    await mkdir(path, { recursive: true, mode: 0o700 })
    const iv = randomBytes(IV_BYTES)
    const cipher = createCipheriv(ALGORITHM, await key(), iv).setAAD(Buffer.from(vaultId))
    const hash = createHash('sha256')
    let size = 0
    await rm(partPath(vaultId), { force: true })
    const part = await open(partPath(vaultId), 'wx', 0o600)
    try {
      await part.appendFile(iv)
      for await (const chunk of chunksOf(source, 0, limit)) {
        if (size % CHECK_EVERY_BYTES === 0) await check()
        hash.update(chunk)
        size += chunk.length
        await part.appendFile(cipher.update(chunk))
      }
      await part.appendFile(Buffer.concat([cipher.final(), cipher.getAuthTag()]))
      await part.chmod(0o000)
      await part.sync()
    } catch (error) {
      await rm(partPath(vaultId), { force: true })
      throw error
    } finally {
      await part.close()
    }
    await rename(partPath(vaultId), contentPath(vaultId))
    await syncDirectory(path)
    return { sha256: hash.digest('hex'), size }
  }

  async function sha256Of(vaultId: string): Promise<string> {
    const sealed = await openSealed(contentPath(vaultId))
    try {
      const { size } = await sealed.stat()
      const end = size - TAG_BYTES
      const decipher = createDecipheriv(ALGORITHM, await key(), await bytesAt(sealed, 0, IV_BYTES))
        .setAAD(Buffer.from(vaultId))
        .setAuthTag(await bytesAt(sealed, end, TAG_BYTES))
      const hash = createHash('sha256')
      for await (const chunk of chunksOf(sealed, IV_BYTES, end)) hash.update(decipher.update(chunk))
      hash.update(decipher.final())
      return hash.digest('hex')
    } finally {
      await sealed.close()
    }
  }

  async function key(): Promise<Buffer> {
    const keyPath = join(path, 'key')
    const storedKey = await readFile(keyPath, 'utf8').catch(missing(null))
    const hex = storedKey ?? randomBytes(KEY_BYTES).toString('hex')
    if (storedKey === null) await replaceFile(keyPath, hex)
    return Buffer.from(hex, 'hex')
  }

  async function removeUnfinished(): Promise<void> {
    const names = await readdir(path).catch(missing<string[]>([]))
    for (const name of names) {
      const [, vaultId = '', kind] = /^(.+)\.(part|sealed|json\.new)$/.exec(name) ?? []
      const unfinished = kind === 'sealed' ? !names.includes(`${vaultId}.json`) : kind !== undefined
      if (unfinished) await rm(join(path, name), { force: true })
    }
  }
}

/** Vault files have no permission bits. Root needs none; an ordinary user grants itself read access. */
async function openSealed(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
  await chmod(path, 0o400)
  try {
    return await open(path, 'r')
  } finally {
    await chmod(path, 0o000)
  }
}

export async function* chunksOf(
  file: FileHandle,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): AsyncGenerator<Buffer> {
  const buffer = Buffer.alloc(CHUNK_BYTES)
  for (let position = start; position < end; ) {
    const length = Math.min(buffer.length, end - position)
    const { bytesRead } = await file.read(buffer, 0, length, position)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    position += bytesRead
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position)
  if (bytesRead !== length) throw new Error('the vault holds only a part of the file')
  return buffer
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

const missing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value
    throw error
  }
