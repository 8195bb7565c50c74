import { closeSync, openSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'

/** The kernel keeps this many bytes of a name. */
const COMM_BYTES = 15
const DELETED = ' (deleted)'
const MEMFD = '/memfd:'

/**
 * A process's name: its executable's whole base name; for a script that was started by its interpreter line, the
 * script's; for an executable in memory, `memfd:` and the name it was given.
 *
 * @param comm the kernel's name, as bytes: it is cut in the middle of a character where it has to be
 */
export function processName(pid: number, comm: Buffer): string {
  const executable = executableOf(pid)
  // Another user's, or none: the kernel's own name is all there is.
  if (executable === null) return comm.toString()
  const name = executable.startsWith(MEMFD) ? executable.slice(1) : basename(executable)
  return scriptName(pid, comm, name) ?? name
}

/**
 * A script also answers to its interpreter's name, which is what some tools report.
 *
 * @param asked compared with whole names; with the kernel's cut one only where the executable can't be read
 */
export function hasName(pid: number, comm: Buffer, asked: string): boolean {
  const executable = executableOf(pid)
  if (executable === null) return cut(asked).equals(comm)
  // /proc always shows memfd executables as deleted.
  if (executable.startsWith(MEMFD)) return [executable, executable + DELETED].includes(`/${asked}`)
  return asked === basename(executable) || asked === processName(pid, comm)
}

/** As /proc shows it, without the mark of a file that was deleted; null where it can't be read. */
function executableOf(pid: number): string | null {
  const link = linkOf(`/proc/${pid}/exe`)
  if (!link?.endsWith(DELETED)) return link
  const isItsName = sameFile(`/proc/${pid}/exe`, `/proc/${pid}/root${link}`)
  return isItsName ? link : link.slice(0, -DELETED.length)
}

/**
 * When the kernel starts a script by its interpreter line, it names the process after the script and puts the script's
 * path behind the interpreter and its one optional argument. Behind `#!/usr/bin/env python3` the name is lost, so the
 * script's first line is read.
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

/** As much as the kernel reads of an interpreter line. Only of regular files: opening anything else may block. */
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
