import type { SelectedColumns } from '#app/reading.ts'
import { Prisma, type ResponseAction } from '../../../prisma/generated/client.ts'
import { columnOf } from '../pool/names.ts'
import type { Pool } from '../pool/pool.ts'

/** How to select a table's rows in the read client's format. */
interface Table {
  readonly fields: readonly string[]
  /** Integer fields that `pg` returns as text. */
  readonly integers: readonly string[]
}

export const actionTable: Table = {
  fields: Object.values(Prisma.ResponseActionScalarFieldEnum),
  integers: ['submittedSequence', 'queuedSequence', 'lanePlace', 'startedConnectedMs'],
}
export const eventTable: Table = {
  fields: Object.values(Prisma.AuditEventScalarFieldEnum),
  integers: ['sequence'],
}

/** A select list in a fixed order, so that the same columns result in the same statement. */
export const selectionOf = ({ fields }: Table, wanted: SelectedColumns): string =>
  (wanted ? fields.filter(field => wanted.has(field)) : fields)
    .map(field => `${columnOf(field)} AS "${field}"`)
    .join(', ')

/** Converts the rows of such a statement to the read client's format. */
export function toReadRows<Row extends object>({ integers }: Table, rows: readonly Row[]): readonly object[] {
  const [first] = rows
  const present = integers.filter(field => first && field in first)
  return present.length === 0 ? rows : rows.map(row => ({ ...row, ...integersOf(row, present) }))
}

const integersOf = (row: object, fields: readonly string[]) =>
  Object.fromEntries(
    fields.map(field => {
      const text = (row as Record<string, unknown>)[field] as string | null
      return [field, text === null ? null : BigInt(text)]
    }),
  )

/** A bound, because callers choose the columns and each connection keeps its prepared statements. */
const maxPrepared = 50

/** Reads actions by their ids, for nested lists. */
export function openActionRows(pool: Pool) {
  const prepared = new Set<string>()
  const mayPrepare = (text: string): boolean => {
    if (prepared.size < maxPrepared) prepared.add(text)
    return prepared.has(text)
  }
  return async (
    organization: string,
    ids: readonly string[],
    wanted: SelectedColumns,
  ): Promise<readonly Partial<ResponseAction>[]> => {
    if (ids.length === 0) return []
    const selected = selectionOf(actionTable, wanted)
    const text = `SELECT ${selected} FROM response_action WHERE organization_id = $1 AND id = ANY($2::uuid[])`
    const rows = await pool.query<object>(text, [organization, ids], { prepare: mayPrepare(text) })
    return toReadRows(actionTable, rows)
  }
}
