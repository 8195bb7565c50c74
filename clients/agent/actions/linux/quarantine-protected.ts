import type { BigIntStats } from 'node:fs'
import { readFile, readlink, stat } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import type { Sandbox } from '../../sandbox.ts'

/** Whether the agent or the running system can't do without this file. */
export type IsProtected = (path: string, stats: BigIntStats) => Promise<boolean>

/** Kernel interfaces are no files, and without these no machine starts. */
const DIRECTORIES = ['/proc', '/sys', '/dev', '/boot', '/lib/modules', '/usr/lib/modules']
/** A file system for everybody's ordinary files. */
const SHARED_MEMORY = '/dev/shm'

const FILES = [
  '/sbin/init',
  '/usr/lib/systemd/systemd',
  '/bin/sh',
  '/bin/bash',
  '/bin/login',
  '/bin/mount',
  '/usr/bin/sudo',
  '/usr/sbin/nft',
  '/usr/sbin/sshd',
  '/etc/passwd',
  '/etc/shadow',
  '/etc/group',
  '/etc/gshadow',
  '/etc/fstab',
  '/etc/hosts',
  '/etc/ld.so.cache',
  '/etc/nsswitch.conf',
  '/etc/resolv.conf',
  '/etc/sudoers',
]

/**
 * `directory`: where the agent keeps its key, journal and vault. A directory that the agent is confined to may
 * lie within it, and what is in there is somebody else's.
 */
export function protectedFiles(directory: string, sandbox: Sandbox | null): IsProtected {
  return async (path, stats) => {
    const ownSide = sandbox === null || sandbox(directory)
    if (ownSide && isWithin(directory, path)) return true
    if (DIRECTORIES.some(root => isWithin(root, path)) && !isWithin(SHARED_MEMORY, path)) return true
    // By inode, so that another name of the same file is protected as well.
    for (const needed of await neededFiles()) if (await isSame(needed, stats)) return true
    return false
  }
}

function isWithin(directory: string, path: string): boolean {
  const inside = relative(directory, path)
  return inside !== '..' && !inside.startsWith('../') && !isAbsolute(inside)
}

/** With what is loaded into this process and into the first: init, libc, the loader, Node. */
async function neededFiles(): Promise<Set<string>> {
  const [, script] = process.argv
  const init = await readlink('/proc/1/exe').catch(() => null)
  const mapped = [...(await mappedFiles('1')), ...(await mappedFiles('self'))]
  return new Set([
    ...FILES,
    process.execPath,
    ...mapped,
    ...(script === undefined ? [] : [script]),
    ...(init === null ? [] : [init]),
  ])
}

async function mappedFiles(pid: string): Promise<string[]> {
  // An ordinary user may not see those of the first process, nor take its files.
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '')
  return maps.split('\n').flatMap(line => /^\S+ \S+ \S+ \S+ \S+\s+(\/.*)$/.exec(line)?.[1] ?? [])
}

async function isSame(path: string, stats: BigIntStats): Promise<boolean> {
  const other = await stat(path, { bigint: true }).catch(() => null)
  return other !== null && other.dev === stats.dev && other.ino === stats.ino
}
