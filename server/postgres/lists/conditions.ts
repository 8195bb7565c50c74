export interface Alternatives {
  readonly one: string
  readonly other: string
  /** Both alternatives as one condition, for statements without an order. */
  readonly together: string
}

/** Collects SQL conditions and the values of their numbered parameters. */
export function conditions() {
  const values: unknown[] = []
  const parts: string[] = []
  let each: { readonly column: string; readonly list: string } | null = null
  let alternatives: Alternatives | null = null
  const value = (value: unknown) => `$${values.push(value)}`

  return {
    values,
    value,
    add: (condition: string) => void parts.push(condition),
    /** Adds two alternatives, whose rows are found with different indexes. */
    either(added: Alternatives): void {
      if (alternatives) parts.push(added.together)
      else alternatives = added
    },
    /** Restricts a column to these values; undefined allows all. */
    among(column: string, wanted: readonly string[] | undefined): void {
      if (wanted === undefined) return
      const [only, ...others] = new Set(wanted)
      if (only !== undefined && others.length === 0) parts.push(`${column} = ${value(only)}`)
      else {
        const list = `${value([...new Set(wanted)])}::text[]`
        if (each) parts.push(`${column} = ANY(${list})`)
        else each = { column, list }
      }
    },
    text: () =>
      [
        ...parts,
        ...(each ? [`${each.column} = ANY(${each.list})`] : []),
        ...(alternatives ? [alternatives.together] : []),
      ].join(' AND '),
    /**
     * The first rows in an order. An index cannot return the rows of several values in one order, so the first rows of
     * each value are found separately and merged. The same applies to two alternatives.
     * @param selected the columns to read; default: the last column of the order
     */
    first(
      table: string,
      columns: readonly string[],
      direction: 'ASC' | 'DESC',
      limit: number,
      selected = columns.at(-1),
    ): string {
      const most = value(limit)
      const order = `ORDER BY ${columns.map(column => `${column} ${direction}`).join(', ')} LIMIT ${most}`
      const where = each ? [...parts, `${each.column} = one.value`] : parts
      const rows = (what = '*', ...more: string[]) =>
        `SELECT ${what} FROM ${table} WHERE ${[...where, ...more].join(' AND ')} ${order}`
      if (!each && !alternatives) return rows(selected)
      const found = alternatives ? bothOf(alternatives, rows, order) : rows()
      const values = each ? `unnest(${each.list}) AS one (value), LATERAL ` : ''
      return `SELECT ${selected} FROM ${values}(${found}) AS found ${order}`
    },
  }
}

function bothOf(
  { one, other }: Alternatives,
  rows: (what: string, ...more: string[]) => string,
  order: string,
): string {
  const union = `(${rows('*', one)}) UNION ALL (${rows('*', other, `(${one}) IS NOT TRUE`)})`
  return `SELECT * FROM (${union}) AS either ${order}`
}

export type Conditions = ReturnType<typeof conditions>
