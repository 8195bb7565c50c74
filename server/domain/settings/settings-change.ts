import { actionTypes } from '#domain/catalog/action-types.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import { type Actor, type Caller, hasRight } from '#domain/people/actor.ts'
import { type Refused, refuse } from '#domain/refusal.ts'
import type { AutoResponse } from './auto-response.ts'
import type { ApprovalRequirement, Settings } from './settings.ts'

/** Some of the settings. Objects contain only the fields that change. */
export type SettingsPart = { readonly [K in keyof Settings]?: Partial<Settings[K]> | Settings[K] }

/** A proposed change that lowers protection. An administrator other than its proposer must approve it. */
export interface SettingsChangeRecord {
  readonly id: string
  readonly organizationId: string
  readonly what: 'approvalRequirements' | 'autoResponse'
  readonly before: SettingsPart
  readonly after: SettingsPart
  readonly proposedBy: Actor
  /** The analyst who proposed it or owns the service account that did. */
  readonly responsibleId: string
  readonly proposedAt: string
  readonly expiresAt: string
  /** OUTDATED: another change to the same settings has taken effect since. */
  readonly state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'EXPIRED' | 'OUTDATED'
}

/** Milliseconds until a proposed change expires. */
export const settingsChangeLifetime = 86_400_000
/** Maximum pending changes of an organization. */
export const maxPendingSettingsChanges = 100

/** Compares canonical forms, because PostgreSQL reorders the fields of a JSON object. */
export const isSame = (a: unknown, b: unknown): boolean => canonical(a as Json) === canonical(b as Json)
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The settings that differ, before and after; null if none differ. */
export function difference(
  before: Settings,
  after: Settings,
): { before: SettingsPart; after: SettingsPart } | null {
  const oldPart: Record<string, unknown> = {}
  const newPart: Record<string, unknown> = {}
  for (const name of Object.keys(after) as (keyof Settings)[]) {
    const [old, now] = [before[name], after[name]]
    if (isSame(old, now)) continue
    const fields = isObject(old) && isObject(now) ? Object.keys(now) : null
    const changed = fields?.filter(field => !isSame(fieldOf(old, field), fieldOf(now, field)))
    oldPart[name] = changed ? pick(old, changed) : old
    newPart[name] = changed ? pick(now, changed) : now
  }
  return Object.keys(newPart).length > 0 ? { before: oldPart, after: newPart } : null
}

const fieldOf = (value: unknown, field: string): unknown => (value as Record<string, unknown>)[field]
const pick = (value: unknown, fields: readonly string[]) =>
  Object.fromEntries(fields.map(field => [field, fieldOf(value, field)]))

export function withPart(settings: Settings, part: SettingsPart): Settings {
  const changed = Object.entries(part).map(([name, value]) => {
    const old = settings[name as keyof Settings]
    return [name, isObject(old) && isObject(value) ? { ...old, ...value } : value]
  })
  return { ...settings, ...Object.fromEntries(changed) }
}

/** Whether the settings still match the change's `before`. */
export const isUpToDate = ({ before }: Pick<SettingsChangeRecord, 'before'>, settings: Settings): boolean =>
  isSame(withPart(settings, before), settings)

/** Whether any type needs fewer approvals than before. */
export const lowersRequirements = (before: Settings, after: Settings): boolean =>
  actionTypes.some(type => {
    const [old, now] = [before.approvalRequirements[type], after.approvalRequirements[type]]
    if (requiredApprovals(now) < requiredApprovals(old)) return true
    // Wide blocks and destructive scripts need the approvals even if `required` is false.
    return (type === 'BLOCK_IP' || type === 'RUN_SCRIPT') && now.approvals < old.approvals
  })
const requiredApprovals = ({ required, approvals }: ApprovalRequirement): number => (required ? approvals : 0)

/** Whether the change does anything but switch off, lower `maxPerHour` or add to `requireApprovalFor`. */
export function lowersProtection(before: AutoResponse, after: AutoResponse): boolean {
  const switches = ['enabled', 'isolateOnCritical', 'killOnHigh'] as const
  return (
    switches.some(name => after[name] && !before[name]) ||
    !isSame(after.activeHours, before.activeHours) ||
    after.maxPerHour > before.maxPerHour ||
    before.requireApprovalFor.some(type => !after.requireApprovalFor.includes(type))
  )
}

const isProposer = ({ proposedBy, responsibleId }: SettingsChangeRecord, by: Caller): boolean =>
  proposedBy.id === by.actor.id || responsibleId === by.responsible || by.samePerson.has(responsibleId)

/** Why this caller can't decide on the change now; null if they can. */
export function barredFrom(
  change: SettingsChangeRecord,
  decision: 'APPROVED' | 'REJECTED',
  by: Caller,
  now: number,
): Refused | null {
  if (change.state !== 'PENDING') return refuse('ALREADY_DECIDED', `This change is already ${change.state}.`)
  if (now >= Date.parse(change.expiresAt))
    return refuse('ALREADY_DECIDED', `This change expired at ${change.expiresAt}.`)
  if (decision === 'APPROVED' && isProposer(change, by))
    return refuse('SELF_APPROVAL', 'You proposed this change; another administrator must approve it.')
  return null
}

/** Whether this caller may approve the change now. */
export const mayApproveChange = (change: SettingsChangeRecord, by: Caller, now: number): boolean =>
  hasRight(by, 'administer') &&
  by.actor.kind === 'analyst' &&
  barredFrom(change, 'APPROVED', by, now) === null

/** The ledger's data of a settings change. */
export const settingsChangeData = ({ what, before, after }: SettingsChangeData) => ({
  what,
  before: before as Json,
  after: after as Json,
})
interface SettingsChangeData {
  readonly what: string
  readonly before: SettingsPart
  readonly after: SettingsPart
}
