import type { GraphQLResolveInfo } from 'graphql'
import type { ActionFilter as Filter } from '#app/action/action-filter.ts'
import type { ActionListOrder, Found, Page } from '#app/reading.ts'
import { batched } from '../batches.ts'
import { builder } from '../builder.ts'
import type { ActionRow, Context } from '../context.ts'
import { encodeId, nothing } from '../global-id.ts'
import { type Connection, described, rowsOf, toConnection } from '../lists.ts'
import { completeActions, wantedOfActions } from './rows.ts'
import { ResponseAction } from './type.ts'

const ResponseActionEdge = builder
  .objectRef<Connection<ActionRow>['edges'][number]>('ResponseActionEdge')
  .implement({
    description: 'An action in a list.',
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

/** For each type with an `actions` field: the filter that selects the parent's actions. */
const parentOf: Readonly<Record<string, 'device' | 'investigation' | 'bulk'>> = {
  Device: 'device',
  Investigation: 'investigation',
  BulkAction: 'bulk',
}

interface Listing {
  readonly found: Found<string>
  readonly rows: ReadonlyMap<string, ActionRow>
  readonly count: () => Promise<number>
}

/** A page of the organization's actions. Reads only the selected columns. */
export async function listActions(
  context: Context,
  info: GraphQLResolveInfo,
  filter: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Promise<Connection<ActionRow>> {
  const kind = parentOf[info.parentType.name]
  const { found, rows, count } = await (kind
    ? listOfParent(context, info, kind, filter, order, page)
    : listOfOrganization(context, info, filter, order, page))
  return toConnection(page, found, rows, id => encodeId('ResponseAction', id), count)
}

async function listOfOrganization(
  context: Context,
  info: GraphQLResolveInfo,
  filter: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Promise<Listing> {
  const { lists, caller } = context
  const { organization } = caller
  const found = await lists.actions(organization, filter, order, page, wantedOfActions(info))
  const rows = await completeActions(context, info, found.rows)
  return {
    found,
    rows: new Map(rows.map(row => [row.id, row])),
    count: () => lists.countActions(organization, filter),
  }
}

/** The actions of one parent, read together with those of all other parents in the response. */
async function listOfParent(
  context: Context,
  info: GraphQLResolveInfo,
  kind: 'device' | 'investigation' | 'bulk',
  { [kind]: parent, ...filter }: Filter,
  order: ActionListOrder,
  page: Page<string>,
): Promise<Listing> {
  const { lists, actionRows, caller } = context
  const { organization } = caller
  const id = parent ?? nothing
  const keys = batched(context, info, 'keys', ids =>
    lists.actionsOf(organization, { kind, ids }, filter, order, page),
  )
  const counts = batched(context, info, 'count', ids =>
    lists.countActionsOf(organization, { kind, ids }, filter),
  )
  const found = await keys.load(id)
  const rows = await rowsOf(context, info, found.keys, async ids =>
    completeActions(context, info, await actionRows(organization, ids, wantedOfActions(info))),
  )
  return { found, rows, count: () => counts.load(id) }
}
