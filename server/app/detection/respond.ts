import type { Transaction } from '#app/ports.ts'
import { isFull, submit } from '#domain/action/submission.ts'
import { parseAction } from '#domain/catalog/parameters.ts'
import { guard, type Planned, planOf, stateForbids } from '#domain/catalog/plan.ts'
import type { DetectionRecord } from '#domain/detection/detection.ts'
import { inputFrom } from '#domain/detection/response-rule.ts'
import { approvalsFor, type Response, responsesTo } from '#domain/detection/responses.ts'
import type { Address } from '#domain/device/address.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { canonical } from '#domain/ledger/canonical.ts'
import { isRefused } from '#domain/refusal.ts'

interface Ports {
  readonly newId: () => string
  readonly serverAddresses: () => readonly Address[]
}

/**
 * Submits the actions of auto-response and the matching rules: one per type and target. Skips actions whose parameters
 * the detection lacks or that the device can't run.
 * @param reporter the analyst who reported the detection, or owns the service account that did; can't approve them
 * @returns ids of the submitted actions
 */
export function respond(
  transaction: Transaction,
  detection: DetectionRecord,
  device: DeviceRecord,
  reporter: string,
  { newId, serverAddresses }: Ports,
): readonly string[] {
  const { organization, settings, now } = transaction
  const targets = new Set<string>()
  const submitted: string[] = []
  for (const response of responsesTo(detection, settings, transaction.everyRule(), now)) {
    const planned = plan(response, detection, device, serverAddresses())
    if (!planned) continue
    const target = canonical({ ...planned })
    if (targets.has(target)) continue
    targets.add(target)
    if (isFull(transaction.openActions(device.id))) continue
    const { origin, justification, actor, responsible } = response
    const id = newId()
    const facts = {
      id,
      ...planned,
      justification,
      origin,
      detection: detection.id,
      reporter,
      investigation: detection.investigationId,
    }
    const approvals = approvalsFor(response, planned.requested, settings, transaction.automaticActions())
    for (const { event, actor: by } of submit(
      facts,
      { organization, actor, responsible },
      settings,
      now,
      approvals,
    ))
      transaction.apply(id, event, by)
    submitted.push(id)
  }
  return submitted
}

/** The planned action; null if the detection lacks its parameters or the device can't run it. */
function plan(
  { type }: Response,
  detection: DetectionRecord,
  device: DeviceRecord,
  serverAddresses: readonly Address[],
): Planned | null {
  const input = inputFrom(type, detection)
  const asked = input && parseAction(input)
  if (!asked || isRefused(asked)) return null
  const named = { device, script: null, person: null }
  const planned = planOf(asked, named)
  if (isRefused(planned)) return null
  return guard(planned, named, serverAddresses) || stateForbids(named) ? null : planned
}
