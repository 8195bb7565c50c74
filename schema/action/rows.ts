import type { GraphQLResolveInfo } from 'graphql'
import type { ActionRow, Context } from '../context.ts'
import { complete, type Relations } from '../related.ts'
import { columnsRead, type FieldReads, selectedAt } from '../selected.ts'

/** The columns that each field of `ResponseAction` reads. */
export const reads: FieldReads<ActionRow> = {
  id: [],
  rawId: [],
  type: ['type'],
  status: ['status'],
  parameters: ['type', 'parameters', 'personId'],
  destructive: ['destructive'],
  origin: ['origin'],
  justification: ['justification'],
  submittedBy: ['submittedBy'],
  submittedAt: ['submittedAt'],
  approvalsRequired: ['approvalsRequired'],
  approvals: ['decisions'],
  digest: ['digest'],
  queuedAt: ['queuedAt'],
  startedAt: ['startedAt'],
  completedAt: ['completedAt'],
  expiresAt: ['expiresAt', 'queueEndsAt'],
  failure: ['failureCode', 'failureMessage'],
  cancellation: ['cancellation'],
  effectFor: ['effectFor'],
  effectUntil: ['effectUntil'],
  output: ['output'],
  verification: {
    status: ['verification'],
    dueAt: ['verificationDueAt'],
    verifiedAt: ['verifiedAt'],
    attempts: ['verificationAttempts'],
    evidence: ['evidence'],
  },
  auditTrail: [],
  artifacts: [],
  device: ['deviceId'],
  detection: ['detectionId'],
  investigation: ['investigationId'],
  bulkAction: ['bulkActionId'],
  undoes: ['undoesId'],
  undoneBy: ['undoneById'],
}

const relations: Relations<ActionRow> = {
  device: { model: 'device', from: 'deviceId', to: 'id' },
  detection: { model: 'detection', from: 'detectionId', to: 'id' },
  investigation: { model: 'investigation', from: 'investigationId', to: 'id' },
  bulkAction: { model: 'bulkAction', from: 'bulkActionId', to: 'id' },
  undoes: { model: 'responseAction', from: 'undoesId', to: 'id' },
  undoneBy: { model: 'responseAction', from: 'undoneById', to: 'id' },
  events: { model: 'auditEvent', from: 'id', to: 'actionId', many: true },
  artifacts: { model: 'artifact', from: 'id', to: 'actionId', many: true },
}

/** The columns to read for a connection's nodes, including those that relations need. Null means all columns. */
export const wantedOfActions = (info: GraphQLResolveInfo): ReadonlySet<keyof ActionRow> | null =>
  columnsRead(info, selectedAt(info, ['edges', 'node']), reads, new Set(['id', 'organizationId']))

export const completeActions = (context: Context, info: GraphQLResolveInfo, rows: readonly object[]) =>
  complete(context, info, 'ResponseAction', relations, rows)
