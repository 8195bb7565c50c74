import type { DeviceFilter as Filter } from '#app/reading.ts'
import { parseAddress } from '#domain/device/address.ts'
import { normalLabels } from '#domain/device/label.ts'
import { builder } from '../builder.ts'
import type { DeviceRow } from '../context.ts'
import { badUserInput } from '../errors.ts'
import { decodeGlobalId, decodeId, encodeId, nothing } from '../global-id.ts'
import { type Connection, described, pageArgs, parsePage, selectedOfNodes, toConnection } from '../lists.ts'
import { Platform } from './enums.ts'
import { Device } from './type.ts'

/** For names and addresses: refuses line breaks. */
const oneLine = { oneLine: true }

const DeviceFilter = builder.inputType('DeviceFilter', {
  description: 'Selects devices. Fields left out do not restrict the selection.',
  fields: t => ({
    online: t.boolean({ description: 'Devices that are connected now (true) or not (false).' }),
    isolated: t.boolean({ description: "Isolated by the device's own latest report." }),
    platform: t.field({ description: 'Devices of this platform.', type: Platform }),
    hostnameContains: t.string({
      description: 'Devices whose host name contains this text, ignoring case.',
      extensions: oneLine,
    }),
    hostname: t.string({
      description: 'Exactly this host name, case ignored. Several devices may bear it.',
      extensions: oneLine,
    }),
    ipAddress: t.string({
      description: 'An address that the device reported, in any spelling.',
      extensions: oneLine,
    }),
    rawIds: t.idList({ description: 'Devices with one of these ids.' }),
    labels: t.stringList({ description: 'All of these.' }),
    personId: t.id({ description: 'Assigned to this person.' }),
    drifted: t.boolean({ description: 'Whether drift is not empty.' }),
  }),
})

const DeviceEdge = builder.objectRef<Connection<DeviceRow>['edges'][number]>('DeviceEdge').implement({
  description: 'A device in a list.',
  fields: t => ({
    node: t.field({ description: described.node, type: Device, resolve: ({ node }) => node }),
    cursor: t.exposeString('cursor', { description: described.cursor }),
  }),
})

const DeviceConnection = builder.objectRef<Connection<DeviceRow>>('DeviceConnection').implement({
  description: '`totalCount` is exact up to 10,000; 10001 means more.',
  fields: t => ({
    edges: t.field({ description: described.edges, type: [DeviceEdge], resolve: ({ edges }) => edges }),
    pageInfo: t.field({
      description: described.pageInfo,
      type: builder.pageInfoRef(),
      resolve: ({ pageInfo }) => pageInfo,
    }),
    totalCount: t.int({ description: described.totalCount, resolve: ({ totalCount }) => totalCount() }),
  }),
})

/** Converts the input to the domain's filter. Null fields are ignored. */
function parseFilter(input: typeof DeviceFilter.$inferInput | null | undefined): Filter {
  const { ipAddress, rawIds, labels, personId, ...plain } = input ?? {}
  return {
    ...(Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null)) as Filter),
    ...(ipAddress != null && { ipAddress: parseIpAddress(ipAddress) }),
    ...(rawIds && { ids: rawIds.flatMap(id => decodeId('Device', id) ?? []) }),
    ...(labels && { labels: normalLabels(labels) }),
    ...(personId != null && { person: decodeId('Person', personId) }),
  }
}

/** Normalizes an address. Drops the zone of a link-local address, such as `%eth0`. */
function parseIpAddress(text: string): string {
  const address = parseAddress(text.trim().replace(/%.*$/, ''))
  if (!address || address.text.includes('/'))
    throw badUserInput('filter.ipAddress must be an IPv4 or IPv6 address.')
  return address.text
}

builder.queryFields(t => ({
  device: t.prismaField({
    description: 'A device by its id. Null if there is none with this id.',
    type: Device,
    nullable: true,
    right: 'read',
    args: { id: t.arg.id({ description: 'The raw or global id.', required: true }) },
    resolve: (query, _, args, { prisma, caller: { organization: organizationId } }) => {
      const id = decodeId('Device', args.id) ?? nothing
      return prisma.device.findUnique({ ...query, where: { organizationId_id: { organizationId, id } } })
    },
  }),
  devices: t.field({
    description: 'The devices, including revoked ones, sorted by host name.',
    type: DeviceConnection,
    right: 'read',
    args: {
      filter: t.arg({ description: 'Returns only entries that match.', type: DeviceFilter }),
      ...pageArgs(t.arg),
    },
    resolve: async (_, args, context, info) => {
      const { lists, prisma, caller } = context
      const filter = parseFilter(args.filter)
      const page = parsePage(args, cursor => decodeGlobalId('Device', cursor))
      const found = await lists.devices(caller.organization, filter, page)
      const query = selectedOfNodes(context, info, 'Device')
      const where = { organizationId: caller.organization, id: { in: [...found.keys] } }
      const rows = await prisma.device.findMany({ ...query, where })
      return toConnection(
        page,
        found,
        new Map(rows.map(row => [row.id, row])),
        id => encodeId('Device', id),
        () => lists.countDevices(caller.organization, filter),
      )
    },
  }),
}))
