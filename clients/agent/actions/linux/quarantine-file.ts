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

/** A file that changes during each of these copies is left where it is. */
const TRIES_FOR_A_STABLE_COPY = 3
/** What a quarantine leaves free on the vault's disk: this part of it, and no more than this many bytes. */
const RESERVED_PART = 20n
const MOST_RESERVED_BYTES = 1024n ** 3n

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

      const file = await openToRead(held)
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

  /** Bytes that the vault may still take. */
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
        // Never two copies at once.
        await vault.discard(vaultId)
      } catch (error) {
        if (!(error instanceof Changing)) throw error
      }
    }
    throw new NotTaken('TARGET_MISMATCH', `${path}: it kept changing while it was copied`)
  }

  /** Another name of a file that was quarantined has lost its permissions already. */
  async function modeBefore(stats: BigIntStats): Promise<number> {
    const { mode } = ownershipOf(stats)
    if (mode !== 0) return mode
    return (await vault.list()).findLast(record => sameFile(stats, record))?.mode ?? mode
  }

  /** A record without a result: the name is there still, or was removed already and what is there is another's. */
  async function finish(record: VaultRecord): Promise<Outcome> {
    const place = await walkTo(record.originalPath).catch(() => null)
    const held = place && (await hold(place).catch(() => null))
    try {
      if (!held || !sameFile(held.stats, record)) return completed(record, 0)
      const file = await openToRead(held)
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
    const atThePath = await isAt(path)
    const expected = said['sha256'] ?? readParameters(parameters).sha256 ?? record?.sha256 ?? null
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

/** An ordinary user's own file may have lost its permissions: before a crash, or under another name of it. */
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

/** Null: nobody can tell. Asked as the quarantine asks, which follows no link that others may have put there. */
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
