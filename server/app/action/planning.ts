import type { Intent } from '#app/application.ts'
import type { Directory } from '#app/people/people-ports.ts'
import type { Ledger, Reads, Snapshot } from '#app/ports.ts'
import { parseEffectFor } from '#domain/action/effects.ts'
import { isFull, maxOpenActions, parseJustification, type ScriptFacts } from '#domain/action/submission.ts'
import { parseAction, type UnresolvedAction } from '#domain/catalog/parameters.ts'
import { guard, type Named, type Planned, planOf, stateForbids } from '#domain/catalog/plan.ts'
import type { Address } from '#domain/device/address.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { isSafeText, lengthOf } from '#domain/text/text.ts'
import { findTrigger, type Trigger, withDetectedProcess } from './trigger.ts'

/** The ports for submitting an action or a bulk. */
export interface SubmissionPorts {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'samePerson'>
  readonly newId: () => string
  /** Addresses at which devices reach the server. Blocking them is refused. */
  readonly serverAddresses: () => readonly Address[]
}

const maxKey = 200
const notAllowed = refuse('FORBIDDEN', 'Your roles do not allow submitting actions.')

export const forbidden = (caller: Caller): Refused | null => (hasRight(caller, 'act') ? null : notAllowed)

export const badKey = (key: string | null | undefined): Refused | null =>
  key != null && (!isSafeText(key) || key === '' || lengthOf(key) > maxKey)
    ? invalid(
        `idempotencyKey must be 1 to ${maxKey} characters, without NUL or lone surrogates`,
        'idempotencyKey',
      )
    : null

/** A submission after validation, before its target and trigger are looked up. */
export interface Valid {
  readonly asked: UnresolvedAction
  readonly justification: string
  readonly effectFor: number | null
}

/** Validates the input without lookups. */
export function validate(input: Intent): Valid | Refused {
  const asked = parseAction(input.action)
  if (isRefused(asked)) return asked
  const effectFor = parseEffectFor(input.effectFor, asked.type)
  if (isRefused(effectFor)) return effectFor
  const justification = parseJustification(input.justification)
  return isRefused(justification) ? justification : { asked, justification, effectFor }
}

/** The rows that a submission for these devices reads. */
export function readsFor(devices: readonly string[], input: Intent, asked: UnresolvedAction | null): Reads {
  const script = asked?.type === 'RUN_SCRIPT' ? asked.script : null
  const person = asked?.type === 'FORCE_PASSWORD_RESET' ? asked.person : null
  return {
    device: devices,
    openActionsOf: devices,
    script: script ? [script] : [],
    person: person ? [person] : [],
    detection: input.detection ? [input.detection] : [],
    investigation: input.investigation ? [input.investigation] : [],
  }
}

/** A planned action with its trigger. */
export interface Plan extends Planned {
  readonly named: Named
  readonly trigger: Trigger
}

/** @param device raw id; null if the caller's id is invalid, undefined if absent */
export const namedBy = (
  transaction: Snapshot,
  device: string | null | undefined,
  asked: UnresolvedAction,
): Named => ({
  device: typeof device === 'string' ? transaction.find('device', device) : device,
  script: asked.type === 'RUN_SCRIPT' && asked.script ? transaction.find('script', asked.script) : null,
  person:
    asked.type === 'FORCE_PASSWORD_RESET' && asked.person ? transaction.find('person', asked.person) : null,
})

/** Resolves the input's ids. Refuses unknown ones. */
export function plan(
  device: string | null | undefined,
  input: Intent,
  asked: UnresolvedAction,
  transaction: Snapshot,
): Plan | Refused {
  const named = namedBy(transaction, device, asked)
  const planned = planOf(asked, named)
  if (isRefused(planned)) return planned
  const trigger = findTrigger(input, transaction)
  if (isRefused(trigger)) return trigger
  const requested = withDetectedProcess(planned.requested, trigger, planned.device)
  return { ...planned, requested, named, trigger }
}

/** Checks the planned action, in the contract's order of refusals. */
export function refusalOf(
  planned: Plan,
  transaction: Snapshot,
  serverAddresses: readonly Address[],
): Refused | null {
  const refused = guard(planned, planned.named, serverAddresses)
  if (refused) return refused
  if (planned.device && isFull(transaction.openActions(planned.device)))
    return refuse('LIMIT_EXCEEDED', `This device has ${maxOpenActions} open actions.`, ['deviceId'])
  return stateForbids(planned.named)
}

export const scriptFacts = ({ script }: Pick<Named, 'script'>, by: Caller): ScriptFacts | null =>
  script && { destructive: script.destructive, isOwn: by.samePerson.has(script.responsibleId) }

/** For scripts, looks up the caller's other accounts again, because a new one may have signed in since. */
export const asOnePerson = async (
  caller: Caller,
  asked: UnresolvedAction | null,
  { directory }: Pick<SubmissionPorts, 'directory'>,
): Promise<Caller> =>
  asked?.type === 'RUN_SCRIPT'
    ? { ...caller, samePerson: await directory.samePerson(caller.organization, caller.responsible) }
    : caller
