import type { GraphQLResolveInfo } from 'graphql'
import type { DetectionFilter as Filter, Page } from '#app/reading.ts'
import type {
  Severity as DomainSeverity,
  DetectionStatus as DomainStatus,
} from '#domain/detection/detection.ts'
import { batched } from '../batches.ts'
import { builder } from '../builder.ts'
import type { Context, DetectionRow } from '../context.ts'
import { Device } from '../device/type.ts'
import { decodeGlobalId, decodeId, encodeId, nothing } from '../global-id.ts'
import {
  type Connection,
  described,
  noCount,
  pageArgs,
  parsePage,
  rowsOf,
  selectedOfNodes,
  toConnection,
} from '../lists.ts'
import { parseSearch } from '../search.ts'
import { DetectionStatus, Severity } from './enums.ts'
import { Detection } from './type.ts'

const DetectionEdge = builder
  .objectRef<Connection<DetectionRow>['edges'][number]>('DetectionEdge')
  .implement({
    description: 'A detection in a list.',
    fields: t => ({
      node: t.field({ description: described.node, type: Detection, resolve: ({ node }) => node }),
      cursor: t.exposeString('cursor', { description: described.cursor }),
    }),
  })

export const DetectionConnection = builder
  .objectRef<Connection<DetectionRow>>('DetectionConnection')
  .implement({
    description: 'A page of detections.',
    fields: t => ({
      edges: t.field({ description: described.edges, type: [DetectionEdge], resolve: ({ edges }) => edges }),
      pageInfo: t.field({
        description: described.pageInfo,
        type: builder.pageInfoRef(),
        resolve: ({ pageInfo }) => pageInfo,
      }),
    }),
  })

export const DetectionFilter = builder.inputType('DetectionFilter', {
  description: 'Selects detections. Fields left out do not restrict the selection.',
  fields: t => ({
    severities: t.field({ description: 'Detections of one of these severities.', type: [Severity] }),
    statuses: t.field({
      description: 'Detections with one of these triage statuses.',
      type: [DetectionStatus],
    }),
    assigneeId: t.id({ description: 'Detections assigned to this analyst.' }),
    deviceId: t.id({ description: 'On this device.' }),
    investigationId: t.id({ description: 'Detections of this investigation.' }),
    firedAfter: t.field({ description: 'Detections fired after this time.', type: 'DateTime' }),
    search: t.string({
      description:
        'Every word of three letters or more must occur, case ignored, in title, technique, process name, path or hash, or hostname.',
    }),
  }),
})

/** Converts the input to the domain's filter. Null fields are ignored. */
export function parseDetectionFilter(input: typeof DetectionFilter.$inferInput | null | undefined): Filter {
  const { severities, statuses, assigneeId, deviceId, investigationId, firedAfter, search } = input ?? {}
  return {
    ...(severities && { severities: severities as readonly DomainSeverity[] }),
    ...(statuses && { statuses: statuses as readonly DomainStatus[] }),
    ...(firedAfter && { firedAfter }),
    ...(search != null && { words: parseSearch(search) }),
    ...(assigneeId != null && { assignee: decodeId('Analyst', assigneeId) }),
    ...(deviceId != null && { device: decodeId('Device', deviceId) }),
    ...(investigationId != null && { investigation: decodeId('Investigation', investigationId) }),
  }
}

export const parseDetectionCursor = (cursor: string): string | null => decodeGlobalId('Detection', cursor)

/** For each type with a `detections` field: the filter that selects the parent's detections. */
const parentOf: Readonly<Record<string, 'device' | 'investigation'>> = {
  Device: 'device',
  Investigation: 'investigation',
}

export async function listDetections(
  context: Context,
  info: GraphQLResolveInfo,
  filter: Filter,
  page: Page<string>,
): Promise<Connection<DetectionRow>> {
  const { lists, prisma } = context
  const { organization: organizationId } = context.caller
  const kind = parentOf[info.parentType.name]
  const found = kind
    ? await batched(context, info, 'keys', ids =>
        lists.detectionsOf(organizationId, { kind, ids }, { ...filter, [kind]: undefined }, page),
      ).load(filter[kind] ?? nothing)
    : await lists.detections(organizationId, filter, page)
  const query = selectedOfNodes(context, info, 'Detection')
  const rows = await rowsOf(context, info, found.keys, ids =>
    prisma.detection.findMany({ ...query, where: { organizationId, id: { in: ids } } }),
  )
  return toConnection(page, found, rows, id => encodeId('Detection', id), noCount)
}

builder.prismaObjectField(Device, 'detections', t =>
  t.field({
    description: 'The detections on the device, newest first.',
    type: DetectionConnection,
    args: pageArgs(t.arg),
    resolve: (device, args, context, info) =>
      listDetections(context, info, { device: device.id }, parsePage(args, parseDetectionCursor)),
  }),
)
