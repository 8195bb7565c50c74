import type { DetectionFilter } from '#app/reading.ts'
import type { LedgerEntry } from '#domain/ledger/ledger.ts'

/** A detection as it was when it was reported: what the ledger says of it. */
export interface ReportedDetection {
  readonly id: string
  readonly severity: string
  readonly device: string
  readonly investigation: string | null
  readonly firedAt: string
}

/** Null for a line of the ledger that reports none. */
export const detectionIn = ({ kind, data }: LedgerEntry): ReportedDetection | null =>
  kind === 'DETECTION_REPORTED'
    ? {
        id: data['detection'] as string,
        severity: data['severity'] as string,
        device: data['device'] as string,
        investigation: data['investigation'] as string | null,
        firedAt: data['firedAt'] as string,
      }
    : null

export function matchesDetection(detection: ReportedDetection, filter: DetectionFilter): boolean {
  const { severities, statuses, assignee, device, investigation, firedAfter } = filter
  const is = (wanted: string | null | undefined, value: string | null) =>
    wanted === undefined || (wanted !== null && wanted === value)
  return (
    (!severities || severities.some(severity => severity === detection.severity)) &&
    (!statuses || statuses.includes('NEW')) &&
    assignee === undefined &&
    is(device, detection.device) &&
    is(investigation, detection.investigation) &&
    (!firedAfter || Date.parse(detection.firedAt) > firedAfter.getTime())
  )
}
