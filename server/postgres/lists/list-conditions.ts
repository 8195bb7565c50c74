import type { AuditFilter, DetectionFilter, DeviceFilter } from '#app/reading.ts'
import { placeOfInstant } from '../pool/place-of-instant.ts'
import { type Conditions, conditions } from './conditions.ts'
import { addWord, containing, type DevicesNamed } from './word-conditions.ts'

/** Whether a device has drift: the condition of `driftOf` in schema/device/drift.ts. */
const hasDrift = `EXISTS (SELECT FROM response_action a
  WHERE a.organization_id = device.organization_id AND a.device_id = device.id AND a.drifted_at IS NOT NULL
    AND a.effect = 'IN_FORCE' AND a.status = 'COMPLETED' AND (a.effect_until IS NULL OR a.effect_until > now()))`

export function deviceConditions(organization: string, filter: DeviceFilter): Conditions {
  const where = conditions()
  const {
    online,
    isolated,
    platform,
    hostnameContains,
    hostname,
    ipAddress,
    ids,
    labels = [],
    drifted,
    person,
  } = filter
  const own = `organization_id = ${where.value(organization)}`
  where.add(own)
  if (online !== undefined) where.add(`connected_to IS ${online ? 'NOT ' : ''}NULL`)
  if (isolated !== undefined) where.add(isolated ? 'isolated' : 'NOT isolated')
  if (drifted !== undefined) where.add(`${drifted ? '' : 'NOT '}${hasDrift}`)
  if (person !== undefined) where.add(`person_id = ${where.value(person)}::uuid`)
  if (platform !== undefined) where.add(`platform = ${where.value(platform)}`)
  if (hostnameContains !== undefined)
    where.add(`lower(hostname) LIKE lower(${where.value(containing(hostnameContains))})`)
  if (hostname !== undefined) where.add(`lower(hostname) = lower(${where.value(hostname)})`)
  if (ids !== undefined) where.add(`id = ANY(${where.value(ids)}::uuid[])`)
  if (ipAddress !== undefined)
    where.add(
      `id IN (SELECT device_id FROM device_address WHERE ${own} AND address = ${where.value(ipAddress)}::inet)`,
    )
  for (const label of labels)
    where.add(`id IN (SELECT device_id FROM device_label WHERE ${own} AND label = ${where.value(label)})`)
  return where
}

export function detectionConditions(
  organization: string,
  filter: DetectionFilter,
  devicesNamed: DevicesNamed,
): Conditions {
  const where = conditions()
  const { severities, statuses, assignee, device, investigation, firedAfter, words = [] } = filter
  where.add(`organization_id = ${where.value(organization)}`)
  where.among('severity', severities)
  where.among('status', statuses)
  if (firedAfter) where.add(`fired_at > ${where.value(firedAfter)}`)
  if (assignee !== undefined) where.add(`assignee_id = ${where.value(assignee)}`)
  if (device !== undefined) where.add(`device_id = ${where.value(device)}`)
  if (investigation !== undefined) where.add(`investigation_id = ${where.value(investigation)}`)
  for (const word of words) addWord(where, word, { devices: devicesNamed(word), textDevice: 'device_id' })
  return where
}

export function eventConditions(organization: string, filter: AuditFilter): Conditions {
  const where = conditions()
  where.add(`organization_id = ${where.value(organization)}`)
  where.among('kind', filter.kinds)
  // The sequence bounds the rows that are read. The time is compared too, in case the ledger was tampered with.
  const instant = (test: string, sequence: string, instant: Date | undefined) => {
    if (!instant) return
    const at = `${where.value(instant)}::timestamptz`
    where.add(`at ${test} ${at}`)
    where.add(`sequence ${test} coalesce(${placeOfInstant('$1', at)}, ${sequence})`)
  }
  instant('>=', '1', filter.from)
  instant('<', '9223372036854775807', filter.to)
  if (filter.action !== undefined) where.add(`action_id = ${where.value(filter.action)}`)
  if (filter.device !== undefined) where.add(`device_id = ${where.value(filter.device)}`)
  if (filter.actor !== undefined) where.add(`actor_id = ${where.value(filter.actor)}`)
  return where
}
