import { mkdir, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { processStart } from './process-identity.ts'

export type DataDirectory = {
  /** Absolute, without symbolic links. */
  path: string
  close(): Promise<void>
}

/**
 * Opens the data directory for exclusive use by this process, and creates it (0700) if it is missing. Returns faults if
 * another live process holds it or if it is not writable. A process killed with -9 no longer holds it.
 *
 * Each process first writes a claim whose name contains its pid and start time, and then looks for other claims. If two
 * processes open the directory concurrently, at least one sees the other's claim, so they never both hold it. No process
 * overwrites another's file, so removing the files of dead processes cannot race.
 */
export async function openDataDirectory(
  directory: string,
): Promise<{ ok: DataDirectory } | { faults: string[] }> {
  try {
    await mkdir(resolve(directory), { recursive: true, mode: 0o700 })
    const path = await realpath(directory)
    const claims = join(path, 'lock')
    await mkdir(claims, { recursive: true, mode: 0o700 })
    const holder = await claim(claims)
    if (holder !== null) {
      return {
        faults: [
          `DEFEND_DATA_DIR: ${path} is in use by process ${holder}; use a separate directory for each`,
        ],
      }
    }
    return { ok: { path, close: () => release(claims) } }
  } catch (error) {
    if (!isSystemError(error)) throw error
    return { faults: [`DEFEND_DATA_DIR: ${directory} can't be used (${error.message})`] }
  }
}

/** Null if this process now holds the directory, otherwise the holder's pid (possibly this process's own). */
async function claim(claims: string): Promise<number | null> {
  const mine = nameOf('claim')
  for (let attempt = 1; ; attempt++) {
    const before = await liveClaims(claims)
    const held = before.find(other => other.kind === 'holder')
    if (held) return held.pid

    await writeFile(join(claims, mine), '')
    const other = (await liveClaims(claims)).find(({ pid }) => pid !== process.pid)
    if (!other) {
      // Written in addition to the claim: a listing during a rename may show neither name.
      await writeFile(join(claims, nameOf('holder')), '')
      return null
    }
    await rm(join(claims, mine), { force: true })
    if (attempt === 20) return other.pid
    await delay(10 + Math.random() * 40)
  }
}

async function release(claims: string): Promise<void> {
  for (const kind of ['holder', 'claim'] as const) await rm(join(claims, nameOf(kind)), { force: true })
}

type Claim = { name: string; kind: string; pid: number }

async function liveClaims(claims: string): Promise<Claim[]> {
  const live: Claim[] = []
  for (const name of await readdir(claims)) {
    const [kind = '', pid = '', start = ''] = name.split('_')
    if (processStart(Number(pid)) === start) live.push({ name, kind, pid: Number(pid) })
    else await rm(join(claims, name), { force: true })
  }
  return live
}

const nameOf = (kind: 'claim' | 'holder') => `${kind}_${process.pid}_${processStart(process.pid)}`

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error
