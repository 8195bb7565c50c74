import type { GraphQLResolveInfo } from 'graphql'
import type { ActionFilter as Filter } from '#app/action/action-filter.ts'
import type { ActionListOrder, Found, Page } from '#app/reading.ts'
import { batched } from '../batches.ts'
import { builder } from '../builder.ts'
import type { ActionRow, Context } from '../context.ts'
import { decodeGlobalId, encodeId, nothing } from '../global-id.ts'
import { type Connection, described, type PageArgs, parsePage, rowsOf, toConnection } from '../lists.ts'
import { type ActionFilter, parseActionFilter } from './filter.ts'
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
  const { found, rows, count } = await listOfOrganization(context, info, filter, order, page)
  return toConnection(page, found, rows, toCursor, count)
}

type Parent = 'device' | 'investigation' | 'bulk'

interface ListArgs extends PageArgs {
  readonly filter?: typeof ActionFilter.$inferInput | null | undefined
}

/** A page of the actions of one device, investigation or bulk, newest first. */
export async function listActionsOf(
  kind: Parent,
  id: string,
  args: ListArgs,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Connection<ActionRow>> {
  const filter = parseActionFilter(args.filter, context.caller)
  // A filter for another parent matches no action of this one.
  const isOther = filter[kind] !== undefined && filter[kind] !== id
  const page = parsePage(args, cursor => decodeGlobalId('ResponseAction', cursor))
  const parent = isOther ? nothing : id
  const { found, rows, count } = await listOfParent(context, info, kind, parent, filter, page)
  return toConnection(page, found, rows, toCursor, count)
}

const toCursor = (id: string) => encodeId('ResponseAction', id)

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
  kind: Parent,
  id: string,
  { [kind]: _, ...filter }: Filter,
  page: Page<string>,
): Promise<Listing> {
  const { lists, actionRows, caller } = context
  const { organization } = caller
  const order = { field: 'SUBMITTED_AT', direction: 'DESC' } as const
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
