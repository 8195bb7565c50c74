import type {
  Action,
  ActionEvent,
  ActionOrigin,
  CancellationReason,
  FailureCode,
  Queued,
  ResultKind,
  Submission,
  Verification,
} from '#domain/action/action.ts'
import { effectOf } from '#domain/action/effects.ts'
import { queuedAt, type Recorded } from '#domain/action/evolve.ts'
import { firstTry } from '#domain/action/verification.ts'
import type { Requested } from '#domain/catalog/action-types.ts'
import { hashOf, type Json, type LedgerEntry } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'

type Data = { readonly [key: string]: Json }

/** An event's `data` on the ledger, as in the contract's table of kinds and data. */
export function ledgerData(event: ActionEvent): Data {
  switch (event.kind) {
    case 'ACTION_SUBMITTED': {
      const { submission: s, expiresAt } = event
      return {
        type: s.requested.type,
        device: s.device,
        person: s.person,
        parameters: s.requested.parameters as unknown as Json,
        effectFor: s.effectFor,
        justification: s.justification,
        origin: s.origin,
        digest: s.digest,
        destructive: s.destructive,
        approvalsRequired: s.approvalsRequired,
        expiresAt,
        detection: s.detection,
        investigation: s.investigation,
        bulk: s.bulk,
        undoes: s.undoes,
      }
    }
    case 'ACTION_APPROVED':
    case 'ACTION_REJECTED':
      return { digest: event.digest, comment: event.comment }
    case 'ACTION_QUEUED':
      return { expiresAt: event.expiresAt }
    case 'ACTION_STARTED':
      return { commandId: event.commandId }
    case 'ACTION_COMPLETED':
      return { outputSha256: hashOf(event.output), artifacts: event.artifacts, undoes: event.undoes ?? null }
    case 'ACTION_FAILED':
      return { ...event.failure, outputSha256: hashOf(event.output) }
    case 'ACTION_CANCELLED':
      return { reason: event.reason, comment: event.comment }
    case 'VERIFICATION_SCHEDULED':
      return { dueAt: event.dueAt }
    case 'VERIFICATION_PASSED':
    case 'VERIFICATION_FAILED':
    case 'VERIFICATION_INCONCLUSIVE':
      return { attempts: event.attempts, evidenceSha256: hashOf(event.evidence) }
    case 'LATE_RESULT':
      return {
        commandId: event.commandId,
        result: event.result,
        content: event.content,
        leftOut: event.leftOut,
      }
  }
}

/**
 * Parses an action's event from its ledger entry. Fields of which the ledger has only a hash are null. Returns null if
 * the entry does not belong to an action's life cycle.
 */
export function recordedIn(entry: LedgerEntry): Recorded<ActionEvent> | null {
  const event = eventIn(entry)
  return event && { sequence: entry.sequence, at: entry.at, actor: entry.actor, event }
}

function eventIn({ kind, data, actor, action, at, organization }: LedgerEntry): ActionEvent | null {
  const reported = actor.kind === 'system' && actor.name === 'agent'
  const text = (name: string) => data[name] as string
  const optional = (name: string) => (data[name] ?? null) as string | null
  switch (kind) {
    case 'ACTION_SUBMITTED': {
      const submission: Submission = {
        id: action as string,
        organization,
        requested: { type: data['type'], parameters: data['parameters'] } as unknown as Requested,
        device: optional('device'),
        person: optional('person'),
        effectFor: (data['effectFor'] ?? null) as number | null,
        justification: text('justification'),
        origin: text('origin') as ActionOrigin,
        digest: text('digest'),
        destructive: data['destructive'] as boolean,
        approvalsRequired: data['approvalsRequired'] as number,
        submittedBy: actor,
        responsible: responsibleBy(actor),
        submittedAt: at,
        detection: optional('detection'),
        reporter: null,
        investigation: optional('investigation'),
        bulk: optional('bulk'),
        undoes: optional('undoes'),
      }
      return { kind, submission, expiresAt: text('expiresAt') }
    }
    case 'ACTION_APPROVED':
    case 'ACTION_REJECTED':
      return { kind, digest: text('digest'), comment: optional('comment') }
    case 'ACTION_QUEUED':
      return { kind, expiresAt: text('expiresAt') }
    case 'ACTION_STARTED':
      return { kind, commandId: text('commandId'), connectedMs: 0 }
    case 'ACTION_COMPLETED':
      return {
        kind,
        output: null,
        artifacts: data['artifacts'] as readonly string[],
        undoes: data['undoes'] as string | null | undefined,
        deviceAt: null,
      }
    case 'ACTION_FAILED':
      return {
        kind,
        failure: { code: text('code') as FailureCode, message: text('message') },
        // The ledger does not record which kind of result reported the failure.
        reported: reported && 'failed',
        output: null,
      }
    case 'ACTION_CANCELLED':
      return { kind, reason: text('reason') as CancellationReason, comment: optional('comment') }
    case 'VERIFICATION_SCHEDULED':
      return { kind, dueAt: text('dueAt') }
    case 'VERIFICATION_PASSED':
    case 'VERIFICATION_FAILED':
    case 'VERIFICATION_INCONCLUSIVE':
      return { kind, attempts: data['attempts'] as number, evidence: null, reported }
    case 'LATE_RESULT':
      return {
        kind,
        commandId: text('commandId'),
        result: text('result') as ResultKind,
        content: optional('content'),
        leftOut: data['leftOut'] as number,
      }
    default:
      return null
  }
}

/** The ledger names only the submitter; the analyst responsible for a service account or a rule is in the row. */
const responsibleBy = (submitter: Actor): string | null =>
  submitter.kind === 'analyst' ? submitter.id : null

/** Removes the fields of an action that the ledger does not contain or only hashes. */
export const withoutUnloggedFields = (action: Action): Action => {
  const { life, submittedBy } = action
  const bare = {
    ...life,
    ...('queued' in life && life.queued ? { queued: bareQueued(action, life.status, life.queued) } : {}),
    ...('output' in life ? { output: null } : {}),
    ...('started' in life && life.started ? { started: { ...life.started, connectedMs: 0 } } : {}),
    ...('verification' in life && life.verification
      ? { verification: bareVerification(life.verification) }
      : {}),
  }
  const effect = action.effect && 'completedAt' in life ? effectOf(action, life.completedAt) : null
  return {
    ...action,
    responsible: responsibleBy(submittedBy),
    reporter: null,
    effect,
    traceparent: null,
    life: bare as Action['life'],
  }
}

const bareQueued = (action: Action, status: Action['life']['status'], { at, sequence }: Queued): Queued => {
  const queued = queuedAt(action, at, sequence)
  return status === 'QUEUED' || status === 'CANCELLED' ? queued : { ...queued, hold: null }
}

const bareVerification = (verification: Verification): Verification =>
  verification.status === 'SCHEDULED'
    ? { ...verification, tries: firstTry(verification.tries.completedAt, verification.tries.delay) }
    : { ...verification, evidence: null }
