import type { BigIntStats } from 'node:fs'
import { readFile, readlink, stat } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import type { Sandbox } from '../../sandbox.ts'

/** True if the agent or the running system needs this file. */
export type IsProtected = (path: string, stats: BigIntStats) => Promise<boolean>

/** Kernel interfaces, and files no machine boots without. */
const DIRECTORIES = ['/proc', '/sys', '/dev', '/boot', '/lib/modules', '/usr/lib/modules']
/** Ordinary files of any user, although under /dev. */
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
 * `directory` holds the agent's key, journal and vault. A sandbox directory may lie inside it; files in the
 * sandbox are not protected.
 */
export function protectedFiles(directory: string, sandbox: Sandbox | null): IsProtected {
  return async (path, stats) => {
    const ownSide = sandbox === null || sandbox(directory)
    if (ownSide && isWithin(directory, path)) return true
    if (DIRECTORIES.some(root => isWithin(root, path)) && !isWithin(SHARED_MEMORY, path)) return true
    // Compare by inode, so other names of a needed file are protected too.
    for (const needed of await neededFiles()) if (await isSame(needed, stats)) return true
    return false
  }
}

function isWithin(directory: string, path: string): boolean {
  const inside = relative(directory, path)
  return inside !== '..' && !inside.startsWith('../') && !isAbsolute(inside)
}

/** Includes the files mapped into this process and into pid 1: init, libc, the loader, Node. */
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
  // An ordinary user can't read the maps of pid 1, but can't take its files either.
  const maps = await readFile(`/proc/${pid}/maps`, 'utf8').catch(() => '')
  return maps.split('\n').flatMap(line => /^\S+ \S+ \S+ \S+ \S+\s+(\/.*)$/.exec(line)?.[1] ?? [])
}

async function isSame(path: string, stats: BigIntStats): Promise<boolean> {
  const other = await stat(path, { bigint: true }).catch(() => null)
  return other !== null && other.dev === stats.dev && other.ino === stats.ino
}
