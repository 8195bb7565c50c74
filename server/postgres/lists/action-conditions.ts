import type { ActionFilter, BulkFilter } from '#app/action/action-filter.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { type Conditions, conditions } from './conditions.ts'
import { addWord, type DevicesNamed } from './word-conditions.ts'

/** The tables that conditions on actions refer to. */
export const actionsSearched = ({ words = [] }: ActionFilter): string =>
  words.length > 0 ? 'response_action JOIN searched_action ON action_id = id' : 'response_action'

/** The condition of the index `response_action_in_force`, and that the effect has not expired. */
const inForce = `effect = 'IN_FORCE' AND status = 'COMPLETED' AND (effect_until IS NULL OR effect_until > now())`

/** A null id matches nothing. */
export function actionConditions(
  organization: string,
  filter: ActionFilter,
  devicesNamed: DevicesNamed,
): Conditions {
  const where = conditions()
  const own = `organization_id = ${where.value(organization)}`
  where.add(own)
  where.among('status', filter.statuses)
  where.among('verification', filter.verification)
  where.among('type', filter.types)
  where.among('origin', filter.origins)
  const is = (column: string, id: string | null | undefined) => {
    if (id !== undefined) where.add(`${column} = ${where.value(id)}::uuid`)
  }
  is('device_id', filter.device)
  is('detection_id', filter.detection)
  is('investigation_id', filter.investigation)
  is('bulk_action_id', filter.bulk)
  is('submitted_by_id', filter.submittedBy)
  if (filter.inForce === true) where.add(inForce)
  if (filter.inForce === false) where.add(`(${inForce}) IS NOT TRUE`)
  for (const label of filter.labels ?? [])
    where.add(
      `device_id IN (SELECT device_id FROM device_label WHERE ${own} AND label = ${where.value(label)})`,
    )
  if (filter.person !== undefined) {
    const person = `person_id = ${where.value(filter.person)}::uuid`
    where.add(`(${person} OR device_id IN (SELECT id FROM device WHERE ${own} AND ${person}))`)
  }
  const { approvedBy, submittedAfter, submittedBefore, awaiting, words = [], idSearched } = filter
  if (approvedBy !== undefined) {
    // The partial index needs its own condition, although the next one implies it. The planner takes the two for
    // independent, and so would read and sort all approvals of a busy analyst; the OR corrects its estimate.
    where.add(`(approver_ids <> '{}' OR approver_ids > '{}')`)
    where.add(`approver_ids @> ${where.value([approvedBy])}::uuid[]`)
  }
  if (submittedAfter) where.add(`submitted_at > ${where.value(submittedAfter)}`)
  if (submittedBefore) where.add(`submitted_at < ${where.value(submittedBefore)}`)
  if (awaiting) where.add(`${awaiting.expected ? '' : 'NOT '}(${mayApprove(where, awaiting.approvalOf)})`)
  for (const word of words)
    addWord(where, word, { devices: devicesNamed(word), textDevice: 'text_device_id', id: idSearched })
  return where
}

/** A bulk awaits the caller's approval while one of its actions does. */
export function bulkConditions(organization: string, { awaiting }: BulkFilter): Conditions {
  const where = conditions()
  where.add(`organization_id = ${where.value(organization)}`)
  if (awaiting)
    where.add(
      `${awaiting.expected ? '' : 'NOT '}EXISTS (SELECT FROM response_action
        WHERE organization_id = bulk_action.organization_id AND bulk_action_id = bulk_action.id
          AND ${mayApprove(where, awaiting.approvalOf)})`,
    )
  return where
}

/** `mayDecide` of #domain/action/approval.ts in SQL; an integration test compares the two. */
function mayApprove(where: Conditions, caller: Caller): string {
  if (caller.actor.kind !== 'analyst' || !hasRight(caller, 'act')) return 'false'
  const people = `${where.value([...caller.samePerson])}::uuid[]`
  return [
    `status = 'PENDING_APPROVAL'`,
    `expires_at > now()`,
    `submitted_by_id IS DISTINCT FROM ${where.value(caller.actor.id)}`,
    `(responsible_id IS NULL OR responsible_id <> ALL(${people}))`,
    `(reporter_id IS NULL OR reporter_id <> ALL(${people}))`,
    `NOT approver_ids && ${people}`,
  ].join(' AND ')
}
