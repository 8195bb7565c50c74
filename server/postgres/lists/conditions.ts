export interface Alternatives {
  readonly one: string
  readonly other: string
  /** Both in one condition, for where no order is asked for. */
  readonly together: string
}

/** Conditions and the values of their parameters, collected together so that they can't drift apart. */
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
    /** One of two conditions holds, whose rows different indexes have. */
    either(given: Alternatives): void {
      if (alternatives) parts.push(given.together)
      else alternatives = given
    },
    /** The column has one of these values; left out: any. */
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
     * The first rows in an order. Where a column may have several values, the first ones of each are looked for by
     * themselves and then put together: no index has the rows of several values in one order. Likewise those for which
     * one of two alternatives holds, and those for which only the other does.
     * @param selected what is read of them, if not the last of these columns
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
