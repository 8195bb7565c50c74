/** Memoizes: every row that is read or written looks up all its column names. */
function memoize(spell: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return name => {
    const before = known.get(name)
    if (before !== undefined) return before
    const spelled = spell(name)
    known.set(name, spelled)
    return spelled
  }
}

/** The field of a column, in records and in rows of the read client. */
export const fieldOf = memoize(column => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()))
export const columnOf = memoize(field => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`))
