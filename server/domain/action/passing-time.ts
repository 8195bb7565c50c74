import { executionLimit, executionLimitInAll, laneOf } from '#domain/catalog/action-types.ts'
import { server } from '#domain/people/actor.ts'
import { type Action, type Decided, queueEnds } from './action.ts'
import { effectEnds, endVerification, hasRunOut } from './effects.ts'
import { nextTry, type VerificationTries } from './verification.ts'

/** What is known of a device's connection when something falls due. */
export interface Connection {
  readonly online: boolean
  /** Milliseconds that it has been connected in all. */
  readonly connectedMs: number
  /** Since when a server has been there for it (ms). */
  readonly serverSince: number
}

/** When something next happens to this action by itself: PostgreSQL says what is due by it. Null: never. */
export function dueAt(action: Action): number | null {
  const next = nextStep(action)
  const ends = effectEnds(action)
  return next === null || ends === null ? (next ?? ends) : Math.min(next, ends)
}

/** Its effect's end aside. */
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

/** The same where its next step was put off. */
export function dueNotBefore(action: Action, notBefore: number): number | null {
  const at = Math.min(notBefore, effectEnds(action) ?? Number.POSITIVE_INFINITY)
  return Number.isFinite(at) ? at : null
}

/** What the time that has passed brings about. */
export type Passed =
  | { readonly events: Decided }
  /** A verification's try begins (or is put off): the row keeps count, the ledger says only how it ended. */
  | { readonly tries: VerificationTries }
  /** Nothing yet; look again at this instant. */
  | { readonly notBefore: number }

/** An offline device uses nothing of its time up: it is looked at less often, not every few seconds for a day. */
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
      return failed('AGENT_OFFLINE', 'The agent did not pick the action up in time.')
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
      const evidence = { reason: 'The device gave no answer.' }
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
