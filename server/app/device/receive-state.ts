import type { DeviceIdentity } from '#app/application.ts'
import type { ChangeFeed } from '#app/change-feed.ts'
import type { DeviceReport, Devices } from '#app/device/device-ports.ts'
import type { Clock, Ledger } from '#app/ports.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import { driftChanges, driftOf, withDrift } from '#domain/device/drift.ts'
import { agentOf } from '#domain/people/actor.ts'

interface Ports {
  readonly devices: Pick<Devices, 'report' | 'effectsInForce'>
  readonly ledger: Ledger
  readonly feed: Pick<ChangeFeed, 'publish'>
  readonly clock: Clock
}

/**
 * Stores a device's report and resolves after the commit. The ledger gets an event when a report first lacks an effect
 * in force, and when a later report has it again. Other reports do not take the ledger's lock.
 */
export function receiveState({ devices, ledger, feed, clock }: Ports) {
  return async function receiveState(
    { organization, device }: DeviceIdentity,
    report: DeviceReport,
  ): Promise<void> {
    const receivedAt = clock.now()
    await devices.report(device, report)
    if (!report.containment) return
    const { isolated, blockedAddresses } = report.containment
    const reported = { receivedAt, at: report.at, isolated, blockedAddresses }
    if (driftChanges(await devices.effectsInForce(device), [], reported).length === 0) return
    const changed = await ledger.commit({
      organization,
      reads: { inForceOn: [device], everyOpenActionOf: [device] },
      decide: transaction => {
        const inForce = transaction.effectsInForce(device)
        const changes = driftChanges(inForce, transaction.everyOpenAction(device), reported)
        for (const change of changes) {
          const action = withDrift(change, receivedAt)
          transaction.updateUnlogged(action, dueAt(action))
          const kind = change.drifted ? 'CONTAINMENT_DRIFTED' : 'CONTAINMENT_RESTORED'
          transaction.append({ kind, data: driftOf(action), device, action: action.id }, agentOf(device))
        }
        return changes.length > 0
      },
    })
    if (changed) feed.publish({ kind: 'presence', organization, device })
  }
}
