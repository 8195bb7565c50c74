import { queryFromInfo } from '@pothos/plugin-prisma'
import type { GraphQLResolveInfo } from 'graphql'
import type { Found, Page } from '#app/reading.ts'
import { batched } from './batches.ts'
import type { ArgBuilder } from './builder.ts'
import type { Context } from './context.ts'
import { badCursor, badUserInput } from './errors.ts'

const defaultPage = 50
const maxPage = 200

type Optional<T> = T | null | undefined
export interface PageArgs {
  readonly first?: Optional<number>
  readonly after?: Optional<string>
  readonly last?: Optional<number>
  readonly before?: Optional<string>
}

/**
 * Validates the paging arguments. Throws BAD_USER_INPUT for a size out of range and BAD_CURSOR for an invalid cursor.
 * @param decode returns null for text that is not a cursor of the list
 */
export function parsePage<Key>(args: PageArgs, decode: (cursor: string) => Key | null): Page<Key> {
  const { first, last, after, before } = args
  if (first != null && last != null) throw badUserInput('first and last must not be used together.')
  for (const [name, size] of Object.entries({ first, last }))
    if (size != null && (size < 1 || size > maxPage))
      throw badUserInput(`${name} must be between 1 and ${maxPage}.`)
  const key = (cursor: Optional<string>): Key | null => {
    if (cursor == null) return null
    const decoded = decode(cursor)
    if (decoded === null) throw badCursor()
    return decoded
  }
  return { size: first ?? last ?? defaultPage, after: key(after), before: key(before), fromEnd: last != null }
}

export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  /** Called only if the query selects `totalCount`. */
  readonly totalCount: () => Promise<number>
}

export const noCount = (): Promise<number> => Promise.reject(new Error('this list has no totalCount'))

/** The Prisma query for the selected relations of a connection's nodes. */
export function selectedOfNodes(context: Context, info: GraphQLResolveInfo, typeName: string) {
  const { include = {} } = queryFromInfo({ context, info, typeName, path: ['edges', 'node'] })
  // No type uses Pothos's select mode, so the query only adds relations to whole rows.
  return { include } as { include: Record<never, never> }
}

/** Reads the rows with these ids, together with the rows that the same field needs elsewhere in the response. */
export async function rowsOf<Row extends { readonly id: string }>(
  context: Context,
  info: GraphQLResolveInfo,
  keys: readonly string[],
  read: (ids: string[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, Row>> {
  const rows = batched<Row | null>(context, info, 'rows', async ids => {
    const byId = new Map((await read([...ids])).map(row => [row.id, row]))
    return ids.map(id => byId.get(id) ?? null)
  })
  const found = await Promise.all(keys.map(key => rows.load(key)))
  return new Map(found.flatMap(row => (row ? [[row.id, row]] : [])))
}

/** Builds a connection from keys and rows, in the order of the keys. Leaves out rows that were deleted in between. */
export function toConnection<Key, Row>(
  page: Page<Key>,
  found: Found<Key>,
  rows: ReadonlyMap<Key, Row>,
  cursorOf: (key: Key) => string,
  totalCount: () => Promise<number>,
): Connection<Row> {
  const edges = found.keys.flatMap(key => {
    const node = rows.get(key)
    return node === undefined ? [] : [{ cursor: cursorOf(key), node }]
  })
  const pageInfo = {
    hasNextPage: page.fromEnd ? page.before !== null : found.hasMore,
    hasPreviousPage: page.fromEnd ? found.hasMore : page.after !== null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
  return { edges, pageInfo, totalCount }
}

/** The arguments of every list. */
export const pageArgs = (t: ArgBuilder) => ({
  first: t.int({
    description:
      'The number of entries from the start of the list, 1 to 200; 50 by default. Not allowed with `last`.',
  }),
  after: t.string({ description: 'Only entries after this cursor.' }),
  last: t.int({
    description: 'The number of entries from the end of the list, 1 to 200. Not allowed with `first`.',
  }),
  before: t.string({ description: 'Only entries before this cursor.' }),
})

/** The descriptions of the fields that all connections have. */
export const described = {
  node: 'The entry.',
  cursor: 'The position of the entry, for `after` and `before`.',
  edges: 'The entries of the page, in the order of the list.',
  pageInfo: 'The position of the page in the list.',
  totalCount: 'The number of entries. Exact up to 10,000; 10001 means more.',
}
