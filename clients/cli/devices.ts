import type { DefendClient, DeviceFieldsFragment, DeviceFilter } from '../sdk/sdk.ts'
import { usage } from './exit-codes.ts'
import { globalId, isBeginning, isRawId, onlyOne } from './ids.ts'

export const platforms = ['WINDOWS', 'LINUX', 'MACOS'] as const

/** Enrolled devices only. */
export async function* devicesOf(
  client: DefendClient,
  filter: DeviceFilter,
): AsyncGenerator<DeviceFieldsFragment> {
  for await (const device of client.devices.list({ filter, pageSize: 200 }))
    if (!device.revokedAt) yield device
}

/** The global id of the device with this host name, raw id, beginning of a raw id, or global id. */
export async function deviceId(client: DefendClient, named: string): Promise<string> {
  if (isRawId(named)) return globalId('Device', named)
  const found: string[] = []
  for await (const { rawId } of devicesOf(client, { hostname: named })) found.push(rawId)
  if (found.length === 0 && isBeginning(named))
    for await (const { rawId } of devicesOf(client, {}))
      if (rawId.startsWith(named.toLowerCase())) found.push(rawId)
  // Anything else may be a global id; the service decides.
  return found.length === 0 ? named : globalId('Device', onlyOne('device', named, found))
}

const terms =
  'online, offline, isolated, not-isolated, drifted, platform=linux, host=web-7, name=web (part of the host name), ip=192.0.2.7, label=pci'

/** The filter of `online,platform=linux,name=web`. A term that is unknown, repeated or contradictory is refused. */
export function deviceFilter(text: string): DeviceFilter {
  const filter: Mutable = {}
  for (const term of text.split(',').map(part => part.trim())) {
    const read = termOf(term)
    if (!read) throw usage(`--where: cannot read "${term}". The terms are ${terms}.`)
    const [key] = Object.keys(read)
    // Repeated label terms must all match.
    if (read.labels && filter.labels) read.labels = [...filter.labels, ...read.labels]
    else if (key && key in filter) throw usage(`--where: "${term}" repeats or contradicts an earlier term.`)
    Object.assign(filter, read)
  }
  return filter
}

type Mutable = { -readonly [Key in keyof DeviceFilter]: DeviceFilter[Key] }

function termOf(term: string): Mutable | null {
  const [name, value, ...rest] = term.split('=').map(part => part.trim())
  if (rest.length > 0) return null
  if (value === undefined) {
    if (name === 'online' || name === 'offline') return { online: name === 'online' }
    if (name === 'isolated' || name === 'not-isolated') return { isolated: name === 'isolated' }
    return name === 'drifted' ? { drifted: true } : null
  }
  const platform = platforms.find(one => one === value.toUpperCase())
  if (name === 'platform' && platform) return { platform }
  if (!value) return null
  if (name === 'name') return { hostnameContains: value }
  if (name === 'host') return { hostname: value }
  if (name === 'ip') return { ipAddress: value }
  if (name === 'label') return { labels: [value] }
  return null
}
