import type { Preview, SubmitInput } from '#app/application.ts'
import type { Action } from '#domain/action/action.ts'
import { keyId } from '#domain/action/command-ids.ts'
import { digestOf } from '#domain/action/digest.ts'
import { requirementFor, submit } from '#domain/action/submission.ts'
import { queueTimeoutFor } from '#domain/catalog/action-types.ts'
import { needsDevice, type Planned } from '#domain/catalog/plan.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import { sha256Hex } from '#domain/ledger/ledger.ts'
import type { Caller } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import type { Settings } from '#domain/settings/settings.ts'
import {
  asOnePerson,
  badKey,
  forbidden,
  namedBy,
  plan,
  readsFor,
  refusalOf,
  type SubmissionPorts,
  scriptFacts,
  type Valid,
  validate,
} from './planning.ts'
import { idsOf } from './trigger.ts'

/** What can be said of one action's input before anything is looked up. */
function validateOne(input: SubmitInput): Valid | Refused {
  const valid = validate(input)
  if (isRefused(valid)) return valid
  return input.device === undefined && needsDevice(valid.asked)
    ? invalid('deviceId is required', 'deviceId')
    : valid
}

const devicesOf = ({ device }: SubmitInput): readonly string[] => (device ? [device] : [])

type Outcome = Action | Refused | { readonly submittedBefore: string }

export function submitAction({ ledger, directory, newId, serverAddresses }: SubmissionPorts) {
  return async function submitAction(caller: Caller, input: SubmitInput): Promise<Action | Refused> {
    const bad = forbidden(caller) ?? badKey(input.idempotencyKey)
    if (bad) return bad
    const { organization } = caller
    const { device, detection, investigation, idempotencyKey } = input
    const valid = validateOne(input)
    const asked = isRefused(valid) ? null : valid.asked
    const key = idempotencyKey ? keyId(organization, caller.actor.id, 'submitAction', idempotencyKey) : null
    const content =
      key && !isRefused(valid) ? sha256Hex(canonical({ device, detection, investigation, ...valid })) : null
    const by = await asOnePerson(caller, asked, { directory })

    const outcome = await ledger.commit<Outcome>({
      organization,
      reads: { ...readsFor(devicesOf(input), input, asked), idempotencyKey: key ? [key] : [] },
      decide: transaction => {
        const first = key && transaction.find('idempotencyKey', key)
        if (first)
          return first.content === content
            ? { submittedBefore: first.resultId }
            : refuse('IDEMPOTENCY_CONFLICT', 'This idempotencyKey stands for another submission.')
        if (isRefused(valid)) return valid
        const planned = plan(device, input, valid.asked, transaction)
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
}

const pastApproval = ({ requested }: Planned, settings: Settings): string[] =>
  queueTimeoutFor(requested, settings.queueTimeout) < settings.queueTimeout
    ? [
        'Without startedAt or processName this kill waits 15 minutes at most, since its process id may be reused.',
      ]
    : []

export function previewAction({ ledger, directory, serverAddresses }: Omit<SubmissionPorts, 'newId'>) {
  return async function previewAction(caller: Caller, input: SubmitInput): Promise<Preview> {
    const valid = validateOne(input)
    const refused = forbidden(caller) ?? badKey(input.idempotencyKey) ?? (isRefused(valid) ? valid : null)
    const asked = isRefused(valid) ? null : valid.asked
    const effectFor = isRefused(valid) ? null : valid.effectFor
    const by = await asOnePerson(caller, asked, { directory })
    return ledger.commit<Preview>({
      organization: caller.organization,
      reads: readsFor(devicesOf(input), input, asked),
      decide: transaction => {
        const { settings } = transaction
        const outcome = asked && plan(input.device, input, asked, transaction)
        const planned = outcome && !isRefused(outcome) ? outcome : null
        const admitted = planned && refusalOf(planned, transaction, serverAddresses())
        const named = asked && namedBy(transaction, input.device, asked)
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
}
