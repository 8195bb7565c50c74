/** A device's position in pixels. Its column is its distance in steps from the first compromised device. */
export interface Place {
  readonly x: number
  readonly y: number
}

const columnWidth = 240
const rowHeight = 90

/**
 * Arranges devices in columns by their distance from the devices without inbound movement. In a cycle that has no such
 * device, the one with the earliest outbound movement comes first.
 */
export function layout(
  ids: readonly string[],
  movements: readonly { readonly from: string; readonly to: string; readonly at: string }[],
): ReadonlyMap<string, Place> {
  const next = new Map<string, string[]>()
  const reached = new Set<string>()
  for (const { from, to } of movements) {
    next.set(from, [...(next.get(from) ?? []), to])
    if (from !== to) reached.add(to)
  }
  const column = new Map<string, number>()
  const walk = (roots: readonly string[]) => {
    let front = roots.filter(id => !column.has(id))
    for (let depth = 0; front.length > 0; depth++) {
      for (const id of front) column.set(id, depth)
      front = [...new Set(front.flatMap(id => next.get(id) ?? []))].filter(id => !column.has(id))
    }
  }
  walk(ids.filter(id => !reached.has(id)))
  const firstLeft = [...movements].sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ from }) => from)
  for (const id of [...firstLeft, ...ids]) if (!column.has(id)) walk([id])

  const rows = new Map<number, number>()
  return new Map(
    ids.map(id => {
      const x = column.get(id) ?? 0
      const y = rows.get(x) ?? 0
      rows.set(x, y + 1)
      return [id, { x: x * columnWidth, y: y * rowHeight }]
    }),
  )
}
