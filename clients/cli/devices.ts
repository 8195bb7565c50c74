import type { DefendClient, DeviceFieldsFragment, DeviceFilter } from '../sdk/sdk.ts'
import { usage } from './exit-codes.ts'
import { globalId, isAbbreviated, isAbbreviationOf, isRawId, onlyOne } from './ids.ts'

export const platforms = ['WINDOWS', 'LINUX', 'MACOS'] as const

/** The matching devices, without revoked ones. */
export async function* devicesOf(
  client: DefendClient,
  filter: DeviceFilter,
): AsyncGenerator<DeviceFieldsFragment> {
  for await (const device of client.devices.list({ filter, pageSize: 200 }))
    if (!device.revokedAt) yield device
}

/** The global id of the device with this host name, raw id, abbreviated raw id, or global id. */
export async function deviceId(client: DefendClient, named: string): Promise<string> {
  if (isRawId(named)) return globalId('Device', named)
  const found: string[] = []
  for await (const { rawId } of devicesOf(client, { hostname: named })) found.push(rawId)
  if (found.length === 0 && isAbbreviated(named))
    for await (const { rawId } of devicesOf(client, {})) if (isAbbreviationOf(named, rawId)) found.push(rawId)
  // Any other text may be a global id, which the service checks.
  return found.length === 0 ? named : globalId('Device', onlyOne('device', named, found))
}

const terms =
  'online, offline, isolated, not-isolated, drifted, platform=linux, host=web-7, name=web (part of the host name), ip=192.0.2.7, label=pci'

/** Parses a filter such as `online,platform=linux,name=web`. Refuses unknown, repeated and contradictory terms. */
export function deviceFilter(text: string): DeviceFilter {
  const filter: Mutable = {}
  for (const term of text.split(',').map(part => part.trim())) {
    const parsed = parseTerm(term)
    if (!parsed) throw usage(`--where: "${term}" is not a valid term. Valid terms: ${terms}.`)
    const [key] = Object.keys(parsed)
    // Several label terms must all match.
    if (parsed.labels && filter.labels) parsed.labels = [...filter.labels, ...parsed.labels]
    else if (key && key in filter) throw usage(`--where: "${term}" repeats or contradicts an earlier term.`)
    Object.assign(filter, parsed)
  }
  return filter
}

type Mutable = { -readonly [Key in keyof DeviceFilter]: DeviceFilter[Key] }

function parseTerm(term: string): Mutable | null {
  const [name, value, ...rest] = term.split('=').map(part => part.trim())
  if (rest.length > 0) return null
  if (value === undefined) {
    if (name === 'online' || name === 'offline') return { online: name === 'online' }
    if (name === 'isolated' || name === 'not-isolated') return { isolated: name === 'isolated' }
    return name === 'drifted' ? { drifted: true } : null
  }
  const platform = platforms.find(platform => platform === value.toUpperCase())
  if (name === 'platform' && platform) return { platform }
  if (!value) return null
  if (name === 'name') return { hostnameContains: value }
  if (name === 'host') return { hostname: value }
  if (name === 'ip') return { ipAddress: value }
  if (name === 'label') return { labels: [value] }
  return null
}
