import { setImmediate } from 'node:timers/promises'
import type { Client, QueryConfig } from 'pg'
import { emptyLedger, type LedgerHead } from '#domain/ledger/ledger.ts'
import { type ActionRow, toRow } from './action-row.ts'
import type { BatchState, BatchWrites, LedgerLine, StoredAction } from './batch-state.ts'
import { recordKinds, tables, toColumns, upsert } from './tables.ts'

/** The columns of an event and their types. As arrays they cost PostgreSQL half of what JSON costs. */
const lineColumns = {
  organization_id: 'uuid',
  sequence: 'bigint',
  kind: 'text',
  at: 'timestamptz',
  action_id: 'uuid',
  device_id: 'uuid',
  actor: 'jsonb',
  actor_id: 'uuid',
  canonical: 'text',
  hash: 'text',
} as const
type LineColumn = keyof typeof lineColumns
const lineColumnNames = Object.keys(lineColumns) as LineColumn[]
const insertLines = {
  name: 'write lines',
  text: `INSERT INTO audit_event (${lineColumnNames.join(', ')})
    SELECT * FROM unnest(${lineColumnNames.map((column, i) => `$${i + 1}::${lineColumns[column]}[]`).join(', ')})`,
}

/** Columns that are written only at submission. */
const fixed = new Set<keyof ActionRow>([
  'id',
  'organization_id',
  'type',
  'lane',
  'parameters',
  'destructive',
  'origin',
  'justification',
  'device_id',
  'person_id',
  'submitted_by',
  'submitted_by_id',
  'responsible_id',
  'reporter_id',
  'submitted_at',
  'submitted_sequence',
  'approvals_required',
  'digest',
])
const writeActions = (row: ActionRow) => {
  const columns = Object.keys(row) as (keyof ActionRow)[]
  const mutable = columns.filter(column => !fixed.has(column))
  return { name: 'write actions', text: upsert('response_action', columns, mutable) }
}
const writeRecords = new Map(
  recordKinds.map(kind => {
    const { name, columns, mutable } = tables[kind]
    return [kind, { name: `write ${kind}`, text: upsert(name, columns, mutable) }]
  }),
)
const writeHeads = {
  name: 'write heads',
  text: `UPDATE ledger_head h SET sequence = n.sequence, hash = n.hash, at = n.at
    FROM json_populate_recordset(NULL::ledger_head, $1::json) n WHERE h.organization_id = n.organization_id`,
}
const writeSettings = {
  name: 'write settings',
  text: 'UPDATE organization SET settings = n.settings FROM json_populate_recordset(NULL::organization, $1::json) n WHERE organization.id = n.id',
}

/** Maximum rows per statement: PostgreSQL writes them while the next ones are being serialized. */
const rowsPerStatement = 500

interface Statement {
  readonly name: string
  readonly text: string
}

/** Pipelines all writes and the commit. If a statement fails, the commit becomes a rollback. */
export async function commitBatch(client: Client, batch: BatchState, written: BatchWrites): Promise<void> {
  const { lines, actions, records, settings } = written
  const statements: Promise<unknown>[] = []
  const send = (query: string | QueryConfig) => {
    const sent = client.query(query)
    // Awaited below; prevents an unhandled rejection until then.
    sent.catch(() => {})
    statements.push(sent)
  }
  async function writeAs<T>(
    statement: Statement,
    things: readonly T[],
    valuesOf: (some: readonly T[]) => unknown[],
  ) {
    for (let i = 0; i < things.length; i += rowsPerStatement) {
      if (i > 0) await setImmediate()
      send({ ...statement, values: valuesOf(things.slice(i, i + rowsPerStatement)) })
    }
  }
  const write = <T>(statement: Statement, things: readonly T[], rowOf: (thing: T) => object) =>
    writeAs(statement, things, some => [JSON.stringify(some.map(rowOf))])
  for (const [kind, kept] of records) {
    const statement = writeRecords.get(kind)
    if (statement) await write(statement, [...kept.values()], toColumns)
  }
  const rowOf = ({ action, dueAt }: StoredAction) => toRow(action, dueAt)
  const kept = [...actions.values()]
  if (kept[0]) await write(writeActions(rowOf(kept[0])), kept, rowOf)
  await writeAs(insertLines, lines, columnsOf)
  const grown = [...new Set(lines.map(({ entry }) => entry.organization))]
  await write(writeHeads, grown, id => headRow(id, batch.organizations.get(id)?.head ?? emptyLedger))
  await write(writeSettings, [...settings], ([id, value]) => ({ id, settings: value }))
  send('COMMIT')
  // Awaits all results: the first failure makes all later statements fail, and only the first has the cause.
  const failed = (await Promise.allSettled(statements)).find(outcome => outcome.status === 'rejected')
  if (failed) throw failed.reason
}

const lineValue: { readonly [K in LineColumn]: (line: LedgerLine) => string | number | null } = {
  organization_id: ({ entry }) => entry.organization,
  sequence: ({ entry }) => entry.sequence,
  kind: ({ entry }) => entry.kind,
  at: ({ entry }) => entry.at,
  action_id: ({ entry }) => entry.action,
  device_id: ({ device }) => device,
  actor: ({ entry }) => JSON.stringify(entry.actor),
  actor_id: ({ entry }) => entry.actor.id,
  canonical: ({ canonical }) => canonical,
  hash: ({ hash }) => hash,
}

const columnsOf = (lines: readonly LedgerLine[]): unknown[] =>
  lineColumnNames.map(column => lines.map(lineValue[column]))

const headRow = (id: string, { sequence, hash, at }: LedgerHead) => ({
  organization_id: id,
  sequence,
  hash,
  at: new Date(at).toISOString(),
})
