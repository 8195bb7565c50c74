import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** The stored sign-in for one service. */
export interface SignIn {
  readonly issuer: string
  readonly clientId: string
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface StoredSignIns {
  /** The service of the latest sign-in. */
  readonly url?: string
  readonly services: Readonly<Record<string, SignIn>>
}

/** The operating system's folder for program settings. */
export function configFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir()
  if (env['DEFEND_CONFIG_DIR']) return env['DEFEND_CONFIG_DIR']
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'defend')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'defend')
  return join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'defend')
}

export interface ConfigFolder {
  read(): Promise<StoredSignIns>
  /** Changes the stored sign-ins under a lock, because two processes that refresh the same token would invalidate it. */
  change(change: (stored: StoredSignIns) => Promise<StoredSignIns>): Promise<StoredSignIns>
}

/** Milliseconds. An older lock was left by a process that died. */
const staleAfter = 30_000

export function openConfigFolder(folder: string): ConfigFolder {
  const file = join(folder, 'credentials.json')
  const lock = `${file}.lock`

  async function read(): Promise<StoredSignIns> {
    try {
      return JSON.parse(await readFile(file, 'utf8')) as StoredSignIns
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { services: {} }
      throw new Error(`${file} is not valid. Remove it and sign in again.`, { cause: error })
    }
  }

  /** Replaces the file atomically. At no time can anyone but its owner read it. */
  async function write(stored: StoredSignIns): Promise<void> {
    const next = `${file}.${process.pid}`
    await writeFile(next, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 })
    await rename(next, file)
  }

  async function locked<T>(work: () => Promise<T>): Promise<T> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await chmod(folder, 0o700)
    for (;;) {
      try {
        await (await open(lock, 'wx', 0o600)).close()
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        const age = await stat(lock).then(
          ({ mtimeMs }) => Date.now() - mtimeMs,
          () => 0,
        )
        if (age > staleAfter) await rm(lock, { force: true })
        else await setTimeout(50)
      }
    }
    try {
      return await work()
    } finally {
      await rm(lock, { force: true })
    }
  }

  return {
    read,
    change: change =>
      locked(async () => {
        const changed = await change(await read())
        await write(changed)
        return changed
      }),
  }
}
