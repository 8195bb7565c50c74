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

/** Maximum open actions of a device. */
export const maxOpenActions = 1000
/** Whether a device with this many open actions accepts no more. */
export const isFull = (openActions: number): boolean => openActions >= maxOpenActions

const minJustification = 10
const maxJustification = 2000

export function parseJustification(text: string): string | Refused {
  const justification = text.trim()
  const length = lengthOf(justification)
  if (!isSafeText(justification))
    return invalid('justification has a NUL or a lone surrogate', 'justification')
  if (length < minJustification || length > maxJustification)
    return invalid(`justification is ${minJustification} to ${maxJustification} characters`, 'justification')
  return justification
}

export function parseComment(text: string | null | undefined): string | null | Refused {
  if (text === null || text === undefined) return null
  const length = lengthOf(text)
  if (!isSafeText(text)) return invalid('comment has a NUL or a lone surrogate', 'comment')
  return length >= 1 && length <= 500 ? text : invalid('comment is 1 to 500 characters', 'comment')
}

export interface Requirement {
  readonly destructive: boolean
  /** 0: none. */
  readonly approvalsRequired: number
}

/** Facts about a script on which its approval depends. */
export interface ScriptFacts {
  readonly destructive: boolean
  /** Whether the submitter registered it. */
  readonly isOwn: boolean
}

/** What the organization requires of this action now. Fixed when the action is submitted. */
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

/** A submitter: a caller, a rule, or the server itself, for which no analyst is responsible. */
export interface Submitter {
  readonly organization: string
  readonly actor: Actor
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
  /** The action that the server's own inverse undoes. */
  readonly undoes?: string | null
  /** `digestOf` the other facts, if already computed. */
  readonly digest?: string
}

/** @param approvalsRequired instead of what the organization requires */
export function submit(
  facts: SubmissionFacts,
  by: Submitter,
  settings: Settings,
  now: number,
  approvalsRequired?: number,
): Decided {
  const { script, ...stated } = facts
  const { requested, device, person = null, effectFor = null } = stated
  const requirement = requirementFor(requested, settings, script)
  const submission: Submission = {
    ...stated,
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
