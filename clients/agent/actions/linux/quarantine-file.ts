import { createHash } from 'node:crypto'
import { type BigIntStats, constants } from 'node:fs'
import { chmod, type FileHandle, lstat, open, realpath, statfs, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FailureCode } from '#protocol/failure-code.ts'
import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import { messageOf } from '../../failures.ts'
import type { Sandbox } from '../../sandbox.ts'
import { syncDirectory } from '../../state/files.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  failed,
  type Outcome,
  type Verdict,
} from '../action.ts'
import type { IsProtected } from './quarantine-protected.ts'
import { type Held, hold, kindOf, NotTaken, type Place, walkTo } from './quarantine-walk.ts'
import { chunksOf, MAX_VAULT_FILE_BYTES, type Vault, type VaultRecord } from './vault.ts'

export interface QuarantineParts {
  readonly vault: Vault
  readonly isProtected: IsProtected
  readonly sandbox: Sandbox | null
}

interface Parameters {
  readonly path: string
  readonly sha256: string | null
}

/** A file that is written to all the time is taken as it was at the last try. */
const TRIES_FOR_A_STABLE_COPY = 3

/**
 * The copy is in the vault, whole and on disk, before its record is; and its record before the name is removed.
 * So a crash leaves the file where it was, or known to the vault, and `resume` ends what is between.
 */
export function quarantineFile({ vault, isProtected, sandbox }: QuarantineParts): DeviceAction {
  return {
    execute: execution => orRefuse(readParameters(execution.parameters), () => quarantine(execution, null)),
    resume: (execution, noted) =>
      orRefuse(readParameters(execution.parameters), async () => {
        const record = await vault.record(execution.actionId)
        return record === null ? quarantine(execution, isNoted(noted) ? noted : null) : finish(record)
      }),
    verify,
  }

  async function quarantine(execution: Execution, noted: Noted | null): Promise<Outcome> {
    const { path, sha256 } = readParameters(execution.parameters)
    if (sandbox?.(path) === false) throw outside(path)
    return withHeld(path, async (place, held) => {
      await refuseWhatIsNotForTaking(place, held)
      const target = targetOf(held.stats)
      if (noted !== null && (noted.device !== target.device || noted.inode !== target.inode))
        throw new NotTaken('TARGET_MISMATCH', `${place.path}: another file since the agent was interrupted`)
      await execution.note(target)
      await vault.discard(execution.actionId)

      const file = await open(held.self, constants.O_RDONLY)
      try {
        const record = await copy(execution, place, held, file, sha256)
        return await takeAway(place, file, record)
      } finally {
        await file.close()
      }
    })
  }

  /** Throws with nothing of it in the vault. */
  async function copy(
    execution: Execution,
    place: Place,
    { stats }: Held,
    file: FileHandle,
    expected: string | null,
  ): Promise<VaultRecord> {
    const vaultId = execution.actionId
    try {
      const copied = await stableCopy(vaultId, file)
      if (expected !== null && copied.sha256 !== expected)
        throw new NotTaken('TARGET_MISMATCH', `${place.path}: its SHA-256 is ${copied.sha256}`)
      const record = {
        vaultId,
        originalPath: place.path,
        ...copied,
        ...ownershipOf(stats),
        quarantinedAt: new Date(execution.toServerTime(Date.now())).toISOString(),
        ...targetOf(stats),
      }
      await vault.commit(record)
      return record
    } catch (error) {
      await vault.discard(vaultId)
      throw error
    }
  }

  async function refuseWhatIsNotForTaking({ path }: Place, { stats }: Held): Promise<void> {
    if (sandbox?.(path) === false) throw outside(path)
    const kind = kindOf(stats)
    if (kind !== null) throw new NotTaken('UNSUPPORTED', `${path}: ${kind}`)
    if (await isProtected(path, stats)) throw new NotTaken('PROTECTED_TARGET', `${path} is protected`)
    if (stats.size > MAX_VAULT_FILE_BYTES) throw new NotTaken('UNSUPPORTED', `${path}: over 64 GiB`)
    const { bavail, bsize } = await statfs(await existing(vault.path))
    if (stats.size > BigInt(bavail) * BigInt(bsize))
      throw new NotTaken('NO_SPACE', `${path}: no space for it`)
  }

  async function stableCopy(vaultId: string, file: FileHandle): Promise<{ sha256: string; size: number }> {
    for (let tries = 1; ; tries++) {
      const before = await file.stat({ bigint: true })
      const copied = await vault.deposit(vaultId, file)
      const after = await file.stat({ bigint: true })
      const stable = before.mtimeNs === after.mtimeNs && before.size === after.size
      if (stable || tries === TRIES_FOR_A_STABLE_COPY) return copied
    }
  }

  /** A record without a result: the name is there still, or was removed already and what is there is another's. */
  async function finish(record: VaultRecord): Promise<Outcome> {
    const place = await walkTo(record.originalPath).catch(() => null)
    const held = place && (await hold(place).catch(() => null))
    try {
      if (!held || !sameFile(held.stats, record)) return completed(record, 0)
      const file = await openToFinish(held)
      try {
        // A file system gives the number of a file that is gone to another, so the content decides.
        if ((await sha256Of(file)) !== record.sha256) return completed(record, 0)
        return await takeAway(place, file, record)
      } finally {
        await file.close()
      }
    } finally {
      await held?.close()
      await place?.close()
    }
  }

  /** Throws with the file as it was, and nothing of it in the vault. */
  async function takeAway(place: Place, file: FileHandle, record: VaultRecord): Promise<Outcome> {
    try {
      // Other names of it, and processes that hold it, can't start it any more.
      await file.chmod(0o000)
      await removeName(place, file, record)
    } catch (error) {
      await file.chmod(record.mode).catch(() => {})
      await vault.discard(record.vaultId)
      throw error
    }
    // From here on the vault has the only copy, so whatever happens is no failure any more.
    await syncDirectory(place.directory).catch(() => {})
    const { nlink } = await file.stat().catch(() => ({ nlink: 0 }))
    return completed(record, nlink)
  }

  async function verify({ actionId, parameters, output }: Check): Promise<Verdict> {
    const said = isObject(output) ? output : {}
    const vaultId = typeof said['vaultId'] === 'string' ? said['vaultId'] : actionId
    const record = await vault.record(vaultId)
    const path = typeof said['path'] === 'string' ? said['path'] : readParameters(parameters).path
    const atThePath = await lstat(path).then(
      () => true,
      error => !['ENOENT', 'ENOTDIR'].includes(error.code),
    )
    const expected = said['sha256'] ?? readParameters(parameters).sha256 ?? record?.sha256 ?? null
    const inTheVault = await vault.sha256Of(vaultId).catch(messageOf)
    const executable = await vault.isExecutable(vaultId)
    return {
      passed: !atThePath && record !== null && inTheVault === expected && !executable,
      evidence: { path, atThePath, vaultId, recorded: record !== null, expected, inTheVault, executable },
    }
  }
}

async function removeName({ at, path }: Place, file: FileHandle, record: VaultRecord): Promise<void> {
  const named = await lstat(at, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  // Linux removes names, not files: one that is put there in this very instant is removed in its stead.
  if (named !== null && sameFile(named, record)) return unlink(at)
  // Somebody else was faster, which is as good where no other name is left.
  if (named === null && (await file.stat()).nlink === 0) return
  throw new NotTaken('TARGET_MISMATCH', `${path}: it was moved away meanwhile`)
}

async function withHeld<T>(path: string, work: (place: Place, held: Held) => Promise<T>): Promise<T> {
  const place = await walkTo(path)
  try {
    const held = await hold(place)
    try {
      return await work(place, held)
    } finally {
      await held.close()
    }
  } finally {
    await place.close()
  }
}

/** An ordinary user's own file lost its permissions just before the crash. */
async function openToFinish({ self }: Held): Promise<FileHandle> {
  try {
    return await open(self, constants.O_RDONLY)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
  await chmod(self, 0o400)
  return open(self, constants.O_RDONLY)
}

async function sha256Of(file: FileHandle): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunksOf(file)) hash.update(chunk)
  return hash.digest('hex')
}

const ownershipOf = ({ uid, gid, mode, atimeMs, mtimeMs }: BigIntStats) => ({
  uid: Number(uid),
  gid: Number(gid),
  mode: Number(mode) & 0o7777,
  accessedAt: Number(atimeMs),
  modifiedAt: Number(mtimeMs),
})

const completed = ({ originalPath, sha256, vaultId, size }: VaultRecord, otherNames: number): Outcome => ({
  completed: { path: originalPath, sha256, vaultId, size, otherNames },
})

/** The file that was found, noted before anything is done with it. */
type Noted = { readonly device: string; readonly inode: string }
const isNoted = (value: Json): value is Noted =>
  isObject(value) && typeof value['device'] === 'string' && typeof value['inode'] === 'string'

const targetOf = ({ dev, ino }: BigIntStats): Noted => ({ device: String(dev), inode: String(ino) })

const sameFile = (stats: BigIntStats, { device, inode }: Noted) =>
  String(stats.dev) === device && String(stats.ino) === inode

const outside = (path: string) =>
  new NotTaken('PERMISSION_DENIED', `${path} is not under the directory of --confine`)

async function orRefuse({ path }: Parameters, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work()
  } catch (error) {
    const code = codeOf(error)
    if (code === null) throw error
    return failed(code, error instanceof NotTaken ? error.message : `${path}: ${messageOf(error)}`)
  }
}

/** Null: no answer to the one who asked, but a fault. */
function codeOf(error: unknown): FailureCode | null {
  if (error instanceof NotTaken) return error.code
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'TARGET_NOT_FOUND'
    case 'EACCES':
    case 'EPERM':
      return 'PERMISSION_DENIED'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'NO_SPACE'
    case 'EROFS':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return 'UNSUPPORTED'
    default:
      return null
  }
}

/** The vault's directory, or where it will be made. */
async function existing(path: string): Promise<string> {
  return realpath(path).catch(() => existing(dirname(path)))
}

function readParameters({ path, sha256 }: JsonObject & Partial<Record<keyof Parameters, Json>>): Parameters {
  if (typeof path !== 'string') throw new Error('parameters.path: not a string')
  if (sha256 === undefined || sha256 === null) return { path, sha256: null }
  // A guard that can't be read must not turn into no guard.
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256))
    throw new Error('parameters.sha256: not a SHA-256 in hex')
  return { path, sha256: sha256.toLowerCase() }
}
