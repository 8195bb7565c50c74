import type { Snapshot } from '#app/ports.ts'
import type { Requested } from '#domain/catalog/action-types.ts'
import type { DetectionRecord } from '#domain/detection/detection.ts'
import { type Refused, refuse } from '#domain/refusal.ts'

/** The detection and the investigation to which an action belongs. */
export interface Trigger {
  readonly detection: DetectionRecord | null
  /** The requested investigation, otherwise the detection's. */
  readonly investigation: string | null
}

interface Named {
  /** Raw ids; null if the caller's id is invalid, undefined if absent. */
  readonly detection?: string | null | undefined
  readonly investigation?: string | null | undefined
}

const noDetection = refuse('NOT_FOUND', 'No such detection.', ['detectionId'])
export const noInvestigation = refuse('NOT_FOUND', 'No such investigation.', ['investigationId'])

export function findTrigger({ detection, investigation }: Named, transaction: Snapshot): Trigger | Refused {
  const found = detection ? transaction.find('detection', detection) : null
  if (detection !== undefined && !found) return noDetection
  if (investigation === undefined) return { detection: found, investigation: found?.investigationId ?? null }
  if (!investigation || !transaction.find('investigation', investigation)) return noInvestigation
  return { detection: found, investigation }
}

export const idsOf = ({ detection, investigation }: Trigger) => ({
  detection: detection?.id ?? null,
  investigation,
})

/** Forensics default to the detected process, if the detection is from the same device. */
export function withDetectedProcess(
  requested: Requested,
  { detection }: Trigger,
  device: string | null,
): Requested {
  if (requested.type !== 'COLLECT_FORENSICS' || requested.parameters.pid !== null) return requested
  const pid = device !== null && detection?.deviceId === device ? (detection.process?.pid ?? 0) : 0
  return pid < 1 ? requested : { ...requested, parameters: { ...requested.parameters, pid } }
}
