import type { SelectedColumns } from '#app/reading.ts'
import { Prisma, type ResponseAction } from '../../../prisma/generated/client.ts'
import { columnOf } from '../pool/names.ts'
import type { Pool } from '../pool/pool.ts'

/** How rows are read by SQL as the read client gives them. */
interface Table {
  readonly fields: readonly string[]
  /** What `pg` gives as text. */
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

/** What a statement selects of a table, in one order for one text. */
export const selectionOf = ({ fields }: Table, wanted: SelectedColumns): string =>
  (wanted ? fields.filter(field => wanted.has(field)) : fields)
    .map(field => `${columnOf(field)} AS "${field}"`)
    .join(', ')

/** Rows that such a statement gave, as the read client gives them. */
export function given<Row extends object>({ integers }: Table, rows: readonly Row[]): readonly object[] {
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

/** A connection keeps what it has prepared, and callers choose the columns. */
const maxPrepared = 50

/** Actions by their ids, for lists inside of lists. */
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
    return given(actionTable, rows)
  }
}
