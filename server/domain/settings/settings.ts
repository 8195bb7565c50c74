import { type ActionType, actionTypes, catalog } from '#domain/catalog/action-types.ts'
import { invalid, type Refused } from '#domain/refusal.ts'
import { type AutoResponse, noAutoResponse } from './auto-response.ts'

export interface ApprovalRequirement {
  readonly required: boolean
  /** Number of approvals if required, 1 to 5. */
  readonly approvals: number
}

export interface Settings {
  readonly autoResponse: AutoResponse
  readonly approvalRequirements: { readonly [T in ActionType]: ApprovalRequirement }
  /** Seconds. */
  readonly verificationDelay: number
  readonly queueTimeout: number
  readonly approvalTimeout: number
}

const day = 86_400

export const defaultSettings: Settings = {
  autoResponse: noAutoResponse,
  approvalRequirements: Object.fromEntries(
    actionTypes.map(type => [type, { required: catalog[type].destructive, approvals: 1 }]),
  ) as Settings['approvalRequirements'],
  verificationDelay: 60,
  queueTimeout: day,
  approvalTimeout: day,
}

const timeLimits = {
  verificationDelay: [1, 3600],
  queueTimeout: [10, 2_592_000],
  approvalTimeout: [60, 2_592_000],
} as const
export type Times = { readonly [K in keyof typeof timeLimits]: number }

export function changeTimes(settings: Settings, times: Partial<Times>): Settings | Refused {
  for (const [name, [least, most]] of Object.entries(timeLimits)) {
    const value = times[name as keyof Times]
    if (value !== undefined && (value < least || value > most))
      return invalid(`${name} must be between ${least} and ${most} seconds`, name)
  }
  return { ...settings, ...times }
}

export interface RequirementChange {
  readonly type: ActionType
  readonly required: boolean
  readonly approvals?: number
}

export function changeRequirements(
  settings: Settings,
  changes: readonly RequirementChange[],
): Settings | Refused {
  if (changes.length === 0) return invalid('requirements must not be empty', 'requirements')
  const seen = new Set<ActionType>()
  for (const [i, { type, approvals }] of changes.entries()) {
    if (seen.has(type))
      return invalid(`type must not occur twice: ${type}`, 'requirements', String(i), 'type')
    if (approvals !== undefined && !(approvals >= 1 && approvals <= 5))
      return invalid('approvals must be between 1 and 5', 'requirements', String(i), 'approvals')
    seen.add(type)
  }
  const changed = changes.map(({ type, required, approvals }) => [
    type,
    { required, approvals: approvals ?? settings.approvalRequirements[type].approvals },
  ])
  return {
    ...settings,
    approvalRequirements: { ...settings.approvalRequirements, ...Object.fromEntries(changed) },
  }
}
