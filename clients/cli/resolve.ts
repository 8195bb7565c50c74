import type { DefendClient } from '../sdk/sdk.ts'
import { Ending, exitCodes, usage } from './exit-codes.ts'
import { type DeviceLineFragment, Devices } from './generated/documents.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A global id stays what it is; a UUID (`rawId`, as exports and logs have it) becomes one, as Relay spells them. */
export const globalId = (type: string, id: string): string =>
  uuid.test(id) ? Buffer.from(`${type}:${id.toLowerCase()}`).toString('base64') : id

export interface DeviceQuery {
  readonly online?: boolean
  readonly isolated?: boolean
  readonly platform?: 'WINDOWS' | 'LINUX' | 'MACOS'
  readonly hostnameContains?: string
}

export async function* devicesOf(
  client: DefendClient,
  filter: DeviceQuery,
): AsyncGenerator<DeviceLineFragment> {
  for (let after: string | null = null; ; ) {
    const { devices }: Awaited<ReturnType<typeof page>> = await page(client, filter, after)
    for (const { node } of devices.edges) yield node
    if (!devices.pageInfo.hasNextPage) return
    after = devices.pageInfo.endCursor
  }
}

const page = (client: DefendClient, filter: DeviceQuery, after: string | null) =>
  client.request(Devices, { filter, first: 200, after })

/** The id of the device that people call so: by host name, UUID or global id. */
export async function deviceId(client: DefendClient, named: string): Promise<string> {
  if (uuid.test(named)) return globalId('Device', named)
  const found: DeviceLineFragment[] = []
  for await (const device of devicesOf(client, { hostnameContains: named }))
    if (device.hostname.toLowerCase() === named.toLowerCase() && !device.revokedAt) found.push(device)
  if (found.length > 1)
    throw new Ending(
      exitCodes.refused,
      `${found.length} devices are called ${named}: ${found.map(({ rawId }) => rawId).join(', ')}`,
    )
  // What is no host name may be a global id; the service knows.
  return found[0]?.id ?? named
}

const platforms = ['WINDOWS', 'LINUX', 'MACOS'] as const

/** `online,platform=linux,name=web`, as `bulk --where` takes it. */
export function deviceQuery(text: string): DeviceQuery {
  const query: { -readonly [Key in keyof DeviceQuery]: DeviceQuery[Key] } = {}
  for (const term of text.split(',').map(part => part.trim())) {
    const [name, value] = term.split('=')
    const platform = platforms.find(one => one === value?.toUpperCase())
    if (term === 'online' || term === 'offline') query.online = term === 'online'
    else if (term === 'isolated' || term === 'not-isolated') query.isolated = term === 'isolated'
    else if (name === 'platform' && platform) query.platform = platform
    else if (name === 'name' && value) query.hostnameContains = value
    else
      throw usage(`--where: ${term} is none of online, offline, isolated, not-isolated, platform=…, name=…`)
  }
  return query
}
