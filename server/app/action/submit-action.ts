import type { Preview, SubmitInput } from '#app/application.ts'
import type { Snapshots } from '#app/ports.ts'
import type { Action } from '#domain/action/action.ts'
import { digestOf } from '#domain/action/digest.ts'
import { requirementFor, submit } from '#domain/action/submission.ts'
import { queueTimeoutFor } from '#domain/catalog/action-types.ts'
import { needsDevice, type Planned } from '#domain/catalog/plan.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import type { Caller } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused } from '#domain/refusal.ts'
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
import { submitOnce } from './submit-once.ts'
import { idsOf } from './trigger.ts'

/** Validates the input without lookups. */
function validateOne(input: SubmitInput): Valid | Refused {
  const valid = validate(input)
  if (isRefused(valid)) return valid
  return input.device === undefined && needsDevice(valid.asked)
    ? invalid('deviceId is required', 'deviceId')
    : valid
}

const devicesOf = ({ device }: SubmitInput): readonly string[] => (device ? [device] : [])

export function submitAction({ ledger, directory, newId, serverAddresses }: SubmissionPorts) {
  return async function submitAction(caller: Caller, input: SubmitInput): Promise<Action | Refused> {
    const bad = forbidden(caller) ?? badKey(input.idempotencyKey)
    if (bad) return bad
    const { device, detection, investigation, idempotencyKey } = input
    const valid = validateOne(input)
    const asked = isRefused(valid) ? null : valid.asked
    const by = await asOnePerson(caller, asked, { directory })

    return submitOnce<Action>(ledger, {
      mutation: 'submitAction',
      caller,
      idempotencyKey,
      content: isRefused(valid) ? null : ({ device, detection, investigation, ...valid } as unknown as Json),
      reads: readsFor(devicesOf(input), input, asked),
      submit: transaction => {
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
          ...idsOf(planned.trigger),
        } as const
        for (const { event, actor } of submit(facts, by, transaction.settings, transaction.now))
          transaction.apply(id, event, actor)
        const action = transaction.action(id)
        if (!action) throw new Error('the submission has no event')
        return action
      },
      again: id => ({ reads: { action: [id] }, find: transaction => transaction.action(id) }),
    })
  }
}

interface PreviewPorts extends Pick<SubmissionPorts, 'directory' | 'serverAddresses'> {
  readonly snapshots: Snapshots
}

const queueWarnings = ({ requested }: Planned, settings: Settings): string[] =>
  queueTimeoutFor(requested, settings.queueTimeout) < settings.queueTimeout
    ? [
        'Without startedAt or processName, this kill waits at most 15 minutes, because the process id may be reused.',
      ]
    : []

export function previewAction({ snapshots, directory, serverAddresses }: PreviewPorts) {
  return async function previewAction(caller: Caller, input: SubmitInput): Promise<Preview> {
    const valid = validateOne(input)
    const refused = forbidden(caller) ?? badKey(input.idempotencyKey) ?? (isRefused(valid) ? valid : null)
    const asked = isRefused(valid) ? null : valid.asked
    const effectFor = isRefused(valid) ? null : valid.effectFor
    const by = await asOnePerson(caller, asked, { directory })
    return snapshots.read<Preview>({
      organization: caller.organization,
      reads: readsFor(devicesOf(input), input, asked),
      evaluate: transaction => {
        const { settings } = transaction
        const outcome = asked && plan(input.device, input, asked, transaction)
        const planned = outcome && !isRefused(outcome) ? outcome : null
        const admitted = planned && refusalOf(planned, transaction, serverAddresses())
        const named = asked && namedBy(transaction, input.device, asked)
        const device = input.device ? transaction.find('device', input.device) : null
        const deviceOnline = device ? device.connectedSince !== null : null
        const offline =
          deviceOnline === false ? ['The device is offline; the action waits until the device connects.'] : []
        return {
          digest: planned && digestOf(planned.requested, planned, effectFor),
          ...(asked && named
            ? requirementFor(asked, settings, scriptFacts(named, by))
            : { destructive: false, approvalsRequired: 0 }),
          deviceOnline,
          warnings: planned ? [...offline, ...queueWarnings(planned, settings)] : offline,
          refusal: (refused ?? (isRefused(outcome) ? outcome : admitted))?.refused ?? null,
        }
      },
    })
  }
}
