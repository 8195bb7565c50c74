/** Remembered: every row that is read or written asks for all of its names. */
function remembered(spell: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return name => {
    const before = known.get(name)
    if (before !== undefined) return before
    const spelled = spell(name)
    known.set(name, spelled)
    return spelled
  }
}

/** A column's field in a record, and in what the read client gives. */
export const fieldOf = remembered(column =>
  column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
)
export const columnOf = remembered(field => field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`))
