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
  if (devices.length === 0) return invalid('names no device', 'deviceIds')
  const valid = validate(input)
  if (isRefused(valid)) return valid
  if (isUnguardedKill(valid.asked))
    return invalid('one process id means another process on each device: name it', ...pathOfName)
  const rollout = parseRollout(input.rollout)
  if (isRefused(rollout)) return rollout
  // Checked before the devices are looked up, which is expensive.
  if (devices.length > maxBulk)
    return refuse('LIMIT_EXCEEDED', `a bulk is for ${maxBulk} devices at most`, ['deviceIds'])
  return { ...valid, rollout }
}

const pathOfName = ['action', 'killProcess', 'processName']
const isUnguardedKill = (asked: UnresolvedAction): boolean =>
  asked.type === 'KILL_PROCESS' && asked.parameters.processName === null

/** One device's refusal refuses the whole bulk. Names that device. */
function blame(refused: Refused, i: number, given: string): Refused {
  const { code, message, path } = refused.refused
  const isOfDevice = path === undefined || path[0] === 'deviceId'
  return isOfDevice ? refuse(code, `${JSON.stringify(given)}: ${message}`, ['deviceIds', String(i)]) : refused
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
    const devices = [...new Map(input.devices.map(device => [device.given, device])).values()]
    const valid = validateBulk(input, devices)
    const asked = isRefused(valid) ? null : valid.asked
    const ids = isRefused(valid) ? [] : devices.flatMap(({ id }) => id ?? [])
    const given = devices.map(({ given }) => given)
    const by = await asOnePerson(caller, asked, { directory })

    return submitOnce<BulkActionRecord>(ledger, {
      mutation: 'submitBulkAction',
      caller,
      idempotencyKey,
      content: isRefused(valid)
        ? null
        : ({ devices: given, detection, investigation, ...valid } as unknown as Json),
      reads: readsFor(ids, input, asked),
      bytes: bytesOfOne * ids.length,
      submit: transaction => {
        if (isRefused(valid)) return valid
        const plans = planAll(devices, input, valid, transaction, serverAddresses)
        if (isRefused(plans)) return plans
        const bulk = begin(newId(), valid, plans, by, transaction)
        for (const planned of plans) submitOne(newId(), planned, bulk.id, valid, by, transaction)
        const submitted = goAhead(bulk, transaction)
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

/** The plan for one of the devices. */
interface BulkPlan extends Plan {
  readonly digest: string
}

/**
 * Plans all devices. Checks that every device exists before checking whether one is protected, as the contract orders
 * refusals.
 */
function planAll(
  devices: Devices,
  input: BulkInput,
  { asked, effectFor }: ValidBulk,
  transaction: Transaction,
  serverAddresses: SubmissionPorts['serverAddresses'],
): readonly BulkPlan[] | Refused {
  const plans: BulkPlan[] = []
  for (const [i, { id, given }] of devices.entries()) {
    const planned = plan(id, input, asked, transaction)
    if (isRefused(planned)) return blame(planned, i, given)
    plans.push({ ...planned, digest: digestOf(planned.requested, planned, effectFor) })
  }
  const addresses = serverAddresses()
  for (const [i, planned] of plans.entries()) {
    const refused = refusalOf(planned, transaction, addresses)
    if (refused) return blame(refused, i, devices[i]?.given ?? '')
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

/** The first devices named are the canaries. Canaries that need no approval are released at once. */
function goAhead(bulk: BulkActionRecord, transaction: Transaction): BulkActionRecord {
  const actions = transaction.ofBulk(bulk.id)
  const canaryThrough =
    actions[(bulk.rollout?.canary ?? 0) - 1]?.sequence ?? canaryEnd(bulk, actions.at(-1)?.sequence)
  const begun = { ...bulk, canaryThrough }
  const step = nextStep(begun, tallyOf(actions, canaryThrough), transaction.now)
  if (step.kind !== 'release') return begun
  releaseActions(transaction, actions.filter(isHeldByRollout).slice(0, step.count))
  const { nextReleaseAt } = step
  return { ...begun, nextReleaseAt: nextReleaseAt === null ? null : new Date(nextReleaseAt).toISOString() }
}

/** If `canary` exceeds the device count, every device is a canary. */
const canaryEnd = ({ rollout }: BulkActionRecord, last = 0): number => (rollout?.canary == null ? 0 : last)
