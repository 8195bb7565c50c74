import type { Action } from '#domain/action.ts'
import { queueTimeoutFor } from '#domain/action-types.ts'
import { type Caller, may } from '#domain/actor.ts'
import type { Address } from '#domain/address.ts'
import { canonical } from '#domain/canonical.ts'
import { keyId } from '#domain/command-ids.ts'
import { digestOf } from '#domain/digest.ts'
import { parseEffectFor } from '#domain/effects.ts'
import { sha256Hex } from '#domain/ledger.ts'
import { type Asked, parseAction } from '#domain/parameters.ts'
import { guard, type Named, needsDevice, type Planned, planOf, stateForbids } from '#domain/plan.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import type { Settings } from '#domain/settings.ts'
import {
  maxOpenActions,
  parseJustification,
  requirementFor,
  type ScriptFacts,
  submit,
} from '#domain/submission.ts'
import { isSafeText, lengthOf } from '#domain/text.ts'
import type { Preview, SubmitInput } from './application.ts'
import { placeOf, undoneBy } from './effects.ts'
import { findOccasion, fromOccasion, idsOf, type Occasion } from './occasion.ts'
import type { Directory, Ledger, Reads, Transaction } from './ports.ts'

interface Ports {
  readonly ledger: Ledger
  readonly directory: Pick<Directory, 'samePerson'>
  readonly newId: () => string
  /** What a device needs to reach the server at; never blocked. */
  readonly serverAddresses: () => readonly Address[]
}

const maxKey = 200
const forbidden = refuse('FORBIDDEN', 'Your roles do not allow to submit actions.')

interface Valid {
  readonly asked: Asked
  readonly justification: string
  readonly effectFor: number | null
}

/** What can be said of an input before anything is looked up. */
function validate(input: SubmitInput): Valid | Refused {
  const asked = parseAction(input.action)
  if (isRefused(asked)) return asked
  if (input.device === undefined && needsDevice(asked)) return invalid('deviceId is required', 'deviceId')
  const effectFor = parseEffectFor(input.effectFor, asked.type)
  if (isRefused(effectFor)) return effectFor
  const justification = parseJustification(input.justification)
  return isRefused(justification) ? justification : { asked, justification, effectFor }
}

const badKey = (key: string | null | undefined): Refused | null =>
  key != null && (!isSafeText(key) || key === '' || lengthOf(key) > maxKey)
    ? invalid(`idempotencyKey is 1 to ${maxKey} characters, without NUL`, 'idempotencyKey')
    : null

/** The rows that a submission is decided by. */
function readsFor({ device, detection, investigation }: SubmitInput, asked: Asked | null): Reads {
  const place = asked && 'parameters' in asked ? placeOf(asked, device ?? null) : null
  const script = asked?.type === 'RUN_SCRIPT' ? asked.script : null
  const person = asked?.type === 'FORCE_PASSWORD_RESET' ? asked.person : null
  return {
    device: device ? [device] : [],
    openActionsOf: device ? [device] : [],
    script: script ? [script] : [],
    person: person ? [person] : [],
    detection: detection ? [detection] : [],
    investigation: investigation ? [investigation] : [],
    effectsOn: place ? [place] : [],
  }
}

/** What would be done, and because of what. */
interface Plan extends Planned {
  readonly named: Named
  readonly occasion: Occasion
}

const nameds = (transaction: Transaction, { device }: SubmitInput, asked: Asked): Named => ({
  device: typeof device === 'string' ? transaction.find('device', device) : device,
  script: asked.type === 'RUN_SCRIPT' && asked.script ? transaction.find('script', asked.script) : null,
  person:
    asked.type === 'FORCE_PASSWORD_RESET' && asked.person ? transaction.find('person', asked.person) : null,
})

/** With what an input names, or what of it is not there. */
function plan(input: SubmitInput, asked: Asked, transaction: Transaction): Plan | Refused {
  const named = nameds(transaction, input, asked)
  const planned = planOf(asked, named)
  if (isRefused(planned)) return planned
  const occasion = findOccasion(input, transaction)
  if (isRefused(occasion)) return occasion
  const requested = fromOccasion(planned.requested, occasion, planned.device)
  return { ...planned, requested, named, occasion }
}

/** Refusals that need what was found, in the contract's order. */
function refusalOf(
  planned: Plan,
  transaction: Transaction,
  serverAddresses: readonly Address[],
): Refused | null {
  const refused = guard(planned, planned.named, serverAddresses)
  if (refused) return refused
  if (planned.device && transaction.openActions(planned.device) >= maxOpenActions)
    return refuse('LIMIT_EXCEEDED', `This device has ${maxOpenActions} open actions.`, ['deviceId'])
  return stateForbids(planned.named)
}

const scriptFacts = ({ script }: Named, by: Caller): ScriptFacts | null =>
  script && { destructive: script.destructive, isOwn: by.samePerson.has(script.responsibleId) }

/** Looked up afresh where it matters who registered a script: they may have come under another account just now. */
const asOnePerson = async (caller: Caller, asked: Asked | null, { directory }: Pick<Ports, 'directory'>) =>
  asked?.type === 'RUN_SCRIPT'
    ? { ...caller, samePerson: await directory.samePerson(caller.organization, caller.responsible) }
    : caller

type Outcome = Action | Refused | { readonly submittedBefore: string }

export const submitAction =
  ({ ledger, directory, newId, serverAddresses }: Ports) =>
  async (caller: Caller, input: SubmitInput): Promise<Action | Refused> => {
    if (!may(caller, 'act')) return forbidden
    const bad = badKey(input.idempotencyKey)
    if (bad) return bad
    const { organization } = caller
    const { device, detection, investigation, idempotencyKey } = input
    const valid = validate(input)
    const asked = isRefused(valid) ? null : valid.asked
    const key = idempotencyKey ? keyId(organization, caller.actor.id, 'submitAction', idempotencyKey) : null
    const content =
      key && !isRefused(valid) ? sha256Hex(canonical({ device, detection, investigation, ...valid })) : null
    const by = await asOnePerson(caller, asked, { directory })

    const outcome = await ledger.commit<Outcome>({
      organization,
      reads: { ...readsFor(input, asked), idempotencyKey: key ? [key] : [] },
      decide: transaction => {
        const first = key && transaction.find('idempotencyKey', key)
        if (first)
          return first.content === content
            ? { submittedBefore: first.resultId }
            : refuse('IDEMPOTENCY_CONFLICT', 'This idempotencyKey stands for another submission.')
        if (isRefused(valid)) return valid
        const planned = plan(input, valid.asked, transaction)
        if (isRefused(planned)) return planned
        const refused = refusalOf(planned, transaction, serverAddresses())
        if (refused) return refused
        const id = newId()
        const facts = {
          id,
          requested: planned.requested,
          device: planned.device,
          person: planned.person,
          justification: valid.justification,
          effectFor: valid.effectFor,
          origin: 'MANUAL',
          script: scriptFacts(planned.named, by),
          ...idsOf(planned.occasion),
          undoes: undoneBy(transaction, planned.requested, planned.device),
        } as const
        const action = submit(facts, by, transaction.settings, transaction.now).reduce<Action | null>(
          (_, { event, actor }) => transaction.apply(id, event, actor),
          null,
        )
        if (!action) throw new Error('a submission without an event')
        if (key && content)
          transaction.put('idempotencyKey', { id: key, organizationId: organization, content, resultId: id })
        return action
      },
    })
    if (!('submittedBefore' in outcome)) return outcome
    const { submittedBefore } = outcome
    return ledger.commit({
      organization,
      reads: { action: [submittedBefore] },
      decide: transaction => transaction.action(submittedBefore) ?? refuse('NOT_FOUND', 'No such action.'),
    })
  }

const pastApproval = ({ requested }: Planned, settings: Settings): string[] =>
  queueTimeoutFor(requested, settings.queueTimeout) < settings.queueTimeout
    ? [
        'Without startedAt or processName this kill waits 15 minutes at most, since its process id may be reused.',
      ]
    : []

export const previewAction =
  ({ ledger, directory, serverAddresses }: Omit<Ports, 'newId'>) =>
  async (caller: Caller, input: SubmitInput): Promise<Preview> => {
    const valid = validate(input)
    const refused = may(caller, 'act')
      ? (badKey(input.idempotencyKey) ?? (isRefused(valid) ? valid : null))
      : forbidden
    const asked = isRefused(valid) ? null : valid.asked
    const effectFor = isRefused(valid) ? null : valid.effectFor
    const by = await asOnePerson(caller, asked, { directory })
    return ledger.commit<Preview>({
      organization: caller.organization,
      reads: { ...readsFor(input, asked), effectsOn: [] },
      decide: transaction => {
        const { settings } = transaction
        const outcome = asked && plan(input, asked, transaction)
        const planned = outcome && !isRefused(outcome) ? outcome : null
        const admitted = planned && refusalOf(planned, transaction, serverAddresses())
        const named = asked && nameds(transaction, input, asked)
        const device = input.device ? transaction.find('device', input.device) : null
        const deviceOnline = device ? device.connectedSince !== null : null
        const offline =
          deviceOnline === false ? ['The device is offline; the action waits until it connects.'] : []
        return {
          digest: planned && digestOf(planned.requested, planned, effectFor),
          ...(asked && named
            ? requirementFor(asked, settings, scriptFacts(named, by))
            : { destructive: false, approvalsRequired: 0 }),
          deviceOnline,
          warnings: planned ? [...offline, ...pastApproval(planned, settings)] : offline,
          refusal: (refused ?? (isRefused(outcome) ? outcome : admitted))?.refused ?? null,
        }
      },
    })
  }
