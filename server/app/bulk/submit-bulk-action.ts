import {
  asOnePerson,
  badKey,
  forbidden,
  namedBy,
  type Plan,
  plan,
  readsFor,
  refusalOf,
  type SubmissionPorts,
  scriptFacts,
  type Valid,
  validate,
} from '#app/action/planning.ts'
import { submitOnce } from '#app/action/submit-once.ts'
import { idsOf } from '#app/action/trigger.ts'
import type { BulkInput } from '#app/application.ts'
import type { Transaction } from '#app/ports.ts'
import { digestOf } from '#domain/action/digest.ts'
import { requirementFor, submit } from '#domain/action/submission.ts'
import {
  type BulkActionRecord,
  bulkDigest,
  isHeldByRollout,
  maxBulk,
  type Rollout,
  tallyOf,
} from '#domain/bulk/bulk.ts'
import { nextStep, parseRollout } from '#domain/bulk/rollout.ts'
import type { UnresolvedAction } from '#domain/catalog/parameters.ts'
import type { Json } from '#domain/ledger/ledger.ts'
import type { Caller } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'
import { releaseActions } from './release-actions.ts'

/** Approximate bytes of an action and its first events in a batch. */
const bytesOfOne = 6 * 1024
/** Milliseconds after which a bulk is reviewed even if nothing has changed. */
export const reviewInterval = 30_000

type Devices = BulkInput['devices']

interface ValidBulk extends Valid {
  readonly rollout: Rollout | null
}

function validateBulk(input: BulkInput, devices: Devices): ValidBulk | Refused {
  if (devices.length === 0) return invalid('deviceIds must not be empty', 'deviceIds')
  const valid = validate(input)
  if (isRefused(valid)) return valid
  if (isUnguardedKill(valid.asked))
    return invalid(
      'processName is required in a bulk, because a process id means another process on each device',
      ...pathOfName,
    )
  const rollout = parseRollout(input.rollout)
  if (isRefused(rollout)) return rollout
  // Checked before the devices are looked up, which is expensive.
  if (devices.length > maxBulk)
    return refuse('LIMIT_EXCEEDED', `deviceIds must have at most ${maxBulk} devices`, ['deviceIds'])
  return { ...valid, rollout }
}

const pathOfName = ['action', 'killProcess', 'processName']
const isUnguardedKill = (asked: UnresolvedAction): boolean =>
  asked.type === 'KILL_PROCESS' && asked.parameters.processName === null

/** The refusal of the whole bulk because of one device. The message names the device. */
function refusalFor(refused: Refused, i: number, globalId: string): Refused {
  const { code, message, path } = refused.refused
  const isOfDevice = path === undefined || path[0] === 'deviceId'
  return isOfDevice
    ? refuse(code, `${JSON.stringify(globalId)}: ${message}`, ['deviceIds', String(i)])
    : refused
}

/** Submits one action per device in one transaction: all of them or none. */
export function submitBulkAction({ ledger, directory, newId, serverAddresses }: SubmissionPorts) {
  return async function submitBulkAction(
    caller: Caller,
    input: BulkInput,
  ): Promise<BulkActionRecord | Refused> {
    const bad = forbidden(caller) ?? badKey(input.idempotencyKey)
    if (bad) return bad
    const { detection, investigation, idempotencyKey } = input
    const devices = [...new Map(input.devices.map(device => [device.globalId, device])).values()]
    const valid = validateBulk(input, devices)
    const asked = isRefused(valid) ? null : valid.asked
    const ids = isRefused(valid) ? [] : devices.flatMap(({ id }) => id ?? [])
    const globalIds = devices.map(({ globalId }) => globalId)
    const by = await asOnePerson(caller, asked, { directory })

    return submitOnce<BulkActionRecord>(ledger, {
      mutation: 'submitBulkAction',
      caller,
      idempotencyKey,
      content: isRefused(valid)
        ? null
        : ({ devices: globalIds, detection, investigation, ...valid } as unknown as Json),
      reads: readsFor(ids, input, asked),
      bytes: bytesOfOne * ids.length,
      submit: transaction => {
        if (isRefused(valid)) return valid
        const plans = planAll(devices, input, valid, transaction, serverAddresses)
        if (isRefused(plans)) return plans
        const bulk = begin(newId(), valid, plans, by, transaction)
        for (const planned of plans) submitOne(newId(), planned, bulk.id, valid, by, transaction)
        const submitted = startRollout(bulk, transaction)
        transaction.put('bulkAction', submitted)
        return submitted
      },
      again: id => ({
        reads: { bulkAction: [id] },
        find: transaction => transaction.find('bulkAction', id),
      }),
    })
  }
}

/** The plan for one device. */
interface BulkPlan extends Plan {
  readonly digest: string
}

/**
 * Plans the action for all devices. Following the contract's order of refusals, it checks that all devices exist before
 * it checks for protected targets.
 */
function planAll(
  devices: Devices,
  input: BulkInput,
  { asked, effectFor }: ValidBulk,
  transaction: Transaction,
  serverAddresses: SubmissionPorts['serverAddresses'],
): readonly BulkPlan[] | Refused {
  const plans: BulkPlan[] = []
  for (const [i, { id, globalId }] of devices.entries()) {
    const planned = plan(id, input, asked, transaction)
    if (isRefused(planned)) return refusalFor(planned, i, globalId)
    plans.push({ ...planned, digest: digestOf(planned.requested, planned, effectFor) })
  }
  const addresses = serverAddresses()
  for (const [i, planned] of plans.entries()) {
    const refused = refusalOf(planned, transaction, addresses)
    if (refused) return refusalFor(refused, i, devices[i]?.globalId ?? '')
  }
  return plans
}

function begin(
  id: string,
  { asked, justification, rollout }: ValidBulk,
  plans: readonly BulkPlan[],
  by: Caller,
  transaction: Transaction,
): BulkActionRecord {
  const digest = bulkDigest(plans.map(({ digest }) => digest))
  const script = scriptFacts(namedBy(transaction, undefined, asked), by)
  const { approvalsRequired } = requirementFor(asked, transaction.settings, script)
  const total = plans.length
  const { type } = asked
  const data = { bulk: id, type, total, digest, justification, rollout: rollout as unknown as Json }
  transaction.append({ kind: 'BULK_SUBMITTED', data }, by.actor)
  return {
    id,
    organizationId: by.organization,
    type,
    justification,
    submittedBy: by.actor,
    responsibleId: by.responsible,
    submittedAt: new Date(transaction.now).toISOString(),
    total,
    digest,
    approvalsRequired,
    rollout,
    state: 'RUNNING',
    canaryThrough: 0,
    canaryWaived: false,
    nextReleaseAt: null,
    dueAt: new Date(transaction.now + reviewInterval).toISOString(),
  }
}

function submitOne(
  id: string,
  { requested, device, person, named, trigger, digest }: BulkPlan,
  bulk: string,
  { justification, effectFor }: ValidBulk,
  by: Caller,
  transaction: Transaction,
): void {
  const facts = {
    id,
    requested,
    device,
    person,
    justification,
    effectFor,
    digest,
    origin: 'BULK',
    bulk,
    script: scriptFacts(named, by),
    ...idsOf(trigger),
  } as const
  for (const { event, actor } of submit(facts, by, transaction.settings, transaction.now))
    transaction.apply(id, event, actor)
}

/** Marks the first devices of the input as canaries, and takes the first step of the rollout. */
function startRollout(bulk: BulkActionRecord, transaction: Transaction): BulkActionRecord {
  const actions = transaction.ofBulk(bulk.id)
  const canaryThrough =
    actions[(bulk.rollout?.canary ?? 0) - 1]?.sequence ?? canaryEnd(bulk, actions.at(-1)?.sequence)
  const started = { ...bulk, canaryThrough }
  const step = nextStep(started, tallyOf(actions, canaryThrough), transaction.now)
  if (step.kind !== 'release') return started
  releaseActions(transaction, actions.filter(isHeldByRollout).slice(0, step.count))
  const { nextReleaseAt } = step
  return { ...started, nextReleaseAt: nextReleaseAt === null ? null : new Date(nextReleaseAt).toISOString() }
}

/** If `canary` exceeds the device count, every device is a canary. */
const canaryEnd = ({ rollout }: BulkActionRecord, last = 0): number => (rollout?.canary == null ? 0 : last)
