import { executionLimit, executionLimitInAll, laneOf } from '#domain/catalog/action-types.ts'
import { server } from '#domain/people/actor.ts'
import { type Action, type Decided, queueEnds } from './action.ts'
import { effectEnds, endVerification, hasRunOut } from './effects.ts'
import { nextTry, type VerificationTries } from './verification.ts'

/** A device's connection at the time of a check. */
export interface Connection {
  readonly online: boolean
  /** Total milliseconds that it has been connected. */
  readonly connectedMs: number
  /** When a server started serving it (ms). */
  readonly serverSince: number
}

/** When the next timeout of this action falls due (ms); null: never. PostgreSQL finds due work by it. */
export function dueAt(action: Action): number | null {
  const next = nextStep(action)
  const ends = effectEnds(action)
  return next === null || ends === null ? (next ?? ends) : Math.min(next, ends)
}

/** Due time without the expiry of its effect. */
function nextStep(action: Action): number | null {
  const { life } = action
  const isTheServers = laneOf(action.requested.type) === null
  switch (life.status) {
    case 'PENDING_APPROVAL':
      return Date.parse(action.expiresAt)
    case 'QUEUED': {
      const ends = queueEnds(action, life.queued)
      if (ends === null) return null
      return Date.parse(isTheServers ? (life.queued.released?.at ?? life.queued.at) : ends)
    }
    case 'EXECUTING':
      if (isTheServers) return Date.parse(life.started.at)
      return Date.parse(life.started.at) + Math.min(executionLimit(action.requested), executionLimitInAll)
    case 'COMPLETED':
      return life.verification?.status === 'SCHEDULED' ? life.verification.tries.nextAt : null
    default:
      return null
  }
}

/** `dueAt` of an action whose next step was postponed. */
export function dueNotBefore(action: Action, notBefore: number): number | null {
  const at = Math.min(notBefore, effectEnds(action) ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(at) ? at : null
}

/** The outcome of a check. */
export type Passed =
  | { readonly events: Decided }
  /** A verification attempt begins or is postponed. Stored in the row; the ledger records only the outcome. */
  | { readonly tries: VerificationTries }
  /** Nothing yet; check again at this instant (ms). */
  | { readonly notBefore: number }

/** Milliseconds. The execution limit does not run while a device is offline, so it is checked less often. */
const offlinePause = 30_000

export function passTime(action: Action, device: Connection, now: number): Passed {
  const due = nextStep(action)
  if (due === null || due > now) return { notBefore: due ?? Number.POSITIVE_INFINITY }
  const { life } = action
  switch (life.status) {
    case 'PENDING_APPROVAL':
      return {
        events: [
          { actor: server, event: { kind: 'ACTION_CANCELLED', reason: 'APPROVAL_EXPIRED', comment: null } },
        ],
      }
    case 'QUEUED':
      return failed('AGENT_OFFLINE', 'The agent did not claim the action in time.')
    case 'EXECUTING': {
      const since = now - Date.parse(life.started.at)
      const remaining = executionLimit(action.requested) - (device.connectedMs - life.started.connectedMs)
      if (remaining <= 0 || since >= executionLimitInAll)
        return failed('TIMED_OUT', 'There is no result; it may have run.')
      const pause = device.online ? 1000 : offlinePause
      return { notBefore: Math.min(now + Math.max(remaining, pause), now - since + executionLimitInAll) }
    }
    case 'COMPLETED': {
      if (life.verification?.status !== 'SCHEDULED') return { notBefore: Number.POSITIVE_INFINITY }
      if (hasRunOut(action, now)) return { events: endVerification(action, 'timer') }
      const next = nextTry(life.verification.tries, device, now)
      if (next !== 'given up') return { tries: next }
      const { attempts } = life.verification.tries
      const evidence = { reason: 'The device did not answer.' }
      const event = { kind: 'VERIFICATION_INCONCLUSIVE', attempts, evidence, reported: false } as const
      return { events: [{ actor: server, event }] }
    }
    default:
      return { notBefore: Number.POSITIVE_INFINITY }
  }
}

const failed = (code: 'AGENT_OFFLINE' | 'TIMED_OUT', message: string): Passed => ({
  events: [
    {
      actor: server,
      event: { kind: 'ACTION_FAILED', failure: { code, message }, reported: false, output: null },
    },
  ],
})
