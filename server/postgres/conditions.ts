/** Conditions and the values of their parameters, collected together so that they can't drift apart. */
export function conditions() {
  const values: unknown[] = []
  const parts: string[] = []
  let each: { readonly column: string; readonly list: string } | null = null
  const value = (value: unknown) => `$${values.push(value)}`

  return {
    values,
    value,
    add: (condition: string) => void parts.push(condition),
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
    text: () => [...parts, ...(each ? [`${each.column} = ANY(${each.list})`] : [])].join(' AND '),
    /**
     * The first rows in an order. Where a column may have several values, the first ones of each are looked for by
     * themselves and then put together: no index has the rows of several values in one order.
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
      if (!each) return `SELECT ${selected} FROM ${table} WHERE ${parts.join(' AND ')} ${order}`
      const one = [...parts, `${each.column} = one.value`].join(' AND ')
      return `SELECT ${selected} FROM unnest(${each.list}) AS one (value),
        LATERAL (SELECT * FROM ${table} WHERE ${one} ${order}) AS found ${order}`
    },
  }
}
export type Conditions = ReturnType<typeof conditions>
