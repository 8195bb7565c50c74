import type { DetectionFilter } from '#app/reading.ts'
import type { LedgerEntry } from '#domain/ledger/ledger.ts'

/** A detection as reported, read from the ledger. */
export interface ReportedDetection {
  readonly id: string
  readonly severity: string
  readonly device: string
  readonly investigation: string | null
  readonly firedAt: string
  /** What a search looks through, besides the hostname: title, technique, and the process's name, path and hash. */
  readonly text: string
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
        text: textOf(data),
      }
    : null

/** Whether a new detection matches the filter. Words are for `isFoundBy`. */
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

function textOf({ title, technique, process }: LedgerEntry['data']): string {
  const { name, path, sha256 } = (process ?? {}) as Readonly<Record<string, unknown>>
  return [title, technique, name, path, sha256].filter(part => part !== null && part !== undefined).join(' ')
}

/** Whether every word occurs in the detection's text or in its device's hostname, ignoring case. */
export function isFoundBy(
  words: readonly string[],
  { text }: Pick<ReportedDetection, 'text'>,
  hostname: string,
): boolean {
  const [inText, inHostname] = [text.toLowerCase(), hostname.toLowerCase()]
  return words
    .map(word => word.toLowerCase())
    .every(word => inText.includes(word) || inHostname.includes(word))
}
