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
import { chunksOf, type Deposit, MAX_VAULT_FILE_BYTES, type Vault, type VaultRecord } from './vault.ts'

export interface QuarantineParts {
  readonly vault: Vault
  readonly isProtected: IsProtected
  readonly sandbox: Sandbox | null
}

interface Parameters {
  readonly path: string
  readonly sha256: string | null
}

/** A file that changes during every attempt stays where it is. */
const TRIES_FOR_A_STABLE_COPY = 3
/** A quarantine keeps 1/RESERVED_PART of the vault's disk free, but at most MOST_RESERVED_BYTES. */
const RESERVED_PART = 20n
const MOST_RESERVED_BYTES = 1024n ** 3n

/**
 * Order: the copy is on disk before its record, and the record is on disk before the name is removed.
 * After a crash the file is therefore either in its place or recorded in the vault, and `resume` completes
 * the quarantine.
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

      const file = await openToRead(held)
      try {
        const record = await copy(execution, place, held, file, sha256)
        return await takeAway(place, file, record)
      } finally {
        await file.close()
      }
    })
  }

  /** Throws if the copy fails, and then leaves nothing in the vault. */
  async function copy(
    execution: Execution,
    place: Place,
    { stats }: Held,
    file: FileHandle,
    expected: string | null,
  ): Promise<VaultRecord> {
    const vaultId = execution.actionId
    try {
      const copied = await stableCopy(vaultId, file, place.path)
      if (expected !== null && copied.sha256 !== expected)
        throw new NotTaken('TARGET_MISMATCH', `${place.path}: its SHA-256 is ${copied.sha256}`)
      const record = {
        vaultId,
        originalPath: place.path,
        ...copied,
        ...ownershipOf(stats),
        mode: await modeBefore(stats),
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
    if (stats.size > (await room())) throw new NotTaken('NO_SPACE', `${path}: no space for it in the vault`)
  }

  /** Bytes the vault may still take. */
  async function room(): Promise<bigint> {
    const { bavail, blocks, bsize } = await statfs(await existing(vault.path), { bigint: true })
    const part = (blocks * bsize) / RESERVED_PART
    return bavail * bsize - (part < MOST_RESERVED_BYTES ? part : MOST_RESERVED_BYTES)
  }

  async function stableCopy(vaultId: string, file: FileHandle, path: string): Promise<Deposit> {
    for (let tries = 1; tries <= TRIES_FOR_A_STABLE_COPY; tries++) {
      const before = await file.stat({ bigint: true })
      const check = async () => {
        if (hasChanged(before, await file.stat({ bigint: true }))) throw new Changing()
        if ((await room()) < 0n) throw new NotTaken('NO_SPACE', `${path}: no space for it in the vault`)
      }
      try {
        const copied = await vault.deposit(vaultId, file, Number(before.size), check)
        if (!hasChanged(before, await file.stat({ bigint: true }))) return copied
        // Never keep two copies at once.
        await vault.discard(vaultId)
      } catch (error) {
        if (!(error instanceof Changing)) throw error
      }
    }
    throw new NotTaken('TARGET_MISMATCH', `${path}: it kept changing while it was copied`)
  }

  /**
   * An earlier quarantine under another name already cleared this file's permissions; the vault still has the
   * old mode.
   */
  async function modeBefore(stats: BigIntStats): Promise<number> {
    const { mode } = ownershipOf(stats)
    if (mode !== 0) return mode
    return (await vault.list()).findLast(record => sameFile(stats, record))?.mode ?? mode
  }

  /**
   * Completes a quarantine that has a record but no result. The name may still be there, or may now belong to
   * another file.
   */
  async function finish(record: VaultRecord): Promise<Outcome> {
    const place = await walkTo(record.originalPath).catch(() => null)
    const held = place && (await hold(place).catch(() => null))
    try {
      if (!held || !sameFile(held.stats, record)) return completed(record, 0)
      const file = await openToRead(held)
      try {
        // File systems reuse inode numbers, so only the content proves that this is the recorded file.
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

  /** On failure, restores the permissions, discards the vault copy and throws. */
  async function takeAway(place: Place, file: FileHandle, record: VaultRecord): Promise<Outcome> {
    try {
      // Stops further execution through other names of the file or through open descriptors.
      await file.chmod(0o000)
      await removeName(place, file, record)
    } catch (error) {
      await file.chmod(record.mode).catch(() => {})
      await vault.discard(record.vaultId)
      throw error
    }
    // The vault now has the only copy, so later errors must not fail the action.
    await syncDirectory(place.directory).catch(() => {})
    const { nlink } = await file.stat().catch(() => ({ nlink: 0 }))
    return completed(record, nlink)
  }

  async function verify({ actionId, parameters, output }: Check): Promise<Verdict> {
    const reported = isObject(output) ? output : {}
    const vaultId = typeof reported['vaultId'] === 'string' ? reported['vaultId'] : actionId
    const record = await vault.record(vaultId)
    const path = typeof reported['path'] === 'string' ? reported['path'] : readParameters(parameters).path
    const atThePath = await isAt(path)
    const expected = reported['sha256'] ?? readParameters(parameters).sha256 ?? record?.sha256 ?? null
    const inTheVault = await vault.sha256Of(vaultId).catch(messageOf)
    const executable = await vault.isExecutable(vaultId)
    const held = atThePath !== true && record !== null && inTheVault === expected && !executable
    return {
      passed: held && atThePath === null ? null : held,
      evidence: { path, atThePath, vaultId, recorded: record !== null, expected, inTheVault, executable },
    }
  }
}

async function removeName({ at, path }: Place, file: FileHandle, record: VaultRecord): Promise<void> {
  const named = await lstat(at, { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  // Linux unlinks names, not inodes: a file renamed here in this instant would be removed instead.
  if (named !== null && sameFile(named, record)) return unlink(at)
  // Another process removed the name first. That is fine if no other name is left.
  if (named === null && (await file.stat()).nlink === 0) return
  throw new NotTaken('TARGET_MISMATCH', `${path}: the file was moved during the quarantine`)
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

/** Restores read permission if needed: a crash or a quarantine under another name may have removed it. */
async function openToRead({ self }: Held): Promise<FileHandle> {
  try {
    return await open(self, constants.O_RDONLY)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error
  }
  await chmod(self, 0o400)
  return open(self, constants.O_RDONLY)
}

class Changing extends Error {}

const hasChanged = (before: BigIntStats, after: BigIntStats) =>
  before.mtimeNs !== after.mtimeNs || before.size !== after.size

/** Null if unknown. Walks the path like the quarantine does, so it follows no links of ordinary users. */
async function isAt(path: string): Promise<boolean | null> {
  try {
    const place = await walkTo(path)
    try {
      await (await hold(place)).close()
      return true
    } finally {
      await place.close()
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return error instanceof NotTaken || NOTHING_THERE.includes(code ?? '') ? false : null
  }
}

const NOTHING_THERE: readonly string[] = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']

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

/** Identifies the file. Noted before the quarantine touches the file. */
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

/** Null: the error is an agent fault, not an expected failure. */
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

/** The vault's directory, or its nearest existing parent. */
async function existing(path: string): Promise<string> {
  return realpath(path).catch(() => existing(dirname(path)))
}

function readParameters({ path, sha256 }: JsonObject & Partial<Record<keyof Parameters, Json>>): Parameters {
  if (typeof path !== 'string') throw new Error('parameters.path: must be a string')
  if (sha256 === undefined || sha256 === null) return { path, sha256: null }
  // Reject a malformed guard. Ignoring it would drop the check.
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256))
    throw new Error('parameters.sha256: must be a SHA-256 in hex')
  return { path, sha256: sha256.toLowerCase() }
}
