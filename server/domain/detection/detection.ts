import type { Actor } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { isSafeName, isSafeText, isSha256, lengthOf } from '#domain/text/text.ts'
import { parseTitle } from '#domain/text/title.ts'

/** A detection. Its id is derived from its reporter and `externalId`. */
export interface DetectionRecord {
  readonly id: string
  readonly organizationId: string
  readonly deviceId: string
  readonly investigationId: string | null
  readonly title: string
  readonly severity: Severity
  readonly technique: string | null
  readonly process: DetectedProcess | null
  readonly status: DetectionStatus
  /** The analyst who works on it. */
  readonly assigneeId: string | null
  readonly firedAt: string
  readonly reportedAt: string
  readonly reportedBy: Actor
  readonly externalId: string
  /** Ids of the actions that it triggered when it was reported. */
  readonly triggered: readonly string[]
}

export const detectionStatuses = ['NEW', 'IN_PROGRESS', 'RESOLVED', 'FALSE_POSITIVE'] as const
export type DetectionStatus = (typeof detectionStatuses)[number]

export const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'] as const
export type Severity = (typeof severities)[number]

export interface DetectedProcess {
  readonly pid: number
  readonly name: string
  readonly path: string | null
  readonly sha256: string | null
  readonly startedAt: string | null
}

type Optional<T> = T | null | undefined

/** A detector's report. */
export interface DetectionInput {
  readonly title: string
  readonly severity: Severity
  readonly technique?: Optional<string>
  readonly process?: Optional<{
    readonly pid: number
    readonly name: string
    readonly path?: Optional<string>
    readonly sha256?: Optional<string>
    readonly startedAt?: Optional<Date>
  }>
  /** Defaults to the time of the report. */
  readonly firedAt?: Optional<Date>
}

export interface DetectionFacts {
  readonly title: string
  readonly severity: Severity
  readonly technique: string | null
  readonly process: DetectedProcess | null
  readonly firedAt: string | null
}

/** Maximum characters of a text that is stored as reported. No system has longer paths. */
const maxReported = 32_768
const maxExternalId = 500

export function parseDetection(input: DetectionInput): DetectionFacts | Refused {
  const title = parseTitle(input.title, 'title')
  if (isRefused(title)) return title
  const { technique = null } = input
  const unfit = refusalOfTexts({ technique })
  if (unfit) return unfit
  const process = input.process == null ? null : parseProcess(input.process)
  if (isRefused(process)) return process
  return {
    title,
    severity: input.severity,
    technique,
    process,
    firedAt: input.firedAt?.toISOString() ?? null,
  }
}

/**
 * Stores a malformed value as reported, because losing the detection would be worse. Actions that need the value are not
 * submitted: see `inputFrom`.
 */
function parseProcess(input: NonNullable<DetectionInput['process']>): DetectedProcess | Refused {
  const { pid, name, path = null, sha256 = null, startedAt } = input
  const process = {
    pid,
    name,
    path,
    sha256: sha256 !== null && isSha256(sha256) ? sha256.toLowerCase() : sha256,
    startedAt: startedAt?.toISOString() ?? null,
  }
  return refusalOfTexts({ name, path, sha256 }, 'process') ?? process
}

/** Refuses only texts that cannot be stored. */
function refusalOfTexts(texts: Readonly<Record<string, string | null>>, ...path: string[]): Refused | null {
  for (const [field, text] of Object.entries(texts)) {
    if (text === null) continue
    if (!isSafeText(text)) return invalid(`${field} must not contain NUL or lone surrogates`, ...path, field)
    if (lengthOf(text) > maxReported)
      return invalid(`${field} must be at most ${maxReported} characters`, ...path, field)
  }
  return null
}

export const parseExternalId = (text: string): string | Refused =>
  isSafeName(text) && text !== '' && lengthOf(text) <= maxExternalId
    ? text
    : invalid(`externalId must be 1 to ${maxExternalId} characters on one line`, 'externalId')
