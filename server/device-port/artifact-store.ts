import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { ERRORS, type Upload } from '@tus/server'

/** Left free for everything else on the disk: bytes. */
const reserve = 256 * 1024 * 1024
/** Uploads under way whose hashes are kept; of the others the beginning is read again. */
const maxHashes = 1000

/** The hash of the first bytes of an upload. */
interface Prefix {
  readonly hash: Hash
  bytes: number
}

export interface ArtifactStoreOptions {
  readonly directory: string
  /** What is known of an upload beside its bytes; undefined: there is none. */
  readonly describe: (id: string) => Promise<Upload | undefined>
  readonly forget: (id: string) => Promise<void>
  /** Bytes free on the disk; asked of the file system by default. */
  readonly free?: () => Promise<number>
}

/**
 * Files of uploads, hashed while they are received: what has been written has been hashed, so that the last byte is
 * answered at once however large the file is. Only a process that did not see the beginning reads it again.
 */
export class ArtifactStore extends FileStore {
  readonly #prefixes = new Map<string, Prefix>()
  readonly #rereading = new Map<string, Promise<Prefix>>()
  readonly #free: () => Promise<number>

  constructor({ directory, describe, forget, free = () => freeOn(directory) }: ArtifactStoreOptions) {
    super({ directory, configstore: { get: describe, set: async () => {}, delete: forget } })
    this.extensions = ['creation', 'termination']
    this.#free = free
  }

  pathOf(id: string): string {
    return join(this.directory, id)
  }

  /** Whether that many bytes more can be taken. */
  async hasRoom(bytes: number): Promise<boolean> {
    return (await this.#free()) >= bytes + reserve
  }

  override async create(upload: Upload): Promise<Upload> {
    const file = await open(this.pathOf(upload.id), 'wx', 0o600)
    await file.close()
    return upload
  }

  override async write(content: Readable, id: string, offset: number): Promise<number> {
    const prefix = await this.#prefixOf(id, offset)
    const file = await open(this.pathOf(id), 'r+')
    try {
      for await (const chunk of content as AsyncIterable<Buffer>) {
        await writeWhole(file, chunk, prefix.bytes)
        prefix.hash.update(chunk)
        prefix.bytes += chunk.length
      }
      return prefix.bytes
    } catch (error) {
      throw isDiskFull(error) ? noSpace : error
    } finally {
      await file.close()
    }
  }

  override async remove(id: string): Promise<void> {
    await super.remove(id)
    this.#prefixes.delete(id)
  }

  /** On the disk for good; resolves with its SHA-256, hex. */
  async seal(id: string, size: number): Promise<string> {
    const file = await open(this.pathOf(id), 'r+')
    await file.sync().finally(() => file.close())
    const { hash } = await this.#prefixOf(id, size)
    return hash.copy().digest('hex')
  }

  /** The hash of what stands before this offset, which is what the file has. */
  async #prefixOf(id: string, offset: number): Promise<Prefix> {
    const known = this.#prefixes.get(id) ?? { hash: createHash('sha256'), bytes: 0 }
    // Whoever was cut off while it was read again finds it read when they come back.
    const prefix = known.bytes === offset ? known : await this.#readAgain(id, offset)
    this.#prefixes.delete(id)
    this.#prefixes.set(id, prefix)
    const [oldest] = this.#prefixes.keys()
    if (this.#prefixes.size > maxHashes && oldest !== undefined) this.#prefixes.delete(oldest)
    return prefix
  }

  #readAgain(id: string, bytes: number): Promise<Prefix> {
    const key = `${id} ${bytes}`
    const reading =
      this.#rereading.get(key) ??
      hashOfBeginning(this.pathOf(id), bytes).finally(() => this.#rereading.delete(key))
    this.#rereading.set(key, reading)
    return reading
  }
}

async function hashOfBeginning(path: string, bytes: number): Promise<Prefix> {
  const hash = createHash('sha256')
  if (bytes > 0) for await (const chunk of createReadStream(path, { end: bytes - 1 })) hash.update(chunk)
  return { hash, bytes }
}

async function writeWhole(file: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done)
    done += bytesWritten
  }
}

const freeOn = async (directory: string): Promise<number> => {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}

export const noSpace = { status_code: 507, body: 'The disk of the server is too full for this.\n' }
export const notFound = ERRORS.FILE_NOT_FOUND

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
