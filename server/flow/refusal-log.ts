/** Logs a refusal: at most one line per cause and second, with the number of refusals since the last line. */
export type WarnOfRefusal = (cause: string, fields: object) => void

interface Options {
  readonly warn: (fields: object, message: string) => void
  /** Milliseconds between two lines of one cause. Default: one second. */
  readonly interval?: number
}

/** Further causes are counted together. */
const maxCauses = 100

export function createRefusalLog({ warn, interval = 1000 }: Options): WarnOfRefusal {
  /** Refusals since the last line, for each cause with a line within the interval. */
  const waiting = new Map<string, { count: number; fields: object }>()

  function write(cause: string, fields: object, count: number): void {
    warn({ ...fields, cause, count }, 'refused')
    waiting.set(cause, { count: 0, fields })
    setTimeout(() => {
      const since = waiting.get(cause)
      waiting.delete(cause)
      if (since && since.count > 0) write(cause, since.fields, since.count)
    }, interval).unref()
  }

  return (name, fields) => {
    const cause = waiting.has(name) || waiting.size < maxCauses ? name : 'other'
    const since = waiting.get(cause)
    if (!since) return write(cause, fields, 1)
    since.count++
    since.fields = fields
  }
}
