import type { GraphQLResolveInfo } from 'graphql'
import type { ActionFilter as Filter } from '#app/action-filter.ts'
import type { ActionListOrder, Page } from '#app/reading.ts'
import { builder } from '../builder.ts'
import type { ActionRow, Context } from '../context.ts'
import { encodeId } from '../global-id.ts'
import { type Connection, described, selectedOfNodes, toConnection } from '../lists.ts'
import { ResponseAction } from './type.ts'

const ResponseActionEdge = builder
  .objectRef<Connection<ActionRow>['edges'][number]>('ResponseActionEdge')
  .implement({
    description: 'One action of a list.',
    fields: t => ({
      node: t.field({ description: described.node, type: ResponseAction, resolve: ({ node }) => node }),
      cursor: t.exposeString('cursor', { description: described.cursor }),
    }),
  })

export const ResponseActionConnection = builder
  .objectRef<Connection<ActionRow>>('ResponseActionConnection')
  .implement({
    description: '`totalCount` is exact up to 10,000; 10001 means more.',
    fields: t => ({
      edges: t.field({
        description: described.edges,
        type: [ResponseActionEdge],
        resolve: ({ edges }) => edges,
      }),
      pageInfo: t.field({
        description: described.pageInfo,
        type: builder.pageInfoRef(),
        resolve: ({ pageInfo }) => pageInfo,
      }),
      totalCount: t.int({ description: described.totalCount, resolve: ({ totalCount }) => totalCount() }),
    }),
  })

/** A page of the caller's organization: keys by the list's own SQL, then the rows with what is selected of them. */
export async function listActions(
  context: Context,
  info: GraphQLResolveInfo,
  filter: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Promise<Connection<ActionRow>> {
  const { lists, prisma } = context
  const { organization: organizationId } = context.caller
  const found = await lists.actions(organizationId, filter, order, page)
  const query = selectedOfNodes(context, info, 'ResponseAction')
  const rows = await prisma.responseAction.findMany({
    ...query,
    where: { organizationId, id: { in: [...found.keys] } },
  })
  return toConnection(
    page,
    found,
    new Map(rows.map(row => [row.id, row])),
    id => encodeId('ResponseAction', id),
    () => lists.countActions(organizationId, filter),
  )
}
