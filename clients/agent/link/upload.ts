import { createReadStream } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Unreachable } from '../failures.ts'
import type { Dial } from './tls.ts'
import { type Answer, encodeMetadata, exchange, offsetOf, readMetadata } from './upload-http.ts'

/** A file to upload to the server's `/v1/artifacts` with tus 1.0. */
export interface UploadedFile {
  readonly path: string
  readonly size: number
  /** `actionId`, `name`, `kind`, `sha256`. */
  readonly metadata: Readonly<Record<string, string>>
  /** Location from an earlier attempt; null if not created yet. */
  readonly location: string | null
}

export interface StoredFile {
  readonly received: number
  readonly size: number | null
  readonly metadata: ReadonlyMap<string, string>
}

export interface Uploader {
  /**
   * Resolves with the location once the server has the whole file. Resumes after lost connections.
   * Rejects with UploadRefused, or with Unreachable after a day without progress.
   * Awaits `onCreated` before sending any byte.
   */
  upload(file: UploadedFile, onCreated: (location: string) => Promise<void>): Promise<string>
  /** The upload that the server has stored there; null if the server does not show it to this device. */
  look(location: string): Promise<StoredFile | null>
}

/** The server refused the upload permanently. */
export class UploadRefused extends Error {
  readonly status: number
  constructor(status: number, detail: string) {
    super(`the server refused the upload (${status}): ${detail}`)
    this.status = status
  }
}

export interface UploaderParts {
  /** Read before each request, because a renewal changes the certificate. */
  readonly client: () => Omit<Dial, 'protocol'>
  /** Bytes per PATCH; default 16 MiB. A lost connection repeats less than that. */
  readonly chunkBytes?: number
  /** Milliseconds before the first retry; default 1 s. Doubles up to a minute, with jitter. */
  readonly firstPauseMs?: number
}

const ARTIFACTS = '/v1/artifacts'
const CHUNK_BYTES = 16 * 1024 * 1024
const FIRST_PAUSE_MS = 1_000
const LAST_PAUSE_MS = 60_000
/** After this time the server has given up the action. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000
/** Limit for an upload that the server keeps forgetting. */
const MAX_CREATIONS = 3

export function createUploader({
  client,
  chunkBytes = CHUNK_BYTES,
  firstPauseMs = FIRST_PAUSE_MS,
}: UploaderParts): Uploader {
  return { upload, look }

  async function upload(file: UploadedFile, onCreated: (location: string) => Promise<void>): Promise<string> {
    let { location } = file
    let creations = 0
    let failures = 0
    let deadline = performance.now() + GIVE_UP_MS
    const onProgress = () => {
      failures = 0
      deadline = performance.now() + GIVE_UP_MS
    }
    for (;;) {
      try {
        if (location === null) {
          creations += 1
          location = await create(file)
          await onCreated(location)
        }
        await send(file, location, onProgress)
        return location
      } catch (error) {
        if (!(error instanceof Unreachable) && !isGone(error)) throw error
        if (isGone(error) && creations === MAX_CREATIONS) throw error
        if (performance.now() > deadline) throw error
        if (isGone(error)) location = null
      }
      // Jitter, because all devices of a failed server disconnect at the same moment.
      await delay(Math.random() * Math.min(LAST_PAUSE_MS, firstPauseMs * 2 ** failures))
      failures += 1
    }
  }

  async function create({ size, metadata }: UploadedFile): Promise<string> {
    const answer = await exchange(client(), {
      method: 'POST',
      path: ARTIFACTS,
      headers: { 'upload-length': size, 'upload-metadata': encodeMetadata(metadata) },
    })
    expectStatus(answer, 201)
    return locationOf(answer)
  }

  async function send({ path, size }: UploadedFile, location: string, onProgress: () => void): Promise<void> {
    const head = await exchange(client(), { method: 'HEAD', path: location })
    expectStatus(head, 200, 204)
    for (let offset = offsetOf(head); offset < size; onProgress()) {
      const end = Math.min(size, offset + chunkBytes)
      const answer = await exchange(client(), {
        method: 'PATCH',
        path: location,
        headers: {
          'content-type': 'application/offset+octet-stream',
          'content-length': end - offset,
          'upload-offset': offset,
        },
        body: createReadStream(path, { start: offset, end: end - 1 }),
      })
      expectStatus(answer, 204)
      const next = offsetOf(answer)
      if (next <= offset || next > end) throw new Unreachable(`${location}: offset ${next} after ${offset}`)
      offset = next
    }
  }

  async function look(location: string): Promise<StoredFile | null> {
    const answer = await exchange(client(), { method: 'HEAD', path: location })
    if (answer.status >= 400 && answer.status < 500) return null
    expectStatus(answer, 200, 204)
    const length = Number(answer.headers['upload-length'] ?? Number.NaN)
    return {
      received: offsetOf(answer),
      size: Number.isFinite(length) ? length : null,
      metadata: readMetadata(answer.headers['upload-metadata']),
    }
  }

  /** Uses only the path: the connection always goes to the enrolled server. */
  function locationOf({ headers: { location } }: Answer): string {
    const base = `https://server${ARTIFACTS}`
    const path = location && URL.canParse(location, base) ? new URL(location, base).pathname : ''
    if (!path.startsWith(`${ARTIFACTS}/`)) throw new Unreachable(`${ARTIFACTS}: no Location of an artifact`)
    return path
  }
}

const isGone = (error: unknown): error is UploadRefused =>
  error instanceof UploadRefused && (error.status === 404 || error.status === 410)

/** Temporary. Conflict and locked mean that the server still processes an interrupted request. */
const PASSING = [408, 409, 423, 425, 429]
const NO_SPACE = 507

function expectStatus({ status, detail }: Answer, ...expected: number[]): void {
  if (expected.includes(status)) return
  const passing = PASSING.includes(status) || (status >= 500 && status !== NO_SPACE)
  if (passing) throw new Unreachable(`the server answered ${status}: ${detail}`)
  throw new UploadRefused(status, detail)
}
