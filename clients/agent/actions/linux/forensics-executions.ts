import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listProcesses } from '../../processes.ts'
import type { Entries } from '../forensics-archive.ts'
import { type Collection, filesUnder, jsonEntry, outputOf } from '../forensics-collection.ts'

export interface ExecutionSources {
  readonly root: string
  readonly lastcomm: string
}

const PROGRAMS = [
  'usr/local/sbin',
  'usr/local/bin',
  'usr/sbin',
  'usr/bin',
  'sbin',
  'bin',
  'opt',
  'tmp',
  'var/tmp',
  'dev/shm',
]
const HISTORIES = [
  '.bash_history',
  '.zsh_history',
  '.sh_history',
  '.ash_history',
  '.history',
  '.python_history',
  '.lesshst',
  '.viminfo',
  '.local/share/fish/fish_history',
]
const AUTOSTART = [
  'etc/rc.local',
  'etc/inittab',
  'etc/init.d',
  'etc/crontab',
  'etc/anacrontab',
  'etc/cron.d',
  'etc/cron.hourly',
  'etc/cron.daily',
  'etc/cron.weekly',
  'etc/cron.monthly',
  'var/spool/cron',
  'etc/systemd/system',
  'etc/systemd/user',
  'etc/xdg/autostart',
  'etc/profile',
  'etc/profile.d',
  'etc/bash.bashrc',
  'etc/ld.so.preload',
  'etc/modules-load.d',
  'etc/udev/rules.d',
]
const AUTOSTART_AT_HOME = [
  '.config/autostart',
  '.config/systemd/user',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.zshrc',
  '.xprofile',
  '.ssh/rc',
  '.ssh/authorized_keys',
]
const MAX_AUTOSTART_BYTES = 1024 * 1024

/**
 * Linux has no prefetch files. The closest evidence: running programs, recently run programs, and autostart
 * entries.
 */
export function executions({ root, lastcomm }: ExecutionSources): Collection {
  return { name: 'executions', needs: 0, entries: entries() }

  async function* entries(): Entries {
    yield jsonEntry('processes.json', await processes())
    yield jsonEntry('programs.json', await programsByAccess(root))
    // Process accounting, if it is enabled.
    yield* outputOf('lastcomm', lastcomm, [])
    const homes = await homesOf(root)
    // Metadata of shell histories only: their content can hold passwords.
    yield jsonEntry(
      'shell-histories.json',
      await stats(homes.flatMap(home => HISTORIES.map(name => join(home, name)))),
    )
    for (const path of AUTOSTART) yield* autostart(join(root, path))
    for (const home of homes) for (const path of AUTOSTART_AT_HOME) yield* autostart(join(home, path))
  }
}

const autostart = (path: string) => filesUnder(path, { maxBytes: MAX_AUTOSTART_BYTES })

async function processes(): Promise<object[]> {
  const found = listProcesses().filter(({ kernelThread }) => !kernelThread)
  return Promise.all(
    found.map(async ({ startedAt, comm, ...view }) => ({
      ...view,
      comm: comm.toString(),
      startedAt: new Date(startedAt).toISOString(),
      commandLine: await readFile(`/proc/${view.pid}/cmdline`, 'utf8').then(
        text => text.split('\0').slice(0, -1),
        () => null,
      ),
    })),
  )
}

/**
 * Lists programs by access time. An access time shows the last execution, within the precision of the
 * `relatime` mount option.
 */
async function programsByAccess(root: string): Promise<object[]> {
  const found = await Promise.all(
    PROGRAMS.map(async directory => {
      const names = await readdir(join(root, directory)).catch(() => [])
      return stats(names.map(name => join(root, directory, name)))
    }),
  )
  return found
    .flat()
    .filter(({ executable }) => executable)
    .sort((one, other) => (one.accessedAt < other.accessedAt ? 1 : -1))
}

interface Stat {
  readonly path: string
  readonly size: number
  readonly owner: number
  readonly mode: string
  readonly executable: boolean
  readonly accessedAt: string
  readonly modifiedAt: string
  readonly changedAt: string
}

/** Returns the metadata of the regular files in `paths` and skips everything else. */
async function stats(paths: readonly string[]): Promise<Stat[]> {
  const found = await Promise.all(
    paths.map(async path => {
      const stat = await lstat(path).catch(() => null)
      if (!stat?.isFile()) return []
      return {
        path,
        size: stat.size,
        owner: stat.uid,
        mode: (stat.mode & 0o7777).toString(8),
        executable: (stat.mode & 0o111) !== 0,
        accessedAt: stat.atime.toISOString(),
        modifiedAt: stat.mtime.toISOString(),
        changedAt: stat.ctime.toISOString(),
      }
    }),
  )
  return found.flat()
}

async function homesOf(root: string): Promise<string[]> {
  const passwd = await readFile(join(root, 'etc/passwd'), 'utf8').catch(() => '')
  const homes = passwd.split('\n').map(line => line.split(':')[5] ?? '')
  return [...new Set(homes.filter(home => home.startsWith('/') && home !== '/'))].map(home =>
    join(root, home),
  )
}
