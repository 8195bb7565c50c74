import type {
  Action,
  Cancellation,
  Decision,
  Effect,
  FailureCode,
  Life,
  Queued,
  Submission,
  Verification,
} from '#domain/action/action.ts'
import { laneOf, type Requested } from '#domain/catalog/action-types.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import type { Actor } from '#domain/people/actor.ts'

/**
 * A row of response_action as JSON, the format of `to_jsonb` and `jsonb_populate_recordset`. So all rows fit into one
 * parameter, and a new column appears only here and in the migration.
 */
export interface ActionRow {
  readonly id: string
  readonly organization_id: string
  readonly type: Requested['type']
  readonly status: Life['status']
  readonly lane: string | null
  readonly parameters: Requested['parameters']
  readonly destructive: boolean
  readonly origin: Submission['origin']
  readonly justification: string
  readonly device_id: string | null
  readonly person_id: string | null
  readonly submitted_by: Actor
  readonly submitted_by_id: string | null
  readonly responsible_id: string | null
  readonly reporter_id: string | null
  readonly submitted_at: string
  readonly submitted_sequence: number
  readonly approvals_required: number
  readonly decisions: readonly Decision[]
  readonly approver_ids: readonly string[]
  readonly digest: string
  readonly queued_at: string | null
  readonly queued_sequence: number | null
  readonly hold: Queued['hold']
  readonly released_at: string | null
  readonly lane_place: number | null
  readonly queue_ends_at: string | null
  readonly started_at: string | null
  readonly started_connected_ms: number | null
  readonly command_id: string | null
  readonly completed_at: string | null
  readonly expires_at: string
  readonly failure_code: FailureCode | null
  readonly failure_message: string | null
  readonly cancellation: Cancellation | null
  readonly effect_for: number | null
  readonly effect: Effect['status'] | null
  readonly effect_until: string | null
  readonly applied_at: string | null
  readonly drifted_at: string | null
  readonly undoes_id: string | null
  readonly undone_by_id: string | null
  readonly output: Json
  readonly answered: Action['answered']
  readonly verification: Verification['status'] | 'NOT_SCHEDULED'
  readonly verification_due_at: string | null
  readonly verification_next_at: string | null
  readonly verification_postponed: boolean
  readonly verification_attempts: number
  readonly verified_at: string | null
  readonly evidence: Json
  readonly detection_id: string | null
  readonly investigation_id: string | null
  readonly bulk_action_id: string | null
  readonly due_at: string | null
  readonly traceparent: string | null
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

export function toRow(action: Action, dueAt: number | null): ActionRow {
  const { life, requested } = action
  const queued = 'queued' in life ? life.queued : null
  const started = 'started' in life ? life.started : null
  const verification = 'verification' in life ? life.verification : null
  const tries = verification?.status === 'SCHEDULED' ? verification.tries : null
  const verified = verification && verification.status !== 'SCHEDULED' ? verification : null
  const failure = life.status === 'FAILED' ? life.failure : null
  const inForce = action.effect?.status === 'IN_FORCE' ? action.effect : null
  return {
    id: action.id,
    organization_id: action.organization,
    type: requested.type,
    status: life.status,
    lane: laneOf(requested.type),
    parameters: requested.parameters,
    destructive: action.destructive,
    origin: action.origin,
    justification: action.justification,
    device_id: action.device,
    person_id: action.person,
    submitted_by: action.submittedBy,
    submitted_by_id: action.submittedBy.id,
    responsible_id: action.responsible,
    reporter_id: action.reporter,
    submitted_at: action.submittedAt,
    submitted_sequence: action.sequence,
    approvals_required: action.approvalsRequired,
    decisions: action.decisions,
    approver_ids: action.decisions.flatMap(({ decision, by }) =>
      decision === 'APPROVED' && by.id ? [by.id] : [],
    ),
    digest: action.digest,
    queued_at: queued?.at ?? null,
    queued_sequence: queued?.sequence ?? null,
    hold: queued?.hold ?? null,
    released_at: queued?.released?.at ?? null,
    lane_place: queued?.released?.place ?? queued?.sequence ?? null,
    queue_ends_at: queued?.released?.expiresAt ?? null,
    started_at: started?.at ?? null,
    started_connected_ms: started?.connectedMs ?? null,
    command_id: started?.commandId ?? null,
    completed_at: 'completedAt' in life ? life.completedAt : null,
    expires_at: action.expiresAt,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    cancellation: life.status === 'CANCELLED' ? life.cancellation : null,
    effect_for: action.effectFor,
    effect: action.effect?.status ?? null,
    effect_until: action.effect?.until ?? null,
    applied_at: inForce?.appliedAt ?? null,
    drifted_at: inForce?.driftedAt ?? null,
    undoes_id: action.undoes,
    undone_by_id: action.effect?.status === 'UNDONE' ? action.effect.by : null,
    output: 'output' in life ? life.output : null,
    answered: action.answered,
    verification: verification?.status ?? 'NOT_SCHEDULED',
    verification_due_at: verification?.dueAt ?? null,
    verification_next_at: iso(tries?.nextAt ?? null),
    verification_postponed: tries?.postponed ?? false,
    verification_attempts: tries?.attempts ?? verified?.attempts ?? 0,
    verified_at: verified?.verifiedAt ?? null,
    evidence: verified?.evidence ?? null,
    detection_id: action.detection,
    investigation_id: action.investigation,
    bulk_action_id: action.bulk,
    due_at: iso(dueAt),
    traceparent: action.traceparent,
  }
}

/** Converts a timestamp from PostgreSQL's JSON to ISO 8601 with milliseconds. */
export const instant = (text: string): string => new Date(text).toISOString()

export function fromRow(row: ActionRow): Action {
  return {
    id: row.id,
    organization: row.organization_id,
    requested: { type: row.type, parameters: row.parameters } as Requested,
    device: row.device_id,
    person: row.person_id,
    effectFor: row.effect_for,
    justification: row.justification,
    origin: row.origin,
    digest: row.digest,
    destructive: row.destructive,
    approvalsRequired: row.approvals_required,
    submittedBy: row.submitted_by,
    responsible: row.responsible_id,
    reporter: row.reporter_id,
    submittedAt: instant(row.submitted_at),
    detection: row.detection_id,
    investigation: row.investigation_id,
    bulk: row.bulk_action_id,
    undoes: row.undoes_id,
    sequence: row.submitted_sequence,
    decisions: row.decisions,
    expiresAt: instant(row.expires_at),
    answered: row.answered,
    effect: effectOf(row),
    traceparent: row.traceparent,
    life: lifeOf(row),
  }
}

function effectOf(row: ActionRow): Effect | null {
  const until = row.effect_until === null ? null : instant(row.effect_until)
  switch (row.effect) {
    case null:
      return null
    case 'OVER':
      return { status: 'OVER', until: until ?? required(row, 'effect_until') }
    case 'UNDONE':
      return { status: 'UNDONE', until, by: required(row, 'undone_by_id') }
    case 'IN_FORCE': {
      const { applied_at: appliedAt, drifted_at: driftedAt } = row
      return {
        status: 'IN_FORCE',
        until,
        appliedAt: appliedAt === null ? null : instant(appliedAt),
        driftedAt: driftedAt === null ? null : instant(driftedAt),
      }
    }
    case 'REPLACED':
      return { status: 'REPLACED', until }
  }
}

function lifeOf(row: ActionRow): Life {
  const { status } = row
  const queued = queuedOf(row)
  const started = row.started_at === null ? null : startedOf(row, row.started_at)
  if (status === 'PENDING_APPROVAL') return { status }
  if (status === 'CANCELLED') return { status, queued, cancellation: required(row, 'cancellation') }
  if (!queued) throw new Error(`action ${row.id} is ${status} and was never queued`)
  if (status === 'QUEUED') return { status, queued }
  if (status === 'FAILED') {
    const failure = { code: required(row, 'failure_code'), message: required(row, 'failure_message') }
    const completedAt = instant(required(row, 'completed_at'))
    return {
      status,
      queued,
      started,
      completedAt,
      output: row.output,
      failure,
      verification: verificationOf(row),
    }
  }
  if (!started) throw new Error(`action ${row.id} is ${status} and was never started`)
  if (status === 'EXECUTING') return { status, queued, started }
  const completedAt = instant(required(row, 'completed_at'))
  return { status, queued, started, completedAt, output: row.output, verification: verificationOf(row) }
}

function queuedOf(row: ActionRow): Queued | null {
  const { queued_at: at, queued_sequence: sequence, hold, released_at: releasedAt, lane_place: place } = row
  if (at === null) return null
  const released =
    releasedAt === null
      ? null
      : { at: instant(releasedAt), place: place ?? 0, expiresAt: instant(required(row, 'queue_ends_at')) }
  return { at: instant(at), sequence: sequence ?? 0, hold, released }
}

const startedOf = (row: ActionRow, at: string) => ({
  at: instant(at),
  commandId: required(row, 'command_id'),
  connectedMs: row.started_connected_ms ?? 0,
})

function verificationOf(row: ActionRow): Verification | null {
  if (row.verification === 'NOT_SCHEDULED') return null
  const dueAt = instant(required(row, 'verification_due_at'))
  if (row.verification === 'SCHEDULED') {
    const completedAt = Date.parse(required(row, 'completed_at'))
    const tries = {
      completedAt,
      delay: Date.parse(dueAt) - completedAt,
      attempts: row.verification_attempts,
      nextAt: Date.parse(required(row, 'verification_next_at')),
      postponed: row.verification_postponed,
    }
    return { status: 'SCHEDULED', dueAt, tries }
  }
  const verifiedAt = instant(required(row, 'verified_at'))
  const { verification: status, verification_attempts: attempts, evidence } = row
  return { status, dueAt, verifiedAt, attempts, evidence }
}

function required<K extends keyof ActionRow>(row: ActionRow, column: K): NonNullable<ActionRow[K]> {
  const value = row[column]
  if (value === null || value === undefined) throw new Error(`action ${row.id} has no ${column}`)
  return value
}
