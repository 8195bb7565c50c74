import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { type Uploader, UploadRefused } from '../link/upload.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  type Failure,
  failed,
  type Outcome,
  type Verdict,
} from './action.ts'
import { type Archive, type FreeBytes, freeBytesOf, NoSpace, writeArchive } from './forensics-archive.ts'
import type { Collection } from './forensics-collection.ts'

const FORENSIC_KINDS = ['MEMORY_DUMP', 'EVENT_LOGS', 'PREFETCH'] as const
export type ForensicKind = (typeof FORENSIC_KINDS)[number]

/** How each kind is collected on this device, or why it can't be. */
export type Collectors = Readonly<
  Record<ForensicKind, (pid: number | null) => Promise<Collection | Failure> | Collection | Failure>
>

export interface ForensicsParts {
  /** Archives wait here for upload. The directory need not exist. */
  readonly spool: string
  readonly collectors: Collectors
  readonly uploader: Uploader
  readonly freeBytes?: FreeBytes
}

interface Parameters {
  readonly include: readonly ForensicKind[]
  readonly pid: number | null
}

type Collected = Archive & {
  readonly kind: ForensicKind
  readonly name: string
  /** Upload location on the server; null if not created yet. */
  readonly location: string | null
  readonly uploaded: boolean
}
type NotCollected = {
  readonly kind: ForensicKind
  readonly code: Failure['failed']['code']
  readonly message: string
}

/** Progress in the journal, so that a crash repeats at most one archive or chunk. */
type Progress = { readonly collected: readonly Collected[]; readonly not: readonly NotCollected[] }

export function collectForensics({
  spool,
  collectors,
  uploader,
  freeBytes = freeBytesOf,
}: ForensicsParts): DeviceAction {
  return {
    execute: execution => collect(execution, { collected: [], not: [] }),
    resume: (execution, noted) => collect(execution, isProgress(noted) ? noted : { collected: [], not: [] }),
    verify,
  }

  async function collect(execution: Execution, begun: Progress): Promise<Outcome> {
    const { include, pid } = readParameters(execution.parameters)
    const directory = join(spool, execution.actionId)
    let progress = begun
    const note = (next: Progress) => {
      progress = next
      return execution.note(next)
    }
    await mkdir(directory, { recursive: true, mode: 0o700 })
    try {
      for (const kind of include) {
        if (!(await isCollected(kind))) await archive(kind)
        await upload(kind)
      }
      return outcomeOf(progress)
    } catch (error) {
      if (error instanceof NoSpace) return failed('NO_SPACE', error.message)
      if (error instanceof UploadRefused)
        return failed(error.status === SERVER_NO_SPACE ? 'NO_SPACE' : 'AGENT_ERROR', error.message)
      throw error
    } finally {
      await rm(directory, { recursive: true, force: true })
    }

    async function isCollected(kind: ForensicKind): Promise<boolean> {
      if (progress.not.some(one => one.kind === kind)) return true
      const found = progress.collected.find(one => one.kind === kind)
      if (!found || found.uploaded) return found !== undefined
      const size = await stat(join(directory, found.name)).then(
        file => file.size,
        () => null,
      )
      return size === found.size
    }

    async function archive(kind: ForensicKind): Promise<void> {
      const others = progress.collected.filter(one => one.kind !== kind)
      const collection = await collectors[kind](pid)
      if ('failed' in collection)
        return note({ collected: others, not: [...progress.not, { kind, ...collection.failed }] })
      const name = `${collection.name}.tar.gz`
      const written = await writeArchive(join(directory, name), collection.entries, {
        freeBytes,
        needs: collection.needs,
      })
      const collected = { kind, name, ...written, location: null, uploaded: false }
      await note({ ...progress, collected: [...others, collected] })
    }

    async function upload(kind: ForensicKind): Promise<void> {
      const found = progress.collected.find(one => one.kind === kind)
      if (!found || found.uploaded) return
      const { name, sha256, size, location } = found
      const change = (changed: Partial<Collected>) =>
        note({
          ...progress,
          collected: progress.collected.map(one => (one.kind === kind ? { ...one, ...changed } : one)),
        })
      const path = join(directory, name)
      const metadata = { actionId: execution.actionId, name, kind, sha256 }
      const at = await uploader.upload({ path, size, metadata, location }, created =>
        change({ location: created }),
      )
      await change({ location: at, uploaded: true })
      await rm(path, { force: true })
    }
  }

  async function verify({ output }: Check): Promise<Verdict> {
    const reported = isObject(output) && Array.isArray(output['artifacts']) ? output['artifacts'] : []
    const found = await Promise.all(reported.map(artifact => compare(isObject(artifact) ? artifact : {})))
    const verdicts = found.map(({ same }) => same)
    const evidence = { checked: "the server's copies have the hashes that were reported", found }
    if (verdicts.includes(false)) return { passed: false, evidence }
    return { passed: verdicts.length > 0 && verdicts.every(same => same === true) ? true : null, evidence }
  }

  /**
   * The server accepts the last byte of an upload only if the content matches the declared hash.
   * If the server no longer shows an upload to this device, the device can't judge that upload.
   */
  async function compare({ name, sha256, size, location }: JsonObject & Partial<Record<string, Json>>) {
    const stored = typeof location === 'string' ? await uploader.look(location) : null
    const same =
      stored === null
        ? null
        : stored.received === size && stored.size === size && stored.metadata.get('sha256') === sha256
    return {
      name: name ?? null,
      received: stored?.received ?? null,
      sha256: stored?.metadata.get('sha256') ?? null,
      same,
    }
  }
}

const SERVER_NO_SPACE = 507

/** A partial collection counts as completed. Fails only if nothing was collected. */
function outcomeOf({ collected, not }: Progress): Outcome {
  const [first] = not
  if (collected.length === 0 && first) return failed(first.code, not.map(({ message }) => message).join('; '))
  return {
    completed: {
      artifacts: collected.map(({ name, kind, sha256, size, location }) => ({
        name,
        kind,
        sha256,
        size,
        location,
      })),
      collected: collected.map(({ kind, items, problems }) => ({ kind, items, problems })),
      notCollected: not,
    },
  }
}

const isProgress = (value: Json): value is Progress =>
  isObject(value) && Array.isArray(value['collected']) && Array.isArray(value['not'])

function readParameters(parameters: JsonObject): Parameters {
  const include = parameters['include'] ?? FORENSIC_KINDS
  const pid = parameters['pid'] ?? null
  if (!Array.isArray(include)) throw new Error('parameters.include: must be a list')
  const unknown = include.find(kind => !FORENSIC_KINDS.includes(kind))
  if (unknown !== undefined) throw new Error(`parameters.include: unknown ${unknown}`)
  if (pid !== null && (typeof pid !== 'number' || !Number.isInteger(pid)))
    throw new Error('parameters.pid: must be an integer')
  return { include: FORENSIC_KINDS.filter(kind => include.length === 0 || include.includes(kind)), pid }
}
