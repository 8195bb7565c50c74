import type { ActionFilter as Filter } from '#app/action/action-filter.ts'
import { normalLabels } from '#domain/device/label.ts'
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
  description: 'Selects actions. Fields left out do not restrict the selection.',
  fields: t => ({
    statuses: t.field({ description: 'Actions in one of these states.', type: [ActionStatus] }),
    types: t.field({ description: 'Actions of one of these types.', type: [ActionType] }),
    origins: t.field({ description: 'Actions with one of these origins.', type: [ActionOrigin] }),
    verification: t.field({
      description: 'Actions with one of these verification states.',
      type: [VerificationStatus],
    }),
    deviceId: t.id({ description: 'On this device.' }),
    detectionId: t.id({ description: 'Actions submitted in response to this detection.' }),
    investigationId: t.id({ description: 'Actions submitted for this investigation.' }),
    bulkActionId: t.id({ description: 'Actions of this bulk action.' }),
    submittedById: t.id({ description: 'Actions submitted by this actor.' }),
    approvedById: t.id({ description: 'Actions approved by this analyst.' }),
    submittedAfter: t.field({ description: 'Actions submitted after this time.', type: 'DateTime' }),
    submittedBefore: t.field({ description: 'Actions submitted before this time.', type: 'DateTime' }),
    awaitingMyApproval: t.boolean({
      description: 'Actions that the viewer may approve now.',
      extensions: { dependsOnCaller: true },
    }),
    inForce: t.boolean({
      description: 'Whether an effect of theirs is in force: an isolation or a block that has not ended.',
    }),
    labels: t.stringList({ description: 'On a device with all of these labels; refused in subscriptions.' }),
    personId: t.id({
      description: 'About this person, or on a device that is assigned to them; refused in subscriptions.',
    }),
    search: t.string({
      description:
        "Every word of three letters or more must occur, case ignored, in the justification, hostname, parameters (path, address, process or user name), output or failure message; or the whole text is an action's rawId.",
    }),
  }),
})

export const ActionOrder = builder.inputType('ActionOrder', {
  description: 'The sort order. Ties are sorted by id.',
  fields: t => ({
    field: t.field({ description: 'The field to sort by.', type: ActionOrderField, required: true }),
    direction: t.field({ description: 'The direction to sort in.', type: OrderDirection, required: true }),
  }),
})

/** Converts the input to the domain's filter. Null fields are ignored. */
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
    labels,
    personId,
    search,
    ...plain
  } = input ?? {}
  const setFields = Object.entries(plain).filter(([, value]) => value != null)
  return {
    ...(Object.fromEntries(setFields) as Filter),
    ...(deviceId != null && { device: decodeId('Device', deviceId) }),
    ...(detectionId != null && { detection: decodeId('Detection', detectionId) }),
    ...(bulkActionId != null && { bulk: decodeId('BulkAction', bulkActionId) }),
    ...(investigationId != null && { investigation: decodeId('Investigation', investigationId) }),
    ...(submittedById != null && { submittedBy: decodeActorId(submittedById) }),
    ...(approvedById != null && { approvedBy: decodeId('Analyst', approvedById) }),
    ...(labels && { labels: normalLabels(labels) }),
    ...(personId != null && { person: decodeId('Person', personId) }),
    ...(search != null && { words: parseSearch(search), ...parseSearchedId(search) }),
    ...(awaitingMyApproval != null && { awaiting: { approvalOf: caller, expected: awaitingMyApproval } }),
  }
}

function parseSearchedId(search: string): Pick<Filter, 'idSearched'> {
  const id = search.trim().toLowerCase()
  return isUuid(id) ? { idSearched: id } : {}
}
