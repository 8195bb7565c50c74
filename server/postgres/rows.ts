import { type AuditEvent, Prisma, type ResponseAction } from '../../prisma/generated/client.ts'
import type { Pool } from './pool.ts'
import { columnOf } from './present.ts'

type Wanted<Row> = ReadonlySet<keyof Row> | null

interface Table {
  readonly name: string
  readonly fields: readonly string[]
  readonly key: string
  readonly keyType: 'uuid' | 'bigint'
  /** What `pg` gives as text. */
  readonly integers: readonly string[]
}

const actionTable: Table = {
  name: 'response_action',
  fields: Object.values(Prisma.ResponseActionScalarFieldEnum),
  key: 'id',
  keyType: 'uuid',
  integers: ['submittedSequence', 'queuedSequence', 'lanePlace', 'startedConnectedMs'],
}
const eventTable: Table = {
  name: 'audit_event',
  fields: Object.values(Prisma.AuditEventScalarFieldEnum),
  key: 'sequence',
  keyType: 'bigint',
  integers: ['sequence'],
}

/** A connection keeps what it has prepared, and callers choose the columns. */
const maxPrepared = 50

/** Rows as the read client gives them, of the lists that are asked for most; all columns where null are wanted. */
export function openRowReading(pool: Pool) {
  const prepared = new Set<string>()

  const mayPrepare = (text: string): boolean => {
    if (prepared.size < maxPrepared) prepared.add(text)
    return prepared.has(text)
  }

  const reader =
    <Row extends object, Key>({ name, fields, key, keyType, integers }: Table) =>
    async (organization: string, keys: readonly Key[], wanted: Wanted<Row>): Promise<Partial<Row>[]> => {
      if (keys.length === 0) return []
      const read = wanted ? fields.filter(field => wanted.has(field as keyof Row)) : fields
      const columns = read.map(field => `${columnOf(field)} AS "${field}"`).join(', ')
      const text = `SELECT ${columns} FROM ${name} WHERE organization_id = $1 AND ${key} = ANY($2::${keyType}[])`
      const rows = await pool.query<Record<string, unknown>>(text, [organization, keys], {
        prepare: mayPrepare(text),
      })
      for (const field of integers.filter(field => read.includes(field)))
        for (const row of rows) if (row[field] !== null) row[field] = BigInt(row[field] as string)
      return rows as Partial<Row>[]
    }

  return {
    actions: reader<ResponseAction, string>(actionTable),
    events: reader<AuditEvent, number>(eventTable),
  }
}
