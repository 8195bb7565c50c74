import type { GraphQLResolveInfo } from 'graphql'
import type { ActionFilter as Filter } from '#app/action-filter.ts'
import type { ActionListOrder, Found, Page } from '#app/reading.ts'
import { batched } from '../batches.ts'
import { builder } from '../builder.ts'
import type { ActionRow, Context } from '../context.ts'
import { encodeId, nothing } from '../global-id.ts'
import { type Connection, described, rowsOf, toConnection } from '../lists.ts'
import { readActions } from './rows.ts'
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

/** What the lists inside of these are lists of. */
const parentOf: Readonly<Record<string, 'device' | 'investigation' | 'bulk'>> = {
  Device: 'device',
  Investigation: 'investigation',
  BulkAction: 'bulk',
}

/** A page of the caller's organization: keys by the list's own SQL, then the rows with what is selected of them. */
export async function listActions(
  context: Context,
  info: GraphQLResolveInfo,
  filter: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Promise<Connection<ActionRow>> {
  const kind = parentOf[info.parentType.name]
  const { find, count } = kind
    ? within(context, info, kind, filter, order, page)
    : everywhere(context, filter, order, page)
  const found = await find()
  const rows = await rowsOf(context, info, found.keys, ids => readActions(context, info, ids))
  return toConnection(page, found, rows, id => encodeId('ResponseAction', id), count)
}

interface Asking {
  readonly find: () => Promise<Found<string>>
  readonly count: () => Promise<number>
}

const everywhere = (
  { lists, caller: { organization } }: Context,
  filter: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Asking => ({
  find: () => lists.actions(organization, filter, order, page),
  count: () => lists.countActions(organization, filter),
})

/** The list of one thing, asked for together with those of the others around it. */
function within(
  context: Context,
  info: GraphQLResolveInfo,
  kind: 'device' | 'investigation' | 'bulk',
  { [kind]: parent, ...filter }: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Asking {
  const { lists } = context
  const { organization } = context.caller
  const id = parent ?? nothing
  return {
    find: () =>
      batched(context, info, 'keys', ids =>
        lists.actionsOf(organization, { kind, ids }, filter, order, page),
      ).load(id),
    count: () =>
      batched(context, info, 'count', ids => lists.countActionsOf(organization, { kind, ids }, filter)).load(
        id,
      ),
  }
}
