import type { AuditFilter, DetectionFilter, DeviceFilter } from '#app/reading.ts'
import { placeOfInstant } from '../pool/place-of-instant.ts'
import { type Conditions, conditions } from './conditions.ts'

export function deviceConditions(organization: string, filter: DeviceFilter): Conditions {
  const where = conditions()
  const given = (test: (value: string) => string, value: unknown, type: string) => {
    const parameter = `${where.value(value ?? null)}::${type}`
    where.add(`(${parameter} IS NULL OR ${test(parameter)})`)
  }
  where.add(`organization_id = ${where.value(organization)}`)
  given(online => `(connected_to IS NOT NULL) = ${online}`, filter.online, 'boolean')
  given(isolated => `isolated = ${isolated}`, filter.isolated, 'boolean')
  given(platform => `platform = ${platform}`, filter.platform, 'text')
  given(part => `position(lower(${part}) in lower(hostname)) > 0`, filter.hostnameContains, 'text')
  return where
}

export function detectionConditions(organization: string, filter: DetectionFilter): Conditions {
  const where = conditions()
  const { severities, device, investigation, firedAfter } = filter
  where.add(`organization_id = ${where.value(organization)}`)
  where.among('severity', severities)
  if (firedAfter) where.add(`fired_at > ${where.value(firedAfter)}`)
  if (device !== undefined) where.add(`device_id = ${where.value(device)}`)
  if (investigation !== undefined) where.add(`investigation_id = ${where.value(investigation)}`)
  return where
}

export function eventConditions(organization: string, filter: AuditFilter): Conditions {
  const where = conditions()
  where.add(`organization_id = ${where.value(organization)}`)
  where.among('kind', filter.kinds)
  // Their place bounds what is read; the instants themselves hold also in a ledger that was tampered with.
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
