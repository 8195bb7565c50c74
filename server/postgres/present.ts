import type { Action } from '#domain/action.ts'
import { dueAt } from '#domain/passing-time.ts'
import { toRow } from './action-row.ts'

const camel = (column: string) => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
const fields = new Map<string, string>()
const fieldOf = (column: string): string => {
  const known = fields.get(column)
  if (known) return known
  const field = camel(column)
  fields.set(column, field)
  return field
}

/** An action as the read client would give it, so that what a change returned needs no second look. */
export const present = (action: Action): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(toRow(action, dueAt(action))).map(([column, value]) => {
      if (value !== null && column.endsWith('_at')) return [fieldOf(column), new Date(value)]
      if (typeof value === 'number' && (column === 'queued_sequence' || column === 'started_connected_ms'))
        return [fieldOf(column), BigInt(value)]
      return [fieldOf(column), value]
    }),
  )
