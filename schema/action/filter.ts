import type { ActionFilter as Filter } from '#app/action/action-filter.ts'
import type { Caller } from '#domain/people/actor.ts'
import { isUuid } from '#domain/text/text.ts'
import { builder } from '../builder.ts'
import { decodeId } from '../global-id.ts'
import { parseSearch } from '../search.ts'
import { decodeActorId } from '../viewer/type.ts'
import {
  ActionOrderField,
  ActionOrigin,
  ActionStatus,
  ActionType,
  OrderDirection,
  VerificationStatus,
} from './enums.ts'

export const ActionFilter = builder.inputType('ActionFilter', {
  description: 'Which actions; what is left out restricts nothing.',
  fields: t => ({
    statuses: t.field({ description: 'In one of these states.', type: [ActionStatus] }),
    types: t.field({ description: 'Of one of these types.', type: [ActionType] }),
    origins: t.field({ description: 'Submitted in one of these ways.', type: [ActionOrigin] }),
    verification: t.field({ description: 'Verified so far.', type: [VerificationStatus] }),
    deviceId: t.id({ description: 'On this device.' }),
    detectionId: t.id({ description: 'Submitted because of this detection.' }),
    investigationId: t.id({ description: 'Submitted for this investigation.' }),
    bulkActionId: t.id({ description: 'Submitted with this bulk.' }),
    submittedById: t.id({ description: 'Submitted by this actor.' }),
    approvedById: t.id({ description: 'Approved by this analyst.' }),
    submittedAfter: t.field({ description: 'Submitted later than this.', type: 'DateTime' }),
    submittedBefore: t.field({ description: 'Submitted earlier than this.', type: 'DateTime' }),
    awaitingMyApproval: t.boolean({
      description: 'Actions that the viewer may approve now.',
      extensions: { dependsOnCaller: true },
    }),
    search: t.string({
      description:
        "Every word of three letters or more must occur, case ignored, in the justification, hostname, parameters (path, address, process or user name), output or failure message; or the whole text is an action's rawId.",
    }),
  }),
})

export const ActionOrder = builder.inputType('ActionOrder', {
  description: 'In which order; ties by id.',
  fields: t => ({
    field: t.field({ description: 'By what.', type: ActionOrderField, required: true }),
    direction: t.field({ description: 'Which end first.', type: OrderDirection, required: true }),
  }),
})

/** The filter in the domain's terms. A null field restricts nothing. */
export function parseActionFilter(
  input: typeof ActionFilter.$inferInput | null | undefined,
  caller: Caller,
): Filter {
  const {
    deviceId,
    detectionId,
    investigationId,
    bulkActionId,
    submittedById,
    approvedById,
    awaitingMyApproval,
    search,
    ...plain
  } = input ?? {}
  const given = Object.entries(plain).filter(([, value]) => value != null)
  return {
    ...(Object.fromEntries(given) as Filter),
    ...(deviceId != null && { device: decodeId('Device', deviceId) }),
    ...(detectionId != null && { detection: decodeId('Detection', detectionId) }),
    ...(bulkActionId != null && { bulk: decodeId('BulkAction', bulkActionId) }),
    ...(investigationId != null && { investigation: decodeId('Investigation', investigationId) }),
    ...(submittedById != null && { submittedBy: decodeActorId(submittedById) }),
    ...(approvedById != null && { approvedBy: decodeId('Analyst', approvedById) }),
    ...(search != null && { words: parseSearch(search), ...idIn(search) }),
    ...(awaitingMyApproval != null && { awaiting: { approvalOf: caller, expected: awaitingMyApproval } }),
  }
}

function idIn(search: string): Pick<Filter, 'idSearched'> {
  const id = search.trim().toLowerCase()
  return isUuid(id) ? { idSearched: id } : {}
}
