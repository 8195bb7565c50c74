import { catalog, type Requested } from '#domain/catalog/action-types.ts'
import type { UnresolvedAction } from '#domain/catalog/parameters.ts'
import { isWideBlock, parseAddress } from '#domain/device/address.ts'
import type { Actor } from '#domain/people/actor.ts'
import { invalid, type Refused } from '#domain/refusal.ts'
import type { Settings } from '#domain/settings/settings.ts'
import { isSafeText, lengthOf } from '#domain/text/text.ts'
import type { ActionEvent, ActionOrigin, By, Decided, Submission } from './action.ts'
import { digestOf } from './digest.ts'
import { queue } from './queue.ts'

/** Maximum number of open actions of a device. */
export const maxOpenActions = 1000
export const isFull = (openActions: number): boolean => openActions >= maxOpenActions

const minJustification = 10
const maxJustification = 2000

export function parseJustification(text: string): string | Refused {
  const justification = text.trim()
  const length = lengthOf(justification)
  if (!isSafeText(justification))
    return invalid('justification must not contain NUL or lone surrogates', 'justification')
  if (length < minJustification || length > maxJustification)
    return invalid(
      `justification must be ${minJustification} to ${maxJustification} characters`,
      'justification',
    )
  return justification
}

export function parseComment(text: string | null | undefined): string | null | Refused {
  if (text === null || text === undefined) return null
  const length = lengthOf(text)
  if (!isSafeText(text)) return invalid('comment must not contain NUL or lone surrogates', 'comment')
  return length >= 1 && length <= 500 ? text : invalid('comment must be 1 to 500 characters', 'comment')
}

export interface Requirement {
  readonly destructive: boolean
  readonly approvalsRequired: number
}

/** The facts about a script that decide how many approvals it needs. */
export interface ScriptFacts {
  readonly destructive: boolean
  /** Whether the submitter registered it. */
  readonly isOwn: boolean
}

/** The approvals that the organization's settings require of an action. Fixed when the action is submitted. */
export function requirementFor(
  action: Requested | UnresolvedAction,
  settings: Settings,
  script?: ScriptFacts | null,
): Requirement {
  const { required, approvals } = settings.approvalRequirements[action.type]
  const blocksWidely = isWidelyBlocking(action)
  const destructive = script?.destructive ?? (catalog[action.type].destructive || blocksWidely)
  const isNeeded = required || blocksWidely || script?.destructive || script?.isOwn
  return { destructive, approvalsRequired: isNeeded ? approvals : 0 }
}

function isWidelyBlocking(action: Requested | UnresolvedAction): boolean {
  if (action.type !== 'BLOCK_IP') return false
  const address = parseAddress(action.parameters.address)
  return address !== null && isWideBlock(address)
}

/** A caller, a rule, or the server itself. */
export interface Submitter {
  readonly organization: string
  readonly actor: Actor
  /** Null for the server: no analyst is responsible. */
  readonly responsible: string | null
}

export interface SubmissionFacts {
  readonly id: string
  readonly requested: Requested
  readonly device: string | null
  readonly person?: string | null
  readonly justification: string
  readonly origin: ActionOrigin
  /** RUN_SCRIPT only. */
  readonly script?: ScriptFacts | null
  readonly effectFor?: number | null
  readonly detection?: string | null
  /** The analyst behind the detection that a rule or auto-response acts on. */
  readonly reporter?: string | null
  readonly investigation?: string | null
  readonly bulk?: string | null
  /** The action that an inverse submitted by the server undoes. */
  readonly undoes?: string | null
  /** `digestOf` the other fields, if already computed. */
  readonly digest?: string
}

/** @param approvalsRequired overrides the organization's requirement */
export function submit(
  facts: SubmissionFacts,
  by: Submitter,
  settings: Settings,
  now: number,
  approvalsRequired?: number,
): Decided {
  const { script, ...fields } = facts
  const { requested, device, person = null, effectFor = null } = fields
  const requirement = requirementFor(requested, settings, script)
  const submission: Submission = {
    ...fields,
    organization: by.organization,
    person,
    effectFor,
    digest: facts.digest ?? digestOf(requested, { device, person }, effectFor),
    destructive: requirement.destructive,
    approvalsRequired: approvalsRequired ?? requirement.approvalsRequired,
    submittedBy: by.actor,
    responsible: by.responsible,
    submittedAt: new Date(now).toISOString(),
    detection: facts.detection ?? null,
    reporter: facts.reporter ?? null,
    investigation: facts.investigation ?? null,
    bulk: facts.bulk ?? null,
    undoes: facts.undoes ?? null,
  }
  const expiresAt = new Date(now + 1000 * settings.approvalTimeout).toISOString()
  const submitted = (expiresAt: string): By<ActionEvent> => ({
    actor: by.actor,
    event: { kind: 'ACTION_SUBMITTED', submission, expiresAt },
  })
  if (submission.approvalsRequired > 0) return [submitted(expiresAt)]
  const queued = queue(submission, settings, now)
  return [submitted(queued.event.kind === 'ACTION_QUEUED' ? queued.event.expiresAt : expiresAt), queued]
}
