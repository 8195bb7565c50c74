import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Failure } from '../action.ts'

export interface User {
  readonly name: string
  readonly uid: number
}

export interface Session {
  readonly id: string
  /** Milliseconds since 1970, by this device's clock. */
  readonly startedAt: number
}

/** The login sessions of this device. Excludes the agent's own sessions, which are never ended. */
export interface Sessions {
  of(user: User): Promise<readonly Session[]>
  /** The user who is active on the device; null if there is none or it is unknown. */
  activeUser(): Promise<User | null>
  /** Ends every session that existed at the call. Resolves to null once all have ended, or to the failure. */
  endAllOf(user: User): Promise<Failure | null>
}

/** Runs a program to its end and resolves with its standard output; rejects when it fails. */
export type Run = (file: string, args: readonly string[]) => Promise<string>

const LIMIT_MS = 30_000

export const runProgram: Run = async (file, args) => {
  const { stdout } = await promisify(execFile)(file, [...args], {
    timeout: LIMIT_MS,
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
  })
  return stdout
}

/** Asks the name service, which knows more users than /etc/passwd. Null: no user has exactly this name. */
export async function findUser(name: string, run: Run): Promise<User | null> {
  // No user has such a name, and a leading hyphen could be parsed as an option.
  if (name === '' || name.startsWith('-') || /[\0\n:]/.test(name)) return null
  // getent treats a number as a uid, which belongs to a different user.
  const entries = isNumber(name) ? await passwdEntries([], run) : await passwdEntries([name], run)
  return entries.find(user => user.name === name) ?? null
}

export async function userOf(uid: number, run: Run): Promise<User | null> {
  const entries = await passwdEntries([String(uid)], run)
  return entries.find(user => user.uid === uid) ?? null
}

/** Matches everything strtoul(3) accepts: also signs, leading zeros and blanks. */
const isNumber = (text: string) => /^\s*[+-]?\d+$/.test(text)

const NOT_FOUND = 2

/** Without keys, returns all entries. */
async function passwdEntries(keys: readonly string[], run: Run): Promise<User[]> {
  const text = await run('getent', ['passwd', '--', ...keys]).catch(error => {
    if (error.code === NOT_FOUND) return ''
    throw error
  })
  return text.split('\n').flatMap(line => {
    const [name, , uid] = line.split(':')
    return name && uid ? [{ name, uid: Number(uid) }] : []
  })
}
