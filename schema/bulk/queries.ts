import { builder } from '../builder.ts'
import type { BulkRow } from '../context.ts'
import { decodeGlobalId, decodeId, encodeId, nothing } from '../global-id.ts'
import {
  type Connection,
  described,
  noCount,
  pageArgs,
  parsePage,
  selectedOfNodes,
  toConnection,
} from '../lists.ts'
import { BulkAction } from './type.ts'

const BulkActionEdge = builder.objectRef<Connection<BulkRow>['edges'][number]>('BulkActionEdge').implement({
  description: 'A bulk action in a list.',
  fields: t => ({
    node: t.field({ description: described.node, type: BulkAction, resolve: ({ node }) => node }),
    cursor: t.exposeString('cursor', { description: described.cursor }),
  }),
})

const BulkActionConnection = builder.objectRef<Connection<BulkRow>>('BulkActionConnection').implement({
  description: 'A page of bulk actions.',
  fields: t => ({
    edges: t.field({ description: described.edges, type: [BulkActionEdge], resolve: ({ edges }) => edges }),
    pageInfo: t.field({
      description: described.pageInfo,
      type: builder.pageInfoRef(),
      resolve: ({ pageInfo }) => pageInfo,
    }),
  }),
})

builder.queryFields(t => ({
  bulkAction: t.prismaField({
    description: 'A bulk action by its id. Null if there is none with this id.',
    type: BulkAction,
    nullable: true,
    right: 'read',
    args: { id: t.arg.id({ description: 'The raw or global id.', required: true }) },
    resolve: (query, _, args, { prisma, caller: { organization: organizationId } }) => {
      const id = decodeId('BulkAction', args.id) ?? nothing
      return prisma.bulkAction.findUnique({ ...query, where: { organizationId_id: { organizationId, id } } })
    },
  }),
  bulkActions: t.field({
    description: 'The bulk actions, newest first.',
    type: BulkActionConnection,
    right: 'read',
    args: {
      awaitingMyApproval: t.arg.boolean({
        description: 'Only bulks of which the viewer may approve an action now; false: only the others.',
        extensions: { dependsOnCaller: true },
      }),
      ...pageArgs(t.arg),
    },
    resolve: async (_, args, context, info) => {
      const { lists, prisma, caller } = context
      const page = parsePage(args, cursor => decodeGlobalId('BulkAction', cursor))
      const { awaitingMyApproval: expected } = args
      const filter = expected == null ? {} : { awaiting: { approvalOf: caller, expected } }
      const found = await lists.bulkActions(caller.organization, filter, page)
      const query = selectedOfNodes(context, info, 'BulkAction')
      const where = { organizationId: caller.organization, id: { in: [...found.keys] } }
      const rows = await prisma.bulkAction.findMany({ ...query, where })
      const byId = new Map(rows.map(row => [row.id, row]))
      return toConnection(page, found, byId, id => encodeId('BulkAction', id), noCount)
    },
  }),
}))
