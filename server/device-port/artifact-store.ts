import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { FileStore } from '@tus/file-store'
import { ERRORS, type Upload } from '@tus/server'
import { LRUCache } from 'lru-cache'

/** Bytes of disk space that uploads must leave free. */
const reserve = 256 * 1024 * 1024
/** Number of uploads whose hash state stays in memory. Other files are read again from the start. */
const maxHashes = 1000

/** The hash state after the first bytes of an upload. */
interface Prefix {
  readonly hash: Hash
  bytes: number
}

export interface ArtifactStoreOptions {
  readonly directory: string
  /** Metadata of an upload; undefined if it does not exist. */
  readonly describe: (id: string) => Promise<Upload | undefined>
  readonly forget: (id: string) => Promise<void>
  /** Bytes free on the disk. Default: from the file system. */
  readonly free?: () => Promise<number>
}

/**
 * Stores uploaded files and hashes them as they arrive, so even a large file needs no extra read at its end. A process
 * that did not receive the beginning of a file first reads it from disk.
 */
export class ArtifactStore extends FileStore {
  readonly #prefixes = new LRUCache<string, Prefix>({ max: maxHashes })
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

  /** Whether the disk has room for this many more bytes. */
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

  /** Flushes the file to disk. Resolves with its SHA-256 in hex. */
  async seal(id: string, size: number): Promise<string> {
    const file = await open(this.pathOf(id), 'r+')
    await file.sync().finally(() => file.close())
    const { hash } = await this.#prefixOf(id, size)
    return hash.copy().digest('hex')
  }

  /** The hash state at this offset, which is the file's current length. */
  async #prefixOf(id: string, offset: number): Promise<Prefix> {
    const known = this.#prefixes.get(id) ?? { hash: createHash('sha256'), bytes: 0 }
    // Continues if the device disconnects, so the hash is ready when it reconnects.
    const prefix = known.bytes === offset ? known : await this.#readAgain(id, offset)
    this.#prefixes.set(id, prefix)
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

export const noSpace = { status_code: 507, body: 'The server does not have enough disk space.\n' }
export const notFound = ERRORS.FILE_NOT_FOUND

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
