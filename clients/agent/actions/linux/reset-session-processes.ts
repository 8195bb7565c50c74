import { setTimeout as delay } from 'node:timers/promises'
import { lineage, listProcesses, type ProcessView } from '../../processes.ts'
import type { Sandbox } from '../../sandbox.ts'
import { type Failure, failed } from '../action.ts'
import { type Run, type Session, type Sessions, type User, userOf } from './reset-session-sessions.ts'

const LOOK_AGAIN_MS = 50
const GONE_WITHIN_MS = 10_000
const ROOT = 0

/** Fallback without a session manager: a user's sessions are the POSIX sessions of the user's processes. */
export function processSessions(run: Run, sandbox: Sandbox | null): Sessions {
  return {
    of: async user => sessionsOf(processesOf(user)),
    async activeUser() {
      // Root's terminals mostly belong to login prompts and display servers, not to people.
      const latest = listProcesses()
        .filter(({ pid, session, onTerminal, owner }) => pid === session && onTerminal && owner !== ROOT)
        .sort((a, b) => b.startedAt - a.startedAt)[0]
      return latest ? userOf(latest.owner, run) : null
    },
    async endAllOf(user) {
      const begun = processesOf(user)
      const outside = begun.find(found => !isWithin(sandbox, found))
      if (outside)
        return failed('PERMISSION_DENIED', `${outside.pid} was not started under the directory of --confine`)
      const sessions = new Set(begun.map(({ session }) => session))
      const asOf = Math.max(...begun.map(({ startTicks }) => startTicks), 0)
      const isOld = ({ session, startTicks }: ProcessView) => sessions.has(session) || startTicks <= asOf
      for (const deadline = performance.now() + GONE_WITHIN_MS; ; await delay(LOOK_AGAIN_MS)) {
        // Repeat over all sessions, because ending processes may fork into new sessions.
        const left = processesOf(user)
        if (!left.some(isOld)) return null
        if (performance.now() > deadline)
          return failed('TIMED_OUT', `still there: process ${left.map(({ pid }) => pid).join(', ')}`)
        for (const { pid } of left) {
          const refusal = kill(pid)
          if (refusal !== null) return refusal
        }
      }
    },
  }
}

/**
 * Every process of the user, plus every process in sessions the user leads, for example a root shell from
 * sudo.
 */
function processesOf({ uid }: User): ProcessView[] {
  const all = listProcesses()
  const led = new Set(
    all.filter(({ pid, session, owner }) => pid === session && owner === uid).map(({ pid }) => pid),
  )
  const isAgents = agentsOwn(all)
  return all.filter(found => {
    if (isAgents(found) || found.kernelThread || found.pid <= 1) return false
    // Half of the system runs as root. Only a terminal marks a login session of root.
    return uid === ROOT
      ? found.onTerminal && led.has(found.session)
      : found.owner === uid || led.has(found.session)
  })
}

/** Matches the agent, its ancestors, its descendants, and processes that share its user and session. */
function agentsOwn(all: readonly ProcessView[]): (found: ProcessView) => boolean {
  const byPid = new Map(all.map(found => [found.pid, found]))
  const above = lineage(process.pid)
  const agent = byPid.get(process.pid)
  const isBelow = ({ parent }: ProcessView): boolean => {
    const next = byPid.get(parent)
    return parent === process.pid || (next !== undefined && isBelow(next))
  }
  return found =>
    above.has(found.pid) ||
    (found.session === agent?.session && found.owner === agent.owner) ||
    isBelow(found)
}

function sessionsOf(processes: readonly ProcessView[]): Session[] {
  const starts = new Map<number, number>()
  for (const { session, startedAt } of processes)
    starts.set(session, Math.min(startedAt, starts.get(session) ?? startedAt))
  return [...starts].map(([session, startedAt]) => ({ id: String(session), startedAt }))
}

const isWithin = (sandbox: Sandbox | null, { executable, workingDirectory }: ProcessView) =>
  sandbox === null || [executable, workingDirectory].some(path => path !== null && sandbox(path))

function kill(pid: number): Failure | null {
  try {
    process.kill(pid, 'SIGKILL')
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return null
    if (code === 'EPERM') return failed('PERMISSION_DENIED', `the agent may not end ${pid}`)
    throw error
  }
}
