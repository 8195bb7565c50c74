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
 * Records a device's report. Resolves once committed. The ledger gets an event when the report first lacks an effect
 * in force, and when it has the effect again. A report that changes neither takes no lock.
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
