import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { readProcess } from '../../processes.ts'
import { failed } from '../action.ts'
import { type Run, type Session, type Sessions, type User, userOf } from './reset-session-sessions.ts'

const LOOK_AGAIN_MS = 200
const GONE_WITHIN_MS = 30_000

/**
 * Same test as sd_booted(3). The seats directory alone also exists where logind is installed but not running.
 */
export const hasLogind = () => existsSync('/run/systemd/system') && existsSync('/run/systemd/seats')

export interface LogindParts {
  readonly run: Run
  /** The session the agent runs in; null for a service. */
  readonly ownSession: string | null
  /** Milliseconds since 1970; null if the session's leader has ended. */
  readonly startOf: (leader: number) => number | null
}

interface Shown extends Session {
  readonly uid: number
  readonly active: boolean
  readonly onSeat: boolean
}

export function logindSessions({ run, ownSession, startOf }: LogindParts): Sessions {
  return {
    of: async user => (await sessionsOf(user)).filter(({ id }) => id !== ownSession),
    async activeUser() {
      const active = (await Promise.all((await list()).map(({ id }) => show(id)))).filter(
        session => session?.active,
      ) as Shown[]
      // Prefer a user at the device over a remote one, then the latest login.
      active.sort((a, b) => Number(b.onSeat) - Number(a.onSeat) || b.startedAt - a.startedAt)
      return active[0] ? userOf(active[0].uid, run) : null
    },
    async endAllOf(user) {
      const before = await sessionsOf(user)
      const others = before.filter(({ id }) => id !== ownSession)
      if (others.length < before.length)
        for (const { id } of others) await run('loginctl', ['terminate-session', '--', id])
      else await run('loginctl', ['terminate-user', '--', String(user.uid)])

      const ids = new Set(others.map(({ id }) => id))
      for (const deadline = performance.now() + GONE_WITHIN_MS; ; await delay(LOOK_AGAIN_MS)) {
        const left = (await list()).filter(({ id }) => ids.has(id))
        if (left.length === 0) return null
        if (performance.now() > deadline)
          return failed('TIMED_OUT', `still there: session ${left.map(({ id }) => id).join(', ')}`)
      }
    },
  }

  async function sessionsOf({ uid }: User): Promise<Shown[]> {
    const ids = (await list()).filter(session => session.uid === uid)
    const sessions = await Promise.all(ids.map(({ id }) => show(id)))
    return sessions.filter(session => session !== null)
  }

  /** Later versions append columns. */
  async function list(): Promise<{ id: string; uid: number }[]> {
    const text = await run('loginctl', ['list-sessions', '--no-legend', '--no-pager'])
    return text.split('\n').flatMap(line => {
      const [id, uid] = line.trim().split(/\s+/)
      return id && uid ? [{ id, uid: Number(uid) }] : []
    })
  }

  /** Null if the session has ended in between. */
  async function show(id: string): Promise<Shown | null> {
    const names = ['User', 'Leader', 'Active', 'Class', 'Seat']
    const args = names.flatMap(name => ['--property', name])
    const text = await run('loginctl', ['show-session', ...args, '--', id]).catch(() => null)
    if (text === null) return null
    const values = new Map(text.split('\n').map(line => line.split('=', 2) as [string, string]))
    return {
      id,
      uid: Number(values.get('User')),
      // A session without a leader is closing, so it is never newer than the action.
      startedAt: startOf(Number(values.get('Leader'))) ?? 0,
      active: values.get('Active') === 'yes' && values.get('Class') === 'user',
      onSeat: Boolean(values.get('Seat')),
    }
  }
}

export const logindParts = (run: Run): LogindParts => ({
  run,
  ownSession: /\/session-([^/]+)\.scope/.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? null,
  startOf: leader => readProcess(leader)?.startedAt ?? null,
})
