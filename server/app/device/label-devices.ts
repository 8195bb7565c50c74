import type { LabelChange } from '#app/application.ts'
import type { Ledger } from '#app/ports.ts'
import type { DeviceRecord } from '#domain/device/device.ts'
import { changedLabels, maxLabels, parseLabels } from '#domain/device/label.ts'
import { type Caller, hasRight } from '#domain/people/actor.ts'
import { invalid, isRefused, type Refused, refuse } from '#domain/refusal.ts'

interface Ports {
  readonly ledger: Ledger
}

const maxDevices = 10_000
/** Approximate bytes of a device's row and event in a batch. */
const bytesOfOne = 1024

const forbidden = refuse('FORBIDDEN', 'Your roles do not allow labelling devices.')

/** Changes the labels of all these devices, or of none if one is unknown. Each changed device gets an event. */
export function labelDevices({ ledger }: Ports) {
  return async function labelDevices(
    caller: Caller,
    { devices, ...change }: LabelChange,
  ): Promise<{ readonly changed: number } | Refused> {
    if (!hasRight(caller, 'act')) return forbidden
    const add = parseLabels(change.add, 'add')
    if (isRefused(add)) return add
    const remove = parseLabels(change.remove, 'remove')
    if (isRefused(remove)) return remove
    const both = add.find(label => remove.includes(label))
    if (both !== undefined)
      return invalid(`add and remove must not both contain ${JSON.stringify(both)}`, 'remove')
    if (devices.length === 0) return invalid('deviceIds must not be empty', 'deviceIds')
    if (devices.length > maxDevices)
      return refuse('LIMIT_EXCEEDED', `deviceIds must have at most ${maxDevices} devices`, ['deviceIds'])
    const ids = [...new Set(devices.flatMap(id => id ?? []))]
    return ledger.commit<{ changed: number } | Refused>({
      organization: caller.organization,
      reads: { device: ids },
      bytes: bytesOfOne * ids.length,
      decide: transaction => {
        const missing = devices.findIndex(id => !id || !transaction.find('device', id))
        if (missing >= 0) return refuse('NOT_FOUND', 'No such device.', ['deviceIds', String(missing)])
        const found = ids.flatMap(id => transaction.find('device', id) ?? [])
        const relabeled = found.map(device => ({
          ...device,
          labels: changedLabels(device.labels, add, remove),
        }))
        const full = relabeled.find(({ labels }) => labels.length > maxLabels)
        if (full)
          return refuse('LIMIT_EXCEEDED', `${full.hostname} would have more than ${maxLabels} labels`, [
            'add',
          ])
        const changed = relabeled.filter(({ labels }, i) => labels.join('\n') !== found[i]?.labels.join('\n'))
        for (const device of changed) {
          const before = transaction.find('device', device.id)
          transaction.put('device', device)
          const data = { what: 'device', before: before && labelsOf(before), after: labelsOf(device) }
          transaction.append({ kind: 'DEVICE_LABELED', data, device: device.id }, caller.actor)
        }
        return { changed: changed.length }
      },
    })
  }
}

const labelsOf = ({ id, labels }: DeviceRecord) => ({ id, labels })
