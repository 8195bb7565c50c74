import type { DeviceIdentity } from '#app/application.ts'
import type { ChangeFeed, Clock, DeviceReport, Devices, Ledger } from '#app/ports.ts'
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
 * A device says how it is. Resolves when that is written. What completed actions left in force and the report lacks,
 * or has again, goes on the ledger; a report that changes nothing about that takes no lock.
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
