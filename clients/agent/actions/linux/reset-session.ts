import { isObject, type Json, type JsonObject } from '#protocol/json.ts'
import type { Sandbox } from '../../sandbox.ts'
import {
  type Check,
  type DeviceAction,
  type Execution,
  failed,
  interrupted,
  type Outcome,
  type Verdict,
} from '../action.ts'
import { hasLogind, logindParts, logindSessions } from './reset-session-logind.ts'
import { processSessions } from './reset-session-processes.ts'
import { findUser, type Run, runProgram, type Sessions, type User } from './reset-session-sessions.ts'

/**
 * Resets sessions on Linux through systemd-logind, or else by processes. logind can't be confined, so a
 * confined agent never uses it.
 */
export function resetSession(sandbox: Sandbox | null): DeviceAction {
  const sessions = () =>
    hasLogind() && sandbox === null
      ? logindSessions(logindParts(runProgram))
      : processSessions(runProgram, sandbox)
  return resetSessionBy(sessions, runProgram)
}

export function resetSessionBy(sessionsOfNow: () => Sessions, run: Run): DeviceAction {
  return { execute, resume: async () => interrupted, verify }

  async function execute({ parameters }: Execution): Promise<Outcome> {
    const sessions = sessionsOfNow()
    const name = usernameOf(parameters)
    const user = name === null ? await sessions.activeUser() : await findUser(name, run)
    if (user === null)
      return failed('TARGET_NOT_FOUND', name === null ? 'no user is logged in' : `no user ${name}`)
    const ended = await sessions.of(user)
    const failure = await sessions.endAllOf(user)
    return (
      failure ?? { completed: { username: user.name, uid: user.uid, sessions: ended.map(({ id }) => id) } }
    )
  }

  async function verify({ parameters, output, executedAt, toServerTime }: Check): Promise<Verdict> {
    const user = await whose(output, parameters)
    if (user === null) return { passed: null, evidence: { reported: output } }
    const found = await sessionsOfNow().of(user)
    const older = found.filter(({ startedAt }) => toServerTime(startedAt) <= executedAt)
    return {
      passed: older.length === 0,
      evidence: {
        checked: 'no session of that user older than the action',
        username: user.name,
        found: found.map(({ id, startedAt }) => ({ id, startedAt: new Date(startedAt).toISOString() })),
      },
    }
  }

  /** Resolves the reported user first, because the active user may have changed since. */
  async function whose(output: Json, parameters: JsonObject): Promise<User | null> {
    const name = isObject(output) && typeof output['username'] === 'string' ? output['username'] : null
    const username = name ?? usernameOf(parameters)
    return username === null ? null : findUser(username, run)
  }
}

function usernameOf(parameters: JsonObject): string | null {
  const username = parameters['username'] ?? null
  if (username !== null && typeof username !== 'string')
    throw new Error('parameters.username: must be a string')
  return username
}
