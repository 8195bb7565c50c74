import type { ActionOrigin } from '#domain/action/action.ts'
import { requirementFor } from '#domain/action/submission.ts'
import type { ActionType, Requested } from '#domain/catalog/action-types.ts'
import type { DetectionRecord } from '#domain/detection/detection.ts'
import type { ResponseRuleRecord } from '#domain/detection/response-rule.ts'
import { type Actor, autoResponse } from '#domain/people/actor.ts'
import { isWithin } from '#domain/settings/active-hours.ts'
import type { AutoResponse } from '#domain/settings/auto-response.ts'
import type { Settings } from '#domain/settings/settings.ts'
import { matchesRule } from './response-rule.ts'

/** An action that a detection triggers. */
export interface Response {
  readonly type: ActionType
  readonly origin: Extract<ActionOrigin, 'AUTO_RESPONSE' | 'RESPONSE_RULE'>
  readonly actor: Actor
  /** The responsible analyst, who can't approve it. */
  readonly responsible: string | null
  readonly justification: string
}

/** Milliseconds. Older detections trigger nothing. */
const maxAge = 15 * 60_000

/** The auto-response, if any, then the matching rules. */
export function responsesTo(
  detection: DetectionRecord,
  settings: Settings,
  rules: readonly ResponseRuleRecord[],
  now: number,
): readonly Response[] {
  if (now - Date.parse(detection.firedAt) > maxAge) return []
  const reason = `${detection.severity}: ${detection.title}`
  const automatic = automaticType(detection, settings.autoResponse, now)
  const responses: Response[] = rules
    .filter(rule => matchesRule(rule, detection))
    .map(({ id, name, action, responsibleId }) => ({
      type: action,
      origin: 'RESPONSE_RULE',
      actor: { kind: 'rule', id, name },
      responsible: responsibleId,
      justification: `Rule ${name}, for ${reason}`,
    }))
  if (automatic)
    responses.unshift({
      type: automatic,
      origin: 'AUTO_RESPONSE',
      actor: autoResponse,
      responsible: null,
      justification: `Automatic response to ${reason}`,
    })
  return responses
}

function automaticType(detection: DetectionRecord, settings: AutoResponse, now: number): ActionType | null {
  const { enabled, activeHours, isolateOnCritical, killOnHigh } = settings
  if (!enabled || (activeHours && !isWithin(activeHours, now))) return null
  if (detection.severity === 'CRITICAL' && isolateOnCritical) return 'ISOLATE_DEVICE'
  if (detection.severity === 'HIGH' && killOnHigh && detection.process) return 'KILL_PROCESS'
  return null
}

/** Rules follow the approval requirements. Auto-response needs no approval within its limits. */
export function approvalsFor(
  { origin }: Response,
  requested: Requested,
  settings: Settings,
  automaticInLastHour: number,
): number {
  const usual = requirementFor(requested, settings).approvalsRequired
  if (origin !== 'AUTO_RESPONSE') return usual
  const { requireApprovalFor, maxPerHour } = settings.autoResponse
  const waits = requireApprovalFor.includes(requested.type) || automaticInLastHour >= maxPerHour
  return waits ? Math.max(1, usual) : 0
}
