import type { Actor } from '#domain/people/actor.ts'
import type { Action, ActionEvent, Decision, Life, Queued, ResultKind, Verification } from './action.ts'
import { effectOf } from './effects.ts'
import { firstTry } from './verification.ts'

/** An event with its place in the ledger, its time and its actor. */
export interface Recorded<E> {
  readonly sequence: number
  readonly at: string
  readonly actor: Actor
  readonly event: E
}

const impossible = (action: Action | null, kind: string): never => {
  throw new Error(
    `${kind} can't follow ${action ? `${action.life.status} of action ${action.id}` : 'nothing'}`,
  )
}

const decided = (action: Action, decision: Decision): Action => ({
  ...action,
  decisions: [...action.decisions, decision],
})

const approvalsOf = ({ decisions }: Action): number =>
  decisions.filter(({ decision }) => decision === 'APPROVED').length

const answered = (action: Action, kind: ResultKind): readonly ResultKind[] =>
  action.answered.includes(kind) ? action.answered : [...action.answered, kind]

/** A bulk's queued actions are held until the bulk releases them. */
export const queuedAt = ({ bulk }: Pick<Action, 'bulk'>, at: string, sequence: number): Queued => ({
  at,
  sequence,
  hold: bulk === null ? null : 'ROLLOUT',
  released: null,
})

/** Applies an event to an action. An action's row is the fold of its events. Throws on an impossible order of events. */
export function evolve(action: Action | null, recorded: Recorded<ActionEvent>): Action {
  const { event, at, actor, sequence } = recorded
  if (event.kind === 'ACTION_SUBMITTED') {
    if (action) return impossible(action, event.kind)
    const { submission, expiresAt } = event
    return {
      ...submission,
      sequence,
      decisions: [],
      expiresAt,
      answered: [],
      effect: null,
      traceparent: null,
      life: { status: 'PENDING_APPROVAL' },
    }
  }
  if (!action) return impossible(action, event.kind)
  const { life } = action
  const become = (life: Life): Action => ({ ...action, life })

  switch (event.kind) {
    case 'ACTION_APPROVED':
    case 'ACTION_REJECTED': {
      if (life.status !== 'PENDING_APPROVAL') return impossible(action, event.kind)
      const decision = event.kind === 'ACTION_APPROVED' ? 'APPROVED' : 'REJECTED'
      return decided(action, { decision, by: actor, at, comment: event.comment })
    }
    case 'ACTION_QUEUED':
      if (life.status !== 'PENDING_APPROVAL' || approvalsOf(action) < action.approvalsRequired)
        return impossible(action, event.kind)
      return {
        ...action,
        expiresAt: event.expiresAt,
        life: { status: 'QUEUED', queued: queuedAt(action, at, sequence) },
      }
    case 'ACTION_STARTED': {
      if (life.status !== 'QUEUED') return impossible(action, event.kind)
      const { commandId, connectedMs } = event
      const started = { at, commandId, connectedMs }
      const next: Life = { status: 'EXECUTING', queued: { ...life.queued, hold: null }, started }
      return { ...action, answered: answered(action, 'claim'), life: next }
    }
    case 'ACTION_COMPLETED': {
      if (life.status !== 'EXECUTING') return impossible(action, event.kind)
      const { queued, started } = life
      const { output, undoes = action.undoes } = event
      const next: Life = { status: 'COMPLETED', queued, started, completedAt: at, output, verification: null }
      const effect = effectOf(action, at, event.deviceAt)
      return { ...action, undoes, answered: answered(action, 'completed'), effect, life: next }
    }
    case 'ACTION_FAILED': {
      if (life.status !== 'QUEUED' && life.status !== 'EXECUTING' && life.status !== 'COMPLETED')
        return impossible(action, event.kind)
      const completed = life.status === 'COMPLETED' ? life : null
      if (completed && completed.verification?.status !== 'FAILED') return impossible(action, event.kind)
      const next: Life = {
        status: 'FAILED',
        queued: life.queued,
        started: 'started' in life ? life.started : null,
        completedAt: completed ? completed.completedAt : at,
        output: completed ? completed.output : event.output,
        failure: event.failure,
        verification: completed ? completed.verification : null,
      }
      // A completed action fails only by its verification, whose result was `verified`.
      const kinds = event.reported && !completed ? answered(action, event.reported) : action.answered
      return { ...action, answered: kinds, life: next }
    }
    case 'ACTION_CANCELLED': {
      if (life.status !== 'PENDING_APPROVAL' && life.status !== 'QUEUED')
        return impossible(action, event.kind)
      const queued = life.status === 'QUEUED' ? life.queued : null
      const { reason, comment } = event
      return become({ status: 'CANCELLED', queued, cancellation: { reason, by: actor, at, comment } })
    }
    case 'VERIFICATION_SCHEDULED': {
      if (life.status !== 'COMPLETED' || life.verification) return impossible(action, event.kind)
      const completedAt = Date.parse(life.completedAt)
      const tries = firstTry(completedAt, Date.parse(event.dueAt) - completedAt)
      return become({ ...life, verification: { status: 'SCHEDULED', dueAt: event.dueAt, tries } })
    }
    case 'VERIFICATION_PASSED':
    case 'VERIFICATION_FAILED':
    case 'VERIFICATION_INCONCLUSIVE': {
      if (life.status !== 'COMPLETED' || life.verification?.status !== 'SCHEDULED')
        return impossible(action, event.kind)
      const status = event.kind.slice('VERIFICATION_'.length) as 'PASSED' | 'FAILED' | 'INCONCLUSIVE'
      const { attempts, evidence, reported } = event
      const { dueAt } = life.verification
      const verification: Verification = { status, dueAt, verifiedAt: at, attempts, evidence }
      const kinds = reported ? answered(action, 'verified') : action.answered
      return { ...action, answered: kinds, life: { ...life, verification } }
    }
    case 'LATE_RESULT':
      return { ...action, answered: answered(action, event.result) }
  }
}
