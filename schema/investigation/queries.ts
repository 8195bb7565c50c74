import { builder } from '../builder.ts'
import type { InvestigationRow } from '../context.ts'
import { decodeGlobalId, encodeId } from '../global-id.ts'
import {
  type Connection,
  described,
  noCount,
  pageArgs,
  parsePage,
  selectedOfNodes,
  toConnection,
} from '../lists.ts'
import { Investigation } from './type.ts'

const InvestigationEdge = builder
  .objectRef<Connection<InvestigationRow>['edges'][number]>('InvestigationEdge')
  .implement({
    description: 'An investigation in a list.',
    fields: t => ({
      node: t.field({ description: described.node, type: Investigation, resolve: ({ node }) => node }),
      cursor: t.exposeString('cursor', { description: described.cursor }),
    }),
  })

const InvestigationConnection = builder
  .objectRef<Connection<InvestigationRow>>('InvestigationConnection')
  .implement({
    description: 'A page of investigations.',
    fields: t => ({
      edges: t.field({
        description: described.edges,
        type: [InvestigationEdge],
        resolve: ({ edges }) => edges,
      }),
      pageInfo: t.field({
        description: described.pageInfo,
        type: builder.pageInfoRef(),
        resolve: ({ pageInfo }) => pageInfo,
      }),
    }),
  })

builder.queryField('investigations', t =>
  t.field({
    description: 'The investigations, newest first.',
    type: InvestigationConnection,
    right: 'read',
    args: pageArgs(t.arg),
    resolve: async (_, args, context, info) => {
      const { lists, prisma, caller } = context
      const page = parsePage(args, cursor => decodeGlobalId('Investigation', cursor))
      const found = await lists.investigations(caller.organization, page)
      const query = selectedOfNodes(context, info, 'Investigation')
      const where = { organizationId: caller.organization, id: { in: [...found.keys] } }
      const rows = await prisma.investigation.findMany({ ...query, where })
      const byId = new Map(rows.map(row => [row.id, row]))
      return toConnection(page, found, byId, id => encodeId('Investigation', id), noCount)
    },
  }),
)
