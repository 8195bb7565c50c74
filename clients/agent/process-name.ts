import { closeSync, openSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'

/** The kernel truncates process names to this length. */
const COMM_BYTES = 15
const DELETED = ' (deleted)'
const MEMFD = '/memfd:'

/**
 * Returns a process's name: the full base name of its executable. A script started by its interpreter line
 * has the script's base name. An in-memory executable is `memfd:` plus its given name.
 *
 * @param comm the kernel's name as bytes, because truncation can split a character
 */
export function processName(pid: number, comm: Buffer): string {
  const executable = executableOf(pid)
  // Another user's process, or a process without executable: only the kernel's name is available.
  if (executable === null) return comm.toString()
  const name = executable.startsWith(MEMFD) ? executable.slice(1) : basename(executable)
  return scriptName(pid, comm, name) ?? name
}

/**
 * Tests a process against a name. A script also matches its interpreter's name, because some tools report
 * that.
 *
 * @param asked compared with full names. Compared with the kernel's truncated name only if the executable is
 * unreadable
 */
export function hasName(pid: number, comm: Buffer, asked: string): boolean {
  const executable = executableOf(pid)
  if (executable === null) return cut(asked).equals(comm)
  // /proc always marks memfd executables as deleted.
  if (executable.startsWith(MEMFD)) return [executable, executable + DELETED].includes(`/${asked}`)
  return asked === basename(executable) || asked === processName(pid, comm)
}

/** The path from /proc without the mark for deleted files; null if unreadable. */
function executableOf(pid: number): string | null {
  const link = linkOf(`/proc/${pid}/exe`)
  if (!link?.endsWith(DELETED)) return link
  const isItsName = sameFile(`/proc/${pid}/exe`, `/proc/${pid}/root${link}`)
  return isItsName ? link : link.slice(0, -DELETED.length)
}

/**
 * For an interpreter line, the kernel names the process after the script and passes the script's path after
 * the interpreter and its optional argument.
 * With `#!/usr/bin/env python3` that name is lost, so this reads the script's first line.
 */
function scriptName(pid: number, comm: Buffer, executable: string): string | null {
  const [interpreter = '', ...words] = readOrNull(`/proc/${pid}/cmdline`)?.split('\0') ?? []
  const candidates = words.slice(0, 2)
  const named = candidates.find(word => cut(basename(word)).equals(comm))
  if (named !== undefined && !cut(executable).equals(comm)) return basename(named)
  const byEnv = candidates.find(word => word !== '' && startsByEnv(pid, word, basename(interpreter)))
  return byEnv === undefined ? null : basename(byEnv)
}

function startsByEnv(pid: number, script: string, interpreter: string): boolean {
  const path = resolve(linkOf(`/proc/${pid}/cwd`) ?? '/', script)
  const line = /^#!\s*\S*\/env\s+(?:-\S+\s+)*(\S+)/.exec(firstBytes(`/proc/${pid}/root${path}`))
  return line !== null && basename(line[1] ?? '') === interpreter
}

/**
 * As many bytes as the kernel reads of an interpreter line. Reads only regular files, because opening others
 * may block.
 */
function firstBytes(path: string): string {
  try {
    if (!statSync(path).isFile()) return ''
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(256)
      return bytes.subarray(0, readSync(file, bytes)).toString()
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
  }
}

const cut = (name: string) => Buffer.from(name).subarray(0, COMM_BYTES)

function sameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })]
    return a.dev === b.dev && a.ino === b.ino
  } catch {
    return false
  }
}

function linkOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
