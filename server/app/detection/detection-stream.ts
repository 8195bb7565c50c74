import type { DetectionFilter } from '#app/reading.ts'
import type { LedgerEntry } from '#domain/ledger/ledger.ts'

/** A detection as reported, read from the ledger. */
export interface ReportedDetection {
  readonly id: string
  readonly severity: string
  readonly device: string
  readonly investigation: string | null
  readonly firedAt: string
}

/** Parses a DETECTION_REPORTED entry; null for other entries. */
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
