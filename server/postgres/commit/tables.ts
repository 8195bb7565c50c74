import type { Records } from '#domain/records.ts'
import { columnOf, fieldOf } from '../pool/names.ts'

/** The table of a kind of record. Field names are the column names in camel case. */
interface Table {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns that a change may update. The others never change or belong to presence. */
  readonly mutable: readonly string[]
  readonly instants: readonly string[]
}

/** In the order in which they are written: referenced tables come before referencing ones. */
export const tables: { readonly [K in keyof Records]: Table } = {
  person: {
    name: 'person',
    columns: [
      'id',
      'organization_id',
      'external_id',
      'name',
      'email',
      'created_at',
      'password_reset_required_since',
      'password_reset_at',
    ],
    mutable: ['name', 'email', 'password_reset_required_since', 'password_reset_at'],
    instants: ['createdAt', 'passwordResetRequiredSince', 'passwordResetAt'],
  },
  device: {
    name: 'device',
    columns: [
      'id',
      'organization_id',
      'hostname',
      'platform',
      'agent_version',
      'enrolled_at',
      'revoked_at',
      'certificate_expires_at',
      'person_id',
      'labels',
      'connected_ms',
      'connected_since',
    ],
    mutable: ['revoked_at', 'certificate_expires_at', 'person_id', 'labels'],
    instants: ['enrolledAt', 'revokedAt', 'certificateExpiresAt', 'connectedSince'],
  },
  enrollmentToken: {
    name: 'enrollment_token',
    columns: [
      'id',
      'organization_id',
      'secret_hash',
      'created_by',
      'created_at',
      'expires_at',
      'uses_left',
      'revoked_at',
    ],
    mutable: ['uses_left', 'revoked_at'],
    instants: ['createdAt', 'expiresAt', 'revokedAt'],
  },
  investigation: {
    name: 'investigation',
    columns: ['id', 'organization_id', 'title', 'opened_at', 'closed_at'],
    mutable: ['title', 'closed_at'],
    instants: ['openedAt', 'closedAt'],
  },
  detection: {
    name: 'detection',
    columns: [
      'id',
      'organization_id',
      'device_id',
      'investigation_id',
      'title',
      'severity',
      'technique',
      'process',
      'status',
      'assignee_id',
      'fired_at',
      'reported_at',
      'reported_by',
      'external_id',
      'triggered',
    ],
    mutable: ['investigation_id', 'status', 'assignee_id'],
    instants: ['firedAt', 'reportedAt'],
  },
  lateralMovement: {
    name: 'lateral_movement',
    columns: [
      'id',
      'organization_id',
      'from_device_id',
      'to_device_id',
      'investigation_id',
      'technique',
      'observed_at',
    ],
    mutable: [],
    instants: ['observedAt'],
  },
  serviceAccount: {
    name: 'service_account',
    columns: [
      'id',
      'organization_id',
      'name',
      'roles',
      'owner_id',
      'secret_hash',
      'created_at',
      'expires_at',
      'revoked_at',
    ],
    mutable: ['revoked_at'],
    instants: ['createdAt', 'expiresAt', 'revokedAt'],
  },
  script: {
    name: 'script',
    columns: [
      'id',
      'organization_id',
      'name',
      'interpreter',
      'sha256',
      'body',
      'destructive',
      'registered_by',
      'responsible_id',
      'registered_at',
      'retired_at',
    ],
    mutable: ['retired_at'],
    instants: ['registeredAt', 'retiredAt'],
  },
  responseRule: {
    name: 'response_rule',
    columns: [
      'id',
      'organization_id',
      'name',
      'enabled',
      'severities',
      'techniques',
      'title_contains',
      'action',
      'responsible_id',
      'created_at',
      'deleted_at',
    ],
    mutable: [
      'name',
      'enabled',
      'severities',
      'techniques',
      'title_contains',
      'action',
      'responsible_id',
      'deleted_at',
    ],
    instants: ['createdAt', 'deletedAt'],
  },
  resetMail: {
    name: 'reset_mail',
    columns: ['id', 'organization_id', 'attempts', 'next_at', 'accepted_at'],
    mutable: ['attempts', 'next_at', 'accepted_at'],
    instants: ['nextAt', 'acceptedAt'],
  },
  artifact: {
    name: 'artifact',
    columns: [
      'id',
      'organization_id',
      'action_id',
      'device_id',
      'name',
      'kind',
      'size',
      'sha256',
      'announced_at',
      'received_at',
      'given_up_at',
    ],
    mutable: ['received_at', 'given_up_at'],
    instants: ['announcedAt', 'receivedAt', 'givenUpAt'],
  },
  bulkAction: {
    name: 'bulk_action',
    columns: [
      'id',
      'organization_id',
      'type',
      'justification',
      'submitted_by',
      'responsible_id',
      'submitted_at',
      'total',
      'digest',
      'approvals_required',
      'rollout',
      'state',
      'canary_through',
      'canary_waived',
      'next_release_at',
      'due_at',
    ],
    mutable: ['state', 'canary_waived', 'next_release_at', 'due_at'],
    instants: ['submittedAt', 'nextReleaseAt', 'dueAt'],
  },
  webhook: {
    name: 'webhook',
    columns: [
      'id',
      'organization_id',
      'name',
      'url',
      'kinds',
      'enabled',
      'disabled_reason',
      'created_by',
      'created_at',
      'deleted_at',
      'secret',
      'old_secret',
      'old_secret_until',
      'secret_rotated_at',
      'generation',
      'start_after',
    ],
    mutable: [
      'name',
      'url',
      'kinds',
      'enabled',
      'disabled_reason',
      'deleted_at',
      'secret',
      'old_secret',
      'old_secret_until',
      'secret_rotated_at',
      'generation',
      'start_after',
    ],
    instants: ['createdAt', 'deletedAt', 'oldSecretUntil', 'secretRotatedAt'],
  },
  settingsChange: {
    name: 'settings_change',
    columns: [
      'id',
      'organization_id',
      'what',
      'before',
      'after',
      'proposed_by',
      'responsible_id',
      'proposed_at',
      'expires_at',
      'state',
    ],
    mutable: ['state'],
    instants: ['proposedAt', 'expiresAt'],
  },
  idempotencyKey: {
    name: 'idempotency_key',
    columns: ['id', 'organization_id', 'content', 'result_id'],
    mutable: [],
    instants: [],
  },
}
export type RecordKind = keyof Records
export const recordKinds = Object.keys(tables) as RecordKind[]

export function toRecord<K extends RecordKind>(kind: K, row: Record<string, unknown>): Records[K] {
  const record = Object.fromEntries(Object.entries(row).map(([column, value]) => [fieldOf(column), value]))
  for (const field of tables[kind].instants) {
    const text = record[field]
    if (typeof text === 'string') record[field] = new Date(text).toISOString()
  }
  return record as unknown as Records[K]
}

export const toColumns = (record: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([field, value]) => [columnOf(field), value]))

/** An upsert whose only parameter is the rows as JSON, so the statement is the same for any number of rows. */
export function upsert(
  table: string,
  columns: readonly string[],
  mutable: readonly string[],
  key = 'id',
): string {
  const list = columns.join(', ')
  const set = mutable.map(column => `${column} = excluded.${column}`).join(', ')
  const onConflict = set ? `ON CONFLICT (${key}) DO UPDATE SET ${set}` : ''
  return `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${table}, $1::json) ${onConflict}`
}
