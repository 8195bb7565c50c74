export interface Page<Item> {
  readonly items: readonly Item[]
  /** Pass it as `after` to continue after this page at any later time. Null if the list is empty. */
  readonly endCursor: string | null
  readonly hasNextPage: boolean
}

/** A list to iterate over by item with `for await`, or by page with `.pages()`. Pages are requested only when needed. */
export interface List<Item> extends AsyncIterable<Item> {
  pages(): AsyncIterableIterator<Page<Item>>
}

export interface Connection<Item> {
  readonly edges: readonly { readonly node: Item; readonly cursor: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

export function listOf<Item>(
  after: string | undefined,
  load: (after: string | undefined) => Promise<Connection<Item>>,
): List<Item> {
  async function* pages() {
    let cursor = after
    for (;;) {
      const { edges, pageInfo } = await load(cursor)
      const { hasNextPage, endCursor } = pageInfo
      yield { items: edges.map(({ node }) => node), hasNextPage, endCursor }
      if (!hasNextPage || endCursor === null) return
      cursor = endCursor
    }
  }
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { items } of pages()) yield* items
    },
  }
}
