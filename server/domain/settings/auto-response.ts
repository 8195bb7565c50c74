import type { ActionType } from '#domain/catalog/action-types.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { type ActiveHours, parseActiveHours } from './active-hours.ts'

/** The settings of the automatic response to detections, which needs no approval. */
export interface AutoResponse {
  readonly enabled: boolean
  readonly isolateOnCritical: boolean
  readonly killOnHigh: boolean
  /** Null: always. */
  readonly activeHours: ActiveHours | null
  /** Types that need approval even if automatic. */
  readonly requireApprovalFor: readonly ActionType[]
  /** Maximum automatic actions per hour; further ones need approval. */
  readonly maxPerHour: number
}

export const noAutoResponse: AutoResponse = {
  enabled: false,
  isolateOnCritical: false,
  killOnHigh: false,
  activeHours: null,
  requireApprovalFor: [],
  maxPerHour: 20,
}

const mostPerHour = 100_000

export function changeAutoResponse(
  settings: AutoResponse,
  changes: Partial<AutoResponse>,
): AutoResponse | Refused {
  const { activeHours, maxPerHour, requireApprovalFor } = changes
  const hours = activeHours ? parseActiveHours(activeHours) : activeHours
  if (isRefused(hours)) return hours
  if (maxPerHour !== undefined && (maxPerHour < 0 || maxPerHour > mostPerHour))
    return invalid(`maxPerHour must be between 0 and ${mostPerHour}`, 'maxPerHour')
  return {
    ...settings,
    ...changes,
    ...(hours !== undefined && { activeHours: hours }),
    ...(requireApprovalFor && { requireApprovalFor: [...new Set(requireApprovalFor)] }),
  }
}
