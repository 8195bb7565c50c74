import type { Action } from '#domain/action.ts'
import { queueTimeoutFor, type Requested } from '#domain/action-types.ts'
import { type Caller, may } from '#domain/actor.ts'
import type { Address } from '#domain/address.ts'
import { keyId } from '#domain/command-ids.ts'
import { digestOf } from '#domain/digest.ts'
import { canonical, sha256Hex } from '#domain/ledger.ts'
import { guardTarget, parseAction } from '#domain/parameters.ts'
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
import type { Ledger, Transaction } from './ports.ts'

interface Ports {
  readonly ledger: Ledger
  readonly newId: () => string
  /** What a device needs to reach the server at; never blocked. */
  readonly serverAddresses: () => readonly Address[]
}

const maxKey = 200
const forbidden = refuse('FORBIDDEN', 'Your roles do not allow to submit actions.')
const noDevice = refuse('NOT_FOUND', 'No such device.', ['deviceId'])

type Valid = Pick<SubmissionFacts, 'requested' | 'justification'>

/** What can be said of an input before anything is looked up. */
function validate(input: SubmitInput): Valid | Refused {
  const requested = parseAction(input.action)
  if (isRefused(requested)) return requested
  const justification = parseJustification(input.justification)
  return isRefused(justification) ? justification : { requested, justification }
}

const badKey = (key: string | null | undefined): Refused | null =>
  key != null && (!isSafeText(key) || key === '' || lengthOf(key) > maxKey)
    ? invalid(`idempotencyKey is 1 to ${maxKey} characters, without NUL`, 'idempotencyKey')
    : null

/** Refusals that need the device, in the contract's order. */
function guard(
  device: string | null,
  requested: Requested,
  transaction: Transaction,
  serverAddresses: readonly Address[],
): Refused | null {
  const found = device && transaction.find('device', device)
  if (!found) return noDevice
  const refused = guardTarget(requested, found.platform, serverAddresses)
  if (refused) return refused
  if (transaction.openActions(found.id) >= maxOpenActions)
    return refuse('LIMIT_EXCEEDED', `This device has ${maxOpenActions} open actions.`, ['deviceId'])
  return found.revokedAt === null ? null : refuse('ILLEGAL_TRANSITION', 'This device was revoked.')
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
    const content = isRefused(valid) ? null : sha256Hex(canonical({ device, ...valid }))

    const outcome = await ledger.commit<Outcome>({
      organization,
      reads: {
        device: device ? [device] : [],
        openActionsOf: device ? [device] : [],
        idempotencyKey: key ? [key] : [],
      },
      decide: transaction => {
        const first = key && transaction.find('idempotencyKey', key)
        if (first)
          return first.content === content
            ? { submittedBefore: first.resultId }
            : refuse('IDEMPOTENCY_CONFLICT', 'This idempotencyKey stands for another submission.')
        if (isRefused(valid)) return valid
        const refused = guard(device, valid.requested, transaction, serverAddresses())
        if (refused) return refused
        const id = newId()
        const facts: SubmissionFacts = { id, ...valid, device, origin: 'MANUAL' }
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
    const requested = isRefused(valid) ? null : valid.requested
    return ledger.commit<Preview>({
      organization: caller.organization,
      reads: { device: device ? [device] : [], openActionsOf: device ? [device] : [] },
      decide: transaction => {
        const { settings } = transaction
        const found = device ? transaction.find('device', device) : null
        const guarded = requested && guard(device, requested, transaction, serverAddresses())
        const deviceOnline = found ? found.connectedSince !== null : null
        const offline =
          deviceOnline === false ? ['The device is offline; the action waits until it connects.'] : []
        return {
          digest: requested && found ? digestOf(requested, { device: found.id, person: null }, null) : null,
          ...(requested ? requirementFor(requested, settings) : { destructive: false, approvalsRequired: 0 }),
          deviceOnline,
          warnings: requested ? [...offline, ...pastApproval(requested, settings)] : offline,
          refusal: (refused ?? guarded)?.refused ?? null,
        }
      },
    })
  }
