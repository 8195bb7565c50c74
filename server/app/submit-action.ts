import type { Action } from '#domain/action.ts'
import { queueTimeoutFor, type Requested } from '#domain/action-types.ts'
import { type Caller, may } from '#domain/actor.ts'
import type { Address } from '#domain/address.ts'
import { keyId } from '#domain/command-ids.ts'
import { digestOf } from '#domain/digest.ts'
import { parseEffectFor } from '#domain/effects.ts'
import { canonical, sha256Hex } from '#domain/ledger.ts'
import { guardTarget, parseAction } from '#domain/parameters.ts'
import type { DeviceRecord } from '#domain/records.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import type { Settings } from '#domain/settings.ts'
import {
  maxOpenActions,
  parseJustification,
  requirementFor,
  type SubmissionFacts,
  submit,
} from '#domain/submission.ts'
import { isSafeText, lengthOf } from '#domain/text.ts'
import type { Preview, SubmitInput } from './application.ts'
import { placeOf, undoneBy } from './effects.ts'
import { findOccasion, fromOccasion, idsOf, type Occasion } from './occasion.ts'
import type { Ledger, Reads, Transaction } from './ports.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
  /** What a device needs to reach the server at; never blocked. */
  readonly serverAddresses: () => readonly Address[]
}

const maxKey = 200
const forbidden = refuse('FORBIDDEN', 'Your roles do not allow to submit actions.')
const noDevice = refuse('NOT_FOUND', 'No such device.', ['deviceId'])

interface Valid {
  readonly requested: Requested
  readonly justification: string
  readonly effectFor: number | null
}

/** What can be said of an input before anything is looked up. */
function validate(input: SubmitInput): Valid | Refused {
  const requested = parseAction(input.action)
  if (isRefused(requested)) return requested
  const effectFor = parseEffectFor(input.effectFor, requested.type)
  if (isRefused(effectFor)) return effectFor
  const justification = parseJustification(input.justification)
  return isRefused(justification) ? justification : { requested, justification, effectFor }
}

const badKey = (key: string | null | undefined): Refused | null =>
  key != null && (!isSafeText(key) || key === '' || lengthOf(key) > maxKey)
    ? invalid(`idempotencyKey is 1 to ${maxKey} characters, without NUL`, 'idempotencyKey')
    : null

const readsFor = (
  { device, detection, investigation }: SubmitInput,
  requested: Requested | undefined,
): Reads => {
  const place = requested ? placeOf(requested, device) : null
  return {
    device: device ? [device] : [],
    openActionsOf: device ? [device] : [],
    detection: detection ? [detection] : [],
    investigation: investigation ? [investigation] : [],
    effectsOn: place ? [place] : [],
  }
}

/** What an input's ids name. */
interface Found {
  readonly device: DeviceRecord
  readonly occasion: Occasion
}

/** What a submission names, or what of it is not there. */
function find({ device, detection, investigation }: SubmitInput, transaction: Transaction): Found | Refused {
  const found = device ? transaction.find('device', device) : null
  if (!found) return noDevice
  const occasion = findOccasion({ detection, investigation }, transaction)
  return isRefused(occasion) ? occasion : { device: found, occasion }
}

/** Refusals that need the device, in the contract's order. */
function guard(
  device: DeviceRecord,
  requested: Requested,
  transaction: Transaction,
  serverAddresses: readonly Address[],
): Refused | null {
  const refused = guardTarget(requested, device.platform, serverAddresses)
  if (refused) return refused
  if (transaction.openActions(device.id) >= maxOpenActions)
    return refuse('LIMIT_EXCEEDED', `This device has ${maxOpenActions} open actions.`, ['deviceId'])
  return device.revokedAt === null ? null : refuse('ILLEGAL_TRANSITION', 'This device was revoked.')
}

type Outcome = Action | Refused | { readonly submittedBefore: string }

export const submitAction =
  ({ ledger, newId, serverAddresses }: Ports) =>
  async (caller: Caller, input: SubmitInput): Promise<Action | Refused> => {
    if (!may(caller, 'act')) return forbidden
    const bad = badKey(input.idempotencyKey)
    if (bad) return bad
    const { organization } = caller
    const { device, idempotencyKey } = input
    const valid = validate(input)
    const key = idempotencyKey ? keyId(organization, caller.actor.id, 'submitAction', idempotencyKey) : null
    const { detection, investigation } = input
    const content = isRefused(valid)
      ? null
      : sha256Hex(canonical({ device, detection, investigation, ...valid }))

    const outcome = await ledger.commit<Outcome>({
      organization,
      reads: {
        ...readsFor(input, isRefused(valid) ? undefined : valid.requested),
        idempotencyKey: key ? [key] : [],
      },
      decide: transaction => {
        const first = key && transaction.find('idempotencyKey', key)
        if (first)
          return first.content === content
            ? { submittedBefore: first.resultId }
            : refuse('IDEMPOTENCY_CONFLICT', 'This idempotencyKey stands for another submission.')
        if (isRefused(valid)) return valid
        const found = find(input, transaction)
        if (isRefused(found)) return found
        const requested = fromOccasion(valid.requested, found.occasion, found.device.id)
        const refused = guard(found.device, requested, transaction, serverAddresses())
        if (refused) return refused
        const id = newId()
        const facts: SubmissionFacts = {
          id,
          ...valid,
          requested,
          device: found.device.id,
          origin: 'MANUAL',
          ...idsOf(found.occasion),
          undoes: undoneBy(transaction, requested, found.device.id),
        }
        let action: Action | Refused = noDevice
        for (const { event, actor } of submit(facts, caller, transaction.settings, transaction.now))
          action = transaction.apply(id, event, actor)
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

const pastApproval = (requested: Requested, settings: Settings): string[] =>
  queueTimeoutFor(requested, settings.queueTimeout) < settings.queueTimeout
    ? [
        'Without startedAt or processName this kill waits 15 minutes at most, since its process id may be reused.',
      ]
    : []

export const previewAction =
  ({ ledger, serverAddresses }: Ports) =>
  async (caller: Caller, input: SubmitInput): Promise<Preview> => {
    const { device } = input
    const valid = validate(input)
    const refused = may(caller, 'act')
      ? (badKey(input.idempotencyKey) ?? (isRefused(valid) ? valid : null))
      : forbidden
    const asked = isRefused(valid) ? null : valid.requested
    const effectFor = isRefused(valid) ? null : valid.effectFor
    return ledger.commit<Preview>({
      organization: caller.organization,
      reads: readsFor(input, undefined),
      decide: transaction => {
        const { settings } = transaction
        const found = find(input, transaction)
        const at = device ? transaction.find('device', device) : null
        const exactly =
          asked && !isRefused(found) ? fromOccasion(asked, found.occasion, found.device.id) : asked
        const guarded = isRefused(found)
          ? found
          : exactly && guard(found.device, exactly, transaction, serverAddresses())
        const deviceOnline = at ? at.connectedSince !== null : null
        const offline =
          deviceOnline === false ? ['The device is offline; the action waits until it connects.'] : []
        return {
          digest: exactly && at ? digestOf(exactly, { device: at.id, person: null }, effectFor) : null,
          ...(exactly ? requirementFor(exactly, settings) : { destructive: false, approvalsRequired: 0 }),
          deviceOnline,
          warnings: exactly ? [...offline, ...pastApproval(exactly, settings)] : offline,
          refusal: (refused ?? guarded)?.refused ?? null,
        }
      },
    })
  }
