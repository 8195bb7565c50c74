import { type Action, type ActionEvent, type By, type Decided, queueEnds } from '#domain/action/action.ts'
import { commandIds } from '#domain/action/command-ids.ts'
import { cancelForLostRight } from '#domain/action/withdrawal.ts'
import { executionLimitInAll } from '#domain/catalog/action-types.ts'
import { server } from '#domain/people/actor.ts'
import type { PersonRecord } from '#domain/people/person.ts'
import type { Settings } from '#domain/settings/settings.ts'
import { backoff } from '#flow/backoff.ts'

/** The e-mail of a password reset. Its id is the action's. */
export interface ResetMailRecord {
  readonly id: string
  readonly organizationId: string
  readonly attempts: number
  /** When the next attempt is allowed: the end of the current sender's lease, or of the backoff. */
  readonly nextAt: string
  /** When a mail server accepted it. */
  readonly acceptedAt: string | null
}

/** Milliseconds for which a sender leases a message: longer than the mail client's timeout. */
const leaseLasts = 60_000

/** The next step of a password reset, with the changed rows. */
export interface ResetStep {
  readonly events: Decided
  readonly person?: PersonRecord
  readonly mail?: ResetMailRecord
  /** Whether to send the message now; this step has leased it. */
  readonly send: boolean
  /** When to check again (ms); undefined: at the action's due time. */
  readonly notBefore?: number
}

interface Facts {
  readonly person: PersonRecord | null
  readonly mail: ResetMailRecord | null
  readonly submitterMayAct: boolean
}

const by = (event: ActionEvent): By<ActionEvent> => ({ actor: server, event })
const failed = (code: 'AGENT_OFFLINE' | 'TIMED_OUT' | 'TARGET_NOT_FOUND', message: string): ResetStep => ({
  events: [by({ kind: 'ACTION_FAILED', failure: { code, message }, reported: false, output: null })],
  send: false,
})
const nothing: ResetStep = { events: [], send: false }

/** The step of a queued, executing or completed reset that is due. */
export function stepReset(action: Action, facts: Facts, now: number): ResetStep {
  switch (action.life.status) {
    case 'QUEUED':
      return start(action, facts, now)
    case 'EXECUTING':
      return sendAgain(action, facts, now)
    case 'COMPLETED':
      return verify(action, facts, now)
    default:
      return nothing
  }
}

/** Flags the person and leases the message in the same transaction as ACTION_STARTED. */
function start(action: Action, { person, submitterMayAct }: Facts, now: number): ResetStep {
  const ends = action.life.status === 'QUEUED' ? queueEnds(action, action.life.queued) : null
  // Its bulk has just put it on hold.
  if (ends === null) return nothing
  if (now >= Date.parse(ends)) return failed('AGENT_OFFLINE', 'The server did not start the reset in time.')
  if (!submitterMayAct) return { events: cancelForLostRight(action), send: false }
  if (!person || person.email === '')
    return failed('TARGET_NOT_FOUND', 'This person has no e-mail address to which the notice could be sent.')
  const commandId = commandIds(action.id).execute
  return {
    events: [by({ kind: 'ACTION_STARTED', commandId, connectedMs: 0 })],
    person: { ...person, passwordResetRequiredSince: new Date(now).toISOString() },
    mail: {
      id: action.id,
      organizationId: action.organization,
      attempts: 1,
      nextAt: new Date(now + leaseLasts).toISOString(),
      acceptedAt: null,
    },
    send: true,
    notBefore: now + leaseLasts,
  }
}

/** Sends again after a sender's lease ran out without an outcome, or the mail server was unreachable. */
function sendAgain({ life }: Action, { person, mail }: Facts, now: number): ResetStep {
  if (life.status !== 'EXECUTING' || !mail || !person) return nothing
  if (now - Date.parse(life.started.at) >= executionLimitInAll)
    return failed('TIMED_OUT', 'No mail server confirmed the message; it may have been sent.')
  const nextAt = Date.parse(mail.nextAt)
  if (nextAt > now) return { ...nothing, notBefore: nextAt }
  const taken = { ...mail, attempts: mail.attempts + 1, nextAt: new Date(now + leaseLasts).toISOString() }
  return { events: [], mail: taken, send: true, notBefore: now + leaseLasts }
}

/** The outcome of sending the message. `away`: the mail server was unreachable or busy, so try again later. */
export type Delivery =
  | { readonly accepted: string }
  | { readonly refused: string }
  | { readonly away: string }

export function receiveDelivery(
  action: Action,
  mail: ResetMailRecord,
  delivery: Delivery,
  settings: Settings,
  now: number,
): ResetStep {
  if (action.life.status !== 'EXECUTING') return nothing
  if ('accepted' in delivery) {
    const acceptedAt = new Date(now).toISOString()
    const output = { acceptedAt, response: delivery.accepted, attempts: mail.attempts }
    const dueAt = new Date(now + 1000 * settings.verificationDelay).toISOString()
    return {
      events: [
        by({ kind: 'ACTION_COMPLETED', output, artifacts: [], undoes: null, deviceAt: null }),
        by({ kind: 'VERIFICATION_SCHEDULED', dueAt }),
      ],
      mail: { ...mail, acceptedAt },
      send: false,
    }
  }
  if ('refused' in delivery) {
    const failure = {
      code: 'INTEGRATION_ERROR',
      message: `The mail server refused the message: ${delivery.refused}`,
    } as const
    return { events: [by({ kind: 'ACTION_FAILED', failure, reported: false, output: null })], send: false }
  }
  const notBefore = now + pauseAfter(mail.attempts)
  return {
    events: [],
    mail: { ...mail, nextAt: new Date(notBefore).toISOString() },
    send: false,
    notBefore,
  }
}

/** Milliseconds. At most a minute, so a long outage causes neither a flood of attempts nor a long wait at its end. */
const pauseAfter = backoff({ first: 1000, most: 60_000 })

/**
 * Passes if a mail server accepted the message, and the person is still flagged or has changed the password since.
 */
function verify({ life }: Action, { person, mail }: Facts, now: number): ResetStep {
  if (life.status !== 'COMPLETED' || life.verification?.status !== 'SCHEDULED') return nothing
  if (life.verification.tries.nextAt > now) return { ...nothing, notBefore: life.verification.tries.nextAt }
  const { passwordResetRequiredSince = null, passwordResetAt = null } = person ?? {}
  const acceptedAt = mail?.acceptedAt ?? null
  const since = life.started.at
  const isFlagged = passwordResetRequiredSince !== null && passwordResetRequiredSince >= since
  const isMet = passwordResetAt !== null && passwordResetAt > since
  const checked = {
    attempts: 1,
    evidence: { passwordResetRequiredSince, passwordResetAt, acceptedAt },
    reported: false,
  }
  if ((isFlagged || isMet) && acceptedAt !== null)
    return { events: [by({ kind: 'VERIFICATION_PASSED', ...checked })], send: false }
  const failure = {
    code: 'VERIFICATION_FAILED',
    message: 'Verification found that the password reset is not in effect.',
  } as const
  return {
    events: [
      by({ kind: 'VERIFICATION_FAILED', ...checked }),
      by({ kind: 'ACTION_FAILED', failure, reported: false, output: null }),
    ],
    send: false,
  }
}
