import type { Action } from '#domain/action/action.ts'
import { dueAt } from '#domain/action/passing-time.ts'
import type { ResponseAction } from '../../../prisma/generated/client.ts'
import { type ActionRow, fromRow, toRow } from '../commit/action-row.ts'
import { columnOf, fieldOf } from '../pool/names.ts'
import { actionTable } from './rows.ts'

/** Converts an action to the read client's row, so that a change's result needs no query. */
export function toReadRow(action: Action): ResponseAction {
  const row: Record<string, unknown> = {}
  for (const [column, value] of Object.entries(toRow(action, dueAt(action)))) {
    const field = fieldOf(column)
    if (typeof value === 'string' && (column.endsWith('_at') || column === 'effect_until'))
      row[field] = new Date(value)
    else if (typeof value === 'number' && actionTable.integers.includes(field)) row[field] = BigInt(value)
    else row[field] = value
  }
  return row as ResponseAction
}

/** Memoizes conversions, because several fields of a result convert the same row. */
const converted = new WeakMap<ResponseAction, Action>()

/** Converts a row of the read client to its action. */
export function fromReadRow(read: ResponseAction): Action {
  const known = converted.get(read)
  if (known) return known
  const row: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(read))
    row[columnOf(field)] =
      value instanceof Date ? value.toISOString() : typeof value === 'bigint' ? Number(value) : value
  const action = fromRow(row as unknown as ActionRow)
  converted.set(read, action)
  return action
}
