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

/** A page as the contract allows it: never cut silently. `decode` gives null for what is no cursor of the list. */
export function parsePage<Key>(args: PageArgs, decode: (cursor: string) => Key | null): Page<Key> {
  const { first, last, after, before } = args
  if (first != null && last != null) throw badUserInput('first and last exclude each other.')
  for (const [name, size] of Object.entries({ first, last }))
    if (size != null && (size < 1 || size > maxPage)) throw badUserInput(`${name} is 1 to ${maxPage}.`)
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
  /** Asked for only where it is selected. */
  readonly totalCount: () => Promise<number>
}

export const noCount = (): Promise<number> => Promise.reject(new Error('this list is not counted'))

/** What is selected of a connection's nodes, for the query that reads their rows. */
export function selectedOfNodes(context: Context, info: GraphQLResolveInfo, typeName: string) {
  const { include = {} } = queryFromInfo({ context, info, typeName, path: ['edges', 'node'] })
  // No type is in select mode, so it adds relations to whole rows, and their type is the rows'.
  return { include } as { include: Record<never, never> }
}

/** The rows of these ids, read together with those of the field's other places. */
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

/** The rows of the keys that were found, in their order; a row that is gone meanwhile is left out. */
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

/** The arguments of a list that can be walked both ways. */
export const pageArgs = (t: ArgBuilder) => ({
  first: t.int({ description: 'How many from the start, 1 to 200; 50 by default. Not with `last`.' }),
  after: t.string({ description: 'Only what comes after this cursor.' }),
  last: t.int({ description: 'How many from the end, 1 to 200. Not with `first`.' }),
  before: t.string({ description: 'Only what comes before this cursor.' }),
})

/** The arguments of a list that can be walked forward only. */
export const forwardArgs = (t: ArgBuilder) => ({
  first: t.int({ description: 'How many, 1 to 200; 50 by default.' }),
  after: t.string({ description: 'Only what comes after this cursor.' }),
})

/** What `edges` and `pageInfo` of every connection say. */
export const described = {
  node: 'What the edge leads to.',
  cursor: 'Its position, for `after` and `before`.',
  edges: 'The page, in the order of the list.',
  pageInfo: 'Where the page lies in the list.',
  totalCount: 'How many there are in all; exact up to 10,000, 10001 means more.',
}
