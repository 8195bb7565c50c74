import type { ChangeFeed } from '#app/change-feed.ts'
import type { Ledger } from '#app/ports.ts'
import { endForRevocation } from '#domain/action/withdrawal.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
  readonly feed: Pick<ChangeFeed, 'publish'>
}

const forbidden = refuse('FORBIDDEN', 'Only administrators may revoke devices.')
const noDevice = refuse('NOT_FOUND', 'No such device.', ['deviceId'])

/** Revokes a device's certificate, ends its open actions in the same transaction, and drops its connection. */
export function revokeDevice({ ledger, feed }: Ports) {
  return async function revokeDevice(caller: Caller, id: string | null): Promise<DeviceRecord | Refused> {
    if (!hasRight(caller, 'administer')) return forbidden
    if (!id) return noDevice
    const outcome = await ledger.commit<DeviceRecord | Refused>({
      organization: caller.organization,
      reads: { device: [id], everyOpenActionOf: [id] },
      decide: transaction => {
        const device = transaction.find('device', id)
        if (!device) return noDevice
        if (device.revokedAt) return device
        const revoked = { ...device, revokedAt: new Date(transaction.now).toISOString() }
        transaction.put('device', revoked)
        const data = { device: id, hostname: device.hostname }
        transaction.append({ kind: 'DEVICE_REVOKED', data, device: id }, caller.actor)
        for (const action of transaction.everyOpenAction(id))
          for (const { event, actor } of endForRevocation(action, caller.actor))
            transaction.apply(action.id, event, actor)
        return revoked
      },
    })
    // Also published if the device was already revoked, so that a retry makes up for a lost notice.
    if (!isRefused(outcome)) feed.publish({ kind: 'revoked', device: id })
    return outcome
  }
}
