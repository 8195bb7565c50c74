import type { GraphQLResolveInfo } from 'graphql'
import type { ActionRow, Context } from '../context.ts'
import { selectedOfNodes } from '../lists.ts'
import { type Relations, relate } from '../related.ts'
import { columnsRead, type FieldReads, selectedAt } from '../selected.ts'

/** What the fields of `ResponseAction` read of its row. */
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

/** The rows of these actions, with as much of them as is selected of a connection's nodes. */
export async function readActions(
  context: Context,
  info: GraphQLResolveInfo,
  ids: readonly string[],
): Promise<readonly ActionRow[]> {
  const { rows, caller } = context
  const selected = selectedAt(info, ['edges', 'node'])
  const columns = columnsRead(info, selected, reads, new Set(['id', 'organizationId']))
  // What no field reads is missed by nobody.
  const found = (await rows.actions(caller.organization, ids, columns)) as ActionRow[]
  await relate(context, found, selectedOfNodes(context, info, 'ResponseAction').include, relations)
  return found
}
