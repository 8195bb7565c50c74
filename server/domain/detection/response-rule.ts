import type { ActionType } from '#domain/catalog/action-types.ts'
import type { ActionInput } from '#domain/catalog/parameters.ts'
import type { DetectionRecord } from '#domain/detection/detection.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
import { parseName } from '#domain/text/text-fields.ts'
import { parseTitle } from '#domain/text/title.ts'
import type { Severity } from './detection.ts'
import { coversTechnique, parseTechnique } from './technique.ts'

export interface ResponseRuleRecord {
  readonly id: string
  readonly organizationId: string
  readonly name: string
  readonly enabled: boolean
  readonly severities: readonly Severity[]
  readonly techniques: readonly string[]
  readonly titleContains: string | null
  readonly action: ActionType
  /** The analyst who last edited it or owns the service account that did. */
  readonly responsibleId: string
  readonly createdAt: string
  /** Deleted rules are kept, because actions refer to them. */
  readonly deletedAt: string | null
}

/** The editable fields of a rule, which submits an action when a matching detection is reported. */
export interface RuleFacts {
  readonly name: string
  readonly enabled: boolean
  /** An empty list matches every detection. */
  readonly severities: readonly Severity[]
  readonly techniques: readonly string[]
  /** Compared without case; null matches every detection. */
  readonly titleContains: string | null
  readonly action: ActionType
}

type Source = Pick<DetectionRecord, 'process'>
type Template = (detection: Source) => ActionInput | null

/** Each builds an action's input from a detection; null if the detection lacks a required field. */
const templates: { readonly [T in ActionType]?: Template } = {
  ISOLATE_DEVICE: () => ({ isolateDevice: {} }),
  KILL_PROCESS: ({ process }) =>
    process && {
      killProcess: {
        pid: process.pid,
        processName: process.name,
        startedAt: process.startedAt === null ? null : new Date(process.startedAt),
      },
    },
  QUARANTINE_FILE: ({ process }) =>
    process?.path ? { quarantineFile: { path: process.path, sha256: process.sha256 } } : null,
  COLLECT_FORENSICS: ({ process }) => ({
    collectForensics: { pid: process && process.pid > 0 ? process.pid : null },
  }),
  RESET_USER_SESSION: () => ({ resetUserSession: {} }),
  FORCE_PASSWORD_RESET: () => ({ forcePasswordReset: {} }),
}

export const inputFrom = (type: ActionType, detection: Source): ActionInput | null =>
  templates[type]?.(detection) ?? null

const maxTechniques = 200

export function parseRule(facts: RuleFacts): RuleFacts | Refused {
  const name = parseName(facts.name, 'name')
  if (isRefused(name)) return name
  if (facts.techniques.length > maxTechniques)
    return invalid(`techniques must have at most ${maxTechniques} elements`, 'techniques')
  const techniques = facts.techniques.map((text, i) => parseTechnique(text, 'techniques', String(i)))
  const bad = techniques.find(isRefused)
  if (bad) return bad
  const title = facts.titleContains === null ? null : parseTitle(facts.titleContains, 'titleContains')
  if (isRefused(title)) return title
  if (!templates[facts.action])
    return invalid(`${facts.action} needs parameters that no detection has`, 'action')
  return {
    ...facts,
    severities: [...new Set(facts.severities)],
    techniques: [...new Set(techniques as string[])],
  }
}

type Matched = Pick<DetectionRecord, 'severity' | 'technique' | 'title'>

export const matchesRule = (rule: ResponseRuleRecord, { severity, technique, title }: Matched): boolean =>
  rule.enabled &&
  (rule.severities.length === 0 || rule.severities.includes(severity)) &&
  (rule.techniques.length === 0 ||
    (technique !== null && rule.techniques.some(wanted => coversTechnique(wanted, technique)))) &&
  (rule.titleContains === null || title.toLowerCase().includes(rule.titleContains.toLowerCase()))
